package org.lectern.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.Threads;
import org.lectern.app.worklist.Thumbnail;
import org.lectern.imaging.archive.InstanceEntry;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;
import org.lectern.imaging.archive.importing.ImportReport;
import org.lectern.imaging.archive.importing.Importer;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Instance;
import org.lectern.imaging.study.StudyTree;

/** The killers imported, listed and opened; media that lie about their files; and whose name is in the log afterwards. */
final class HostileImportTest {
    @TempDir
    private Path folder;

    private Path inside() throws IOException {
        return Files.createDirectories(folder.resolve("in"));
    }

    private ImportReport run(LocalArchive archive, Path source) throws IOException {
        try (Threads threads = Threads.start()) {
            return new Importer(archive, threads.io()).run(List.of(source), progress -> {}, () -> false);
        }
    }

    @Test
    @Timeout(120)
    void theKillersAreImportedOrRefusedAndWhatIsInTheArchiveOpens() throws IOException {
        Killers.write(Killers.all(), inside());
        try (LocalArchive archive = LocalArchive.open(folder.resolve("archive"))) {
            ImportReport report = run(archive, inside());
            assertTrue(report.stopped().isEmpty(), report.toString());
            assertTrue(report.stored() > 10, report.summary());
            assertFalse(
                    report.refusals().toString().contains(Killers.PATIENT),
                    report.refusals().toString());
            assertTrue(archive.verify().isSound());
            for (StudyEntry study : archive.studies(StudyQuery.ALL)) {
                List<Instance> instances = new ArrayList<>();
                for (InstanceEntry entry : archive.instances(study)) {
                    instances.add(Instance.of(DicomFile.readHeader(entry.file())));
                    picture(entry.file());
                }
                for (DisplaySet set : StudyTree.of(instances).displaySets()) {
                    assertTrue(set.frames().size() <= 1_000_000, set.key());
                }
            }
        }
    }

    private static void picture(Path file) {
        try {
            Thumbnail.of(file, 32, 32);
        } catch (IOException refused) {
            assertFalse(String.valueOf(refused.getMessage()).contains(Killers.PATIENT), refused.getMessage());
        }
    }

    @Test
    void aZipOfNamesThatLeadOutsideWritesNothingOutside() throws IOException {
        byte[] image = Bases.in(inside(), "image");
        Path zip = folder.resolve("names.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name :
                    List.of("\"../../evil\"", "..\\..\\evil", "%2e%2e/evil", "a/../../evil", "~/evil", "$HOME/evil")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(image);
                out.closeEntry();
            }
        }
        try (LocalArchive archive = LocalArchive.open(folder.resolve("archive"))) {
            ImportReport report = run(archive, zip);
            assertEquals(1, report.stored(), report.toString());
            assertEquals(5, report.alreadyHere(), report.toString());
        }
        try (Stream<Path> all = Files.walk(folder)) {
            assertTrue(all.noneMatch(path -> path.toString().contains("evil")));
        }
    }

    @Test
    void aDirectoryThatPointsOutsideOrNowhereReadsNothingOutside() throws IOException {
        Files.write(folder.resolve("SECRET"), Bases.in(folder, "secret"));
        Path medium = Files.createDirectories(folder.resolve("cd"));
        Files.write(medium.resolve("IMAGE"), Bases.in(medium, "image"));
        Files.delete(medium.resolve("image.dcm"));
        Files.createSymbolicLink(medium.resolve("LINK"), folder.resolve("SECRET"));
        List<String> ids = List.of(
                "IMAGE",
                "image",
                "..\\SECRET",
                "SUB\\..\\..\\SECRET",
                "LINK",
                folder.resolve("SECRET").toString(),
                "C:\\SECRET",
                "\\\\server\\share",
                "NUL",
                "A".repeat(10_000),
                "IM\0AGE",
                "");
        List<DataSet> records = new ArrayList<>();
        for (String id : ids) {
            records.add(DataSet.builder()
                    .text(Tag.DirectoryRecordType, "IMAGE")
                    .text(Tag.ReferencedFileID, id.split("\\\\", -1))
                    .build());
        }
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN)
                .write(
                        DataSet.builder()
                                .text(Tag.SOPClassUID, "1.2.840.10008.1.3.10")
                                .text(Tag.SOPInstanceUID, "1.2.99")
                                .items(Tag.DirectoryRecordSequence, records.toArray(DataSet[]::new))
                                .build(),
                        medium.resolve("DICOMDIR"));
        try (LocalArchive archive = LocalArchive.open(folder.resolve("archive"))) {
            ImportReport report = run(archive, medium.resolve("DICOMDIR"));
            assertEquals(1, report.stored(), report.toString());
            assertTrue(report.stopped().isEmpty(), report.toString());
            assertFalse(report.isComplete(), "what could not be found is said");
        }
    }

    @Test
    void noPatientIsNamedInLogsAndMessagesAndOnlyTheOwnerMayRead() throws Exception {
        Map<String, byte[]> files = new TreeMap<>(Killers.all());
        files.put("whole.dcm", Bases.in(folder, "whole"));
        Killers.write(files, inside());
        Path home = folder.resolve("home");
        Path said = folder.resolve("said");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.lectern.app.Main",
                        "import",
                        inside().toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("LECTERN_HOME", home.toString());
        assertEquals(1, builder.start().waitFor(), "some are refused");
        String words = Files.readString(said, StandardCharsets.UTF_8);
        assertFalse(words.contains("ZZ"), words);
        assertFalse(words.contains("\tat "), words);
        TreeSet<String> open = new TreeSet<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.toList()) {
                if (path.toString().contains("/logs/") && Files.isRegularFile(path)) {
                    assertFalse(Files.readString(path).contains("ZZ"), path.toString());
                }
                if (path.toString().endsWith(".dcm")
                        && Files.getPosixFilePermissions(path).size() > 2) {
                    open.add(path.toString());
                }
            }
        }
        assertEquals(List.of(), List.copyOf(open));
        for (String name : List.of("archive", "logs")) {
            assertEquals(3, Files.getPosixFilePermissions(home.resolve(name)).size(), name);
        }
    }
}
