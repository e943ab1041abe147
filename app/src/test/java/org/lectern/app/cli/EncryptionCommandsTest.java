package org.lectern.app.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.cli.Shell.Run;
import org.lectern.app.retrieval.transfer.KeptTransfers;
import org.lectern.app.retrieval.transfer.Subject;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.peers.Orthanc;
import org.lectern.samples.Sample;

/** Encryption at rest as a script sees it: processes on an archive with a CT of the head. */
@Timeout(600) // a hang must not hold the others up
class EncryptionCommandsTest {
    private static final String MARKS = "{\"version\": 1, \"annotations\": []}";

    @TempDir
    Path folder;

    private Shell shell;
    private List<Path> files;
    private Subject subject = Subject.ofStudy("");
    private String kept = "";

    @BeforeEach
    void anArchive() throws Exception {
        shell = new Shell(folder);
        Path in = Files.createDirectories(folder.resolve("in"));
        Sample.CT_TILT.write(in, Parallel.SEQUENTIAL, file -> {});
        files = filesBelow(in);
        assertDone(shell.run("import", in.toString()));
        DataSet header = DicomFile.readHeader(files.getFirst()).dataSet();
        subject = new Subject(
                uid(),
                header.text(Tag.PatientID).orElseThrow(),
                "",
                header.text(Tag.PatientName).orElseThrow(),
                "");
        Files.writeString(Files.createDirectories(marks().getParent()).resolve(uid() + ".json"), MARKS);
        KeptTransfers.write(shell.home().resolve("transfers.sqlite"), subject);
        kept = "{\"saved\": [{\"name\": \"mine\", \"text\": \"%s\"}]}".formatted(subject.patientName());
        Files.writeString(
                Files.createDirectories(shell.home().resolve("configuration")).resolve("list.json"), kept);
    }

    private static Run assertDone(Run run) {
        assertEquals(0, run.code(), run.toString());
        return run;
    }

    private static List<Path> filesBelow(Path root) throws IOException {
        try (Stream<Path> walked = Files.walk(root)) {
            return walked.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Path marks() throws IOException {
        return shell.home().resolve("annotations/" + uid() + ".json");
    }

    private Map<Path, Integer> objects() throws IOException {
        Map<Path, Integer> hashes = new TreeMap<>();
        for (Path file : filesBelow(shell.home().resolve("archive/objects"))) {
            hashes.put(file, Arrays.hashCode(Files.readAllBytes(file)));
        }
        return hashes;
    }

    private String uid() throws IOException {
        return DicomFile.readHeader(files.getFirst())
                .dataSet()
                .text(Tag.StudyInstanceUID)
                .orElseThrow();
    }

    private void passphraseIs(String text) throws IOException {
        shell.with(
                "LECTERN_PASSPHRASE_FILE",
                Files.writeString(folder.resolve("passphrase"), text).toString());
    }

    /** Files below the home folder that hold any of some values. */
    private List<String> telling() throws IOException {
        DataSet header = DicomFile.readHeader(files.getFirst()).dataSet();
        List<String> secrets = Stream.of(
                        Tag.PatientName, Tag.PatientID, Tag.PatientBirthDate, Tag.StudyInstanceUID, Tag.SOPInstanceUID)
                .map(tag -> header.text(tag).orElse(""))
                .filter(text -> text.length() > 4)
                .toList();
        assertTrue(secrets.size() >= 4, "the sample names a patient");
        return filesBelow(shell.home()).stream()
                .filter(file -> {
                    String bytes = shell.home().relativize(file) + latin(file);
                    return secrets.stream().anyMatch(bytes::contains) || bytes.contains("annotations\": []");
                })
                .map(file -> shell.home().relativize(file).toString())
                .toList();
    }

    private static String latin(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void anEncryptedArchiveTellsNothingAndComesBackByteForByte() throws Exception {
        Map<Path, Integer> before = objects();
        List<String> plain = telling();
        assertTrue(
                plain.containsAll(
                        List.of("transfers.sqlite", "configuration/list.json", "annotations/" + uid() + ".json")),
                "the scan finds what is plain: " + plain);
        passphraseIs("three plain words");
        Run encrypted = assertDone(shell.run("archive", "encrypt"));
        assertTrue(encrypted.err().contains("back up"), encrypted.err());
        assertEquals(List.of(), telling());
        assertEquals(1, shell.run("archive", "encrypt").code());

        assertTrue(assertDone(shell.run("studies")).out().contains(uid()));
        assertTrue(assertDone(shell.run("archive", "verify")).out().startsWith(files.size() + " objects read"));
        assertTrue(shell.run("doctor").out().contains(", encrypted, in"));
        assertEquals(List.of(), telling());

        assertDone(shell.run("archive", "decrypt"));
        assertEquals(before, objects());
        assertEquals(MARKS, Files.readString(marks()));
        assertEquals(kept, Files.readString(shell.home().resolve("configuration/list.json")));
        assertEquals(List.of(subject), KeptTransfers.read(shell.home().resolve("transfers.sqlite")));
        assertTrue(assertDone(shell.run("studies")).out().contains(uid()));
        Run again = shell.run("archive", "decrypt");
        assertEquals(1, again.code());
        assertTrue(again.err().contains("is not encrypted"), again.err());
    }

    @Test
    void anotherPassphraseTakesTheOldOnesPlace() throws Exception {
        passphraseIs("three plain words");
        assertDone(shell.run("archive", "encrypt"));
        Path fresh = Files.writeString(folder.resolve("new"), "four other plain words");
        Map<Path, Integer> before = objects();
        assertDone(shell.with("LECTERN_NEW_PASSPHRASE_FILE", fresh.toString()).run("archive", "passphrase"));
        assertEquals(before, objects());

        Run old = shell.run("studies");
        assertEquals(1, old.code());
        assertEquals("lectern: The passphrase is wrong", old.err().strip());
        Run doctor = shell.run("doctor");
        assertTrue(doctor.out().contains("not looked into without its passphrase"), doctor.out());
        assertFalse(doctor.out().contains("problem  Archive"), doctor.out());
        passphraseIs("four other plain words");
        assertTrue(assertDone(shell.run("studies")).out().contains(uid()));
    }

    /** A command on a file, then on what stands for it: the same answer and the same picture. */
    private void assertSame(String command, Path file, String uid) throws Exception {
        Path one = folder.resolve("one.png");
        Path two = folder.resolve("two.png");
        boolean writes = !command.equals("dump");
        Run plain = writes
                ? shell.run(command, file.toString(), "--out", one.toString())
                : shell.run(command, file.toString());
        Run stored = writes ? shell.run(command, uid, "--out", two.toString()) : shell.run(command, uid);
        assertEquals(plain.code(), stored.code(), stored.toString());
        assertEquals(plain.out(), stored.out());
        if (plain.code() == 0 && writes) {
            assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two), command);
        }
    }

    @Test
    void whatIsInAnEncryptedArchiveIsAddressedByItsUid() throws Exception {
        assertDone(shell.run("archive", "encrypt"));
        DataSet header = DicomFile.readHeader(files.getFirst()).dataSet();
        String uid = header.text(Tag.SOPInstanceUID).orElseThrow();
        assertTrue(assertDone(shell.run("dump", uid)).out().contains(uid));
        assertSame("dump", files.getFirst(), uid);
        assertDone(shell.run("render", uid, "--out", folder.resolve("x.png").toString()));
        assertSame("render", files.getFirst(), uid);
        assertSame("decode", files.getFirst(), uid);
        assertSame(
                "reslice",
                folder.resolve("in"),
                header.text(Tag.SeriesInstanceUID).orElseThrow());
        Run unknown = shell.run("dump", "1.2.3.4");
        assertEquals(1, unknown.code());
        assertTrue(unknown.err().contains("No object in the archive has the SOP Instance UID 1.2.3.4"), unknown.err());
    }

    @Test
    void aNewMasterKeyOpensEverythingAndTheOldOneNothing() throws Exception {
        passphraseIs("three plain words");
        assertDone(shell.run("archive", "encrypt"));
        Path password = Files.writeString(folder.resolve("password"), "web-password");
        assertDone(shell.run(
                "node",
                "add",
                "web",
                "https://127.0.0.1:1/dicom-web",
                "--user",
                "otto",
                "--password-file",
                password.toString()));
        Path key = shell.home().resolve("configuration/key.json");
        byte[] old = Files.readAllBytes(key);
        String sealed = Files.readString(shell.home().resolve("configuration/nodes.json"));
        Path fresh = Files.writeString(folder.resolve("new"), "four other plain words");
        shell.with("LECTERN_NEW_PASSPHRASE_FILE", fresh.toString());
        assertDone(shell.run("archive", "passphrase", "--new-key"));
        assertNotEquals(sealed, Files.readString(shell.home().resolve("configuration/nodes.json")));
        byte[] now = Files.readAllBytes(key);
        Files.write(key, old);
        Run refused = shell.run("studies");
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("does not fit"), refused.err());
        Files.write(key, now);
        passphraseIs("four other plain words");
        assertTrue(assertDone(shell.run("studies")).out().contains(uid()));
        assertDone(shell.run("key", "--new-key", "--to", "file"));
        assertTrue(assertDone(shell.run("studies")).out().contains(uid()));
    }

    @Test
    void anArchiveInUseAndAKeyThatIsMissingAreSaid() throws Exception {
        try (LocalArchive used = LocalArchive.open(shell.home().resolve("archive"))) {
            Run refused = shell.run("archive", "encrypt");
            assertEquals(1, refused.code());
            assertTrue(refused.err().contains("is in use"), refused.err());
            assertFalse(used.isEncrypted());
        }
        Run encrypted = assertDone(shell.run("archive", "encrypt"));
        assertTrue(encrypted.err().contains("warning: the key lies in"), encrypted.err());
        Path key = shell.home().resolve("configuration/key.json");
        Path away = Files.move(key, folder.resolve("key.json"));
        Run closed = shell.run("studies");
        assertEquals(1, closed.code());
        assertTrue(closed.err().contains("key.json, which tells where its key is, is missing"), closed.err());
        assertFalse(Files.exists(key), "a new key would open nothing");
        Files.move(away, key);
        assertDone(shell.run("studies"));
    }

    @Test
    void anEncryptedStudyIsSentToAnArchiveAsItCame() throws Exception {
        assumeTrue(Orthanc.isInstalled(), "Orthanc is not installed");
        assertDone(shell.run("archive", "encrypt"));
        try (Orthanc orthanc = Orthanc.start(Files.createDirectories(folder.resolve("peer")))) {
            String node = "dicom://ORTHANC@127.0.0.1:" + orthanc.dicomPort();
            Run sent = assertDone(shell.run("send", node, uid()));
            assertTrue(sent.out().startsWith(files.size() + " objects sent"), sent.out());
            assertTrue(
                    orthanc.get("/statistics").replace(" ", "").contains("\"CountInstances\":" + files.size()),
                    orthanc.get("/statistics"));
        }
    }
}
