package org.lectern.imaging.archive.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyQuery;
import org.lectern.imaging.archive.TestObject;

class ImporterTest {
    @TempDir
    Path folder;

    private LocalArchive archive;
    private ExecutorService executor;

    @BeforeEach
    void open() throws IOException {
        archive = LocalArchive.open(folder.resolve("archive"));
        executor = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
        executor.close();
    }

    private ImportReport run(Path... sources) throws IOException {
        return new Importer(archive, executor).run(List.of(sources), progress -> {}, () -> false);
    }

    private Path in(String name) {
        return folder.resolve("in").resolve(name);
    }

    private static TestObject object(int number) {
        return TestObject.of("DOE^Jane", "1", "1.2.3", "1.2.3.4", "1.2.3.4." + number)
                .pixels(200, number);
    }

    private long stored() throws IOException {
        return archive.studies(StudyQuery.ALL).stream()
                .mapToLong(study -> study.instanceCount())
                .sum();
    }

    @Test
    void aFolderIsTakenInWithAllBelowItAndStrangersAreSkipped() throws IOException {
        for (int i = 0; i < 600; i++) {
            object(i).write(in("a/b" + i % 3 + "/" + i));
        }
        Files.writeString(in("a/readme.txt"), "viewer software");
        Files.write(in("a/empty"), new byte[0]);
        List<ImportProgress> told = new ArrayList<>();
        ImportReport report = new Importer(archive, executor).run(List.of(in("a")), told::add, () -> false);
        assertEquals(600, report.stored());
        assertEquals(2, report.skipped());
        assertTrue(report.isComplete());
        assertEquals(600, stored());
        ImportProgress last = told.getLast();
        assertEquals(602, last.seen());
        assertEquals(602, last.total());
        assertEquals(600, last.stored());
    }

    @Test
    void oneBadFileStopsNothingAndIsNamedWithReasonAndRemedy() throws IOException {
        object(1).write(in("good"));
        byte[] whole = object(2).bytes();
        Files.write(in("cut"), Arrays.copyOf(whole, 200));
        Files.write(in("empty.dcm"), new byte[0]);
        ImportReport report = run(in("."));
        assertEquals(1, report.stored());
        assertEquals(2, report.refused());
        for (Refusal refusal : report.refusals()) {
            assertTrue(refusal.place().contains("cut") || refusal.place().contains("empty.dcm"), refusal.toString());
            assertFalse(refusal.reason().isEmpty());
            assertFalse(refusal.remedy().isEmpty());
        }
    }

    @Test
    void aNamedFileThatIsNotDicomOrNotThereIsRefused() throws IOException {
        Files.createDirectories(in("."));
        Files.writeString(in("letter.txt"), "Dear colleague, thank you for referring this patient");
        ImportReport report = run(in("letter.txt"), in("nowhere"));
        assertEquals(2, report.refused());
        assertEquals("is not a DICOM file", report.refusals().get(0).reason());
        assertEquals("does not exist", report.refusals().get(1).reason());
    }

    @Test
    void linksThatLeadInACircleEnd() throws IOException {
        object(1).write(in("a/one"));
        Files.createSymbolicLink(in("a/loop"), in("a"));
        Files.createSymbolicLink(in("a/up"), in("."));
        assertEquals(1, run(in("a")).stored() + 0);
    }

    @Test
    void aZipIsTakenInAndItsNamesAreNeverUsed() throws IOException {
        Path zip = in("cd.zip");
        Files.createDirectories(zip.getParent());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            String[] names = {
                "../../../evil",
                "/etc/lectern-evil",
                "C:\\evil",
                "NUL",
                "a/b/c",
                "A/B/C",
                "n".repeat(10_000),
                "nul\0byte"
            };
            for (int i = 0; i < names.length; i++) {
                put(out, names[i], object(i).bytes());
            }
            put(out, "autorun.inf", "[autorun]".getBytes(StandardCharsets.US_ASCII));
        }
        ImportReport report = run(zip);
        assertEquals(8, report.stored(), report.toString());
        assertEquals(1, report.skipped());
        try (Stream<Path> all = Files.walk(folder)) {
            assertTrue(all.noneMatch(path -> path.getFileName().toString().contains("evil")));
        }
        assertFalse(Files.exists(Path.of("/etc/lectern-evil")));
    }

    @Test
    void nestedZipsAreOpenedOnceAndNotDeeper() throws IOException {
        byte[] inner = zip("inner.dcm", object(1).bytes());
        byte[] deeper = zip("deep.zip", zip("deepest.dcm", object(2).bytes()));
        Path zip = in("outer.zip");
        Files.createDirectories(zip.getParent());
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            put(out, "inner.zip", inner);
            put(out, "deeper.zip", deeper);
        }
        ImportReport report = run(zip);
        assertEquals(1, report.stored());
        assertEquals(1, report.refused());
    }

    @Test
    void aZipBombIsRefusedBeforeItFillsTheDisk() throws IOException {
        Path zip = in("bomb.zip");
        Files.createDirectories(zip.getParent());
        byte[] start = object(1).with(0x7FE00010, "OB", new byte[0]).bytes();
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("bomb.dcm"));
            out.write(start);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                out.write(zeros);
            }
            out.closeEntry();
            put(out, "good.dcm", object(2).bytes());
        }
        ImportReport report = run(zip);
        assertEquals(1, report.stored());
        assertTrue(report.refusals().getFirst().reason().contains("expands"), report.toString());
        try (Stream<Path> incoming = Files.list(folder.resolve("archive/incoming"))) {
            assertEquals(0, incoming.count());
        }
    }

    @Test
    void encryptedAndDamagedZipsAreNamed() throws IOException {
        byte[] bytes = zip("a.dcm", object(1).bytes());
        byte[] encrypted = bytes.clone();
        int central = indexOf(encrypted, new byte[] {'P', 'K', 1, 2});
        encrypted[central + 8] |= 1;
        Files.createDirectories(in("."));
        Files.write(in("secret.zip"), encrypted);
        Files.write(in("cut.zip"), Arrays.copyOf(bytes, bytes.length / 2));
        ImportReport report = run(in("secret.zip"), in("cut.zip"));
        assertEquals(0, report.stored());
        assertTrue(report.refusals().get(1).reason().contains("encrypted"));
        assertTrue(report.refusals().get(0).reason().contains("damaged"));
    }

    @Test
    void everyCutOrFlippedZipEndsInAReport() throws IOException {
        byte[] bytes = zip("a.dcm", object(1).bytes());
        java.util.Random random = new java.util.Random(7);
        Files.createDirectories(in("."));
        for (int i = 0; i < 200; i++) {
            byte[] bad = random.nextBoolean() ? bytes.clone() : Arrays.copyOf(bytes, random.nextInt(8, bytes.length));
            bad[random.nextInt(4, bad.length)] ^= (byte) (1 << random.nextInt(8));
            Path zip = Files.write(in("bad.zip"), bad);
            ImportReport report = run(zip);
            assertTrue(report.stopped().isEmpty(), report.toString());
        }
    }

    @Test
    void aMediumIsReadByItsDirectoryRegardlessOfCaseAndVersionSuffix() throws IOException {
        object(1).write(in("cd/images/im0001;1"));
        object(2).write(in("cd/IMAGES/IM0002."));
        object(3).write(in("cd/images/unlisted"));
        object(9).write(in("outside"));
        Files.createSymbolicLink(in("cd/LINK"), in("outside"));
        TestObject directory = TestObject.of("", "", "", "", "1.2.3")
                .with(
                        0x00041220,
                        "SQ",
                        records(
                                "IMAGES\\IM0001",
                                "IMAGES\\IM0003",
                                "..\\OUTSIDE",
                                "LINK",
                                "/etc/passwd",
                                "C:\\X",
                                "NUL"));
        directory.write(in("cd/DICOMDIR"));
        ImportReport report = run(in("cd/DICOMDIR"));
        assertEquals(1, report.stored(), report.toString());
        assertEquals(
                2,
                report.refusals().stream()
                        .filter(refusal -> refusal.reason().contains("not there"))
                        .count(),
                report.refusals().toString());
        assertEquals(
                4,
                report.refusals().stream()
                        .filter(refusal -> refusal.reason().contains("outside"))
                        .count(),
                report.refusals().toString());
    }

    @Test
    void aMediumWithoutAUsableDirectoryIsScanned() throws IOException {
        object(1).write(in("cd/a"));
        Files.writeString(in("cd/DICOMDIR"), "scratched");
        ImportReport report = run(in("cd/DICOMDIR"));
        assertEquals(1, report.stored());
    }

    @Test
    void cancellingKeepsWhatWasCommittedAndSaysSo() throws IOException {
        for (int i = 0; i < 900; i++) {
            object(i).write(in("many/" + i));
        }
        AtomicInteger seen = new AtomicInteger();
        ImportReport report = new Importer(archive, executor)
                .run(List.of(in("many")), progress -> seen.set((int) progress.seen()), () -> seen.get() >= 400);
        assertEquals("cancelled", report.stopped().orElseThrow());
        assertTrue(report.stored() >= 256 && report.stored() < 900, report.summary());
        assertEquals(report.stored(), stored());
    }

    private static byte[] records(String... fileIds) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String id : fileIds) {
            byte[] value = (id.length() % 2 == 0 ? id : id + " ").getBytes(StandardCharsets.US_ASCII);
            int length = 8 + value.length;
            out.writeBytes(new byte[] {(byte) 0xFE, (byte) 0xFF, 0, (byte) 0xE0, (byte) length, 0, 0, 0});
            out.writeBytes(new byte[] {4, 0, 0, 0x15, 'C', 'S', (byte) value.length, 0});
            out.writeBytes(value);
        }
        return out.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            put(out, name, content);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        ((OutputStream) out).write(content);
        out.closeEntry();
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
