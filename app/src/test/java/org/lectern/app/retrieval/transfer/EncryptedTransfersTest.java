package org.lectern.app.retrieval.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.retrieval.transfer.SendWork.SentState;
import org.lectern.imaging.archive.ArchiveEncryption;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.Secrecy;

/** The list of transfers beside an encrypted archive. */
class EncryptedTransfersTest {
    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");
    private static final List<String> SECRETS =
            List.of("1.9.77.8", "ID004711", "HOSP", "MUSTERMANN", "Anna", "CT chest", "could not", "north", "/in/");

    @TempDir
    Path folder;

    private Path home() {
        return folder.resolve("archive");
    }

    private Path list() {
        return folder.resolve("transfers.sqlite");
    }

    private TransferStore.Kept send() {
        Subject subject = new Subject("1.9.77.8", "ID004711", "HOSP", "MUSTERMANN^Anna", "CT chest");
        List<Path> files = List.of(folder.resolve("in/1.dcm"), folder.resolve("in/2.dcm"));
        return new TransferStore.Kept(
                1,
                TransferRequest.send(subject, "north", files, true),
                State.FAILED,
                Priority.ASKED,
                1,
                1,
                OptionalInt.of(2),
                List.of("MUSTERMANN could not be sent", "Try again"),
                Instant.EPOCH,
                Optional.of(Instant.EPOCH));
    }

    private void keepOne(Secrecy secrecy) throws IOException {
        try (TransferStore store = TransferStore.open(list(), secrecy)) {
            store.save(List.of(send()), List.of());
            store.mark(1, Map.of(folder.resolve("in/2.dcm"), SentState.SENT));
        }
    }

    private void check(Secrecy secrecy) throws IOException {
        try (TransferStore store = TransferStore.open(list(), secrecy)) {
            assertEquals(List.of(), store.notices());
            assertEquals(List.of(send()), store.load());
            assertEquals(
                    Map.of(
                            folder.resolve("in/1.dcm"), SentState.WAITING,
                            folder.resolve("in/2.dcm"), SentState.SENT),
                    store.files(1));
        }
    }

    /** Which of the secrets stand in the files of the list, its log included. */
    private List<String> told() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return SECRETS.stream().filter(all.toString()::contains).toList();
    }

    private LocalArchive encrypted() throws IOException {
        return LocalArchive.open(home(), Optional.of(KEY));
    }

    @Test
    void aListBesideAnEncryptedArchiveTellsNothingFromTheFirstOnAndWhileItIsOpen() throws IOException {
        ArchiveEncryption.encrypt(home(), KEY, List.of(list()), done -> {});
        try (LocalArchive archive = encrypted();
                TransferStore store = TransferStore.open(list(), archive.secrecy())) {
            store.save(List.of(send()), List.of());
            assertEquals(List.of(), told());
            assertEquals(List.of(send()), store.load());
        }
        keepOneAgain();
        assertEquals(List.of(), told());
    }

    private void keepOneAgain() throws IOException {
        try (LocalArchive archive = encrypted()) {
            keepOne(archive.secrecy());
            check(archive.secrecy());
        }
    }

    @Test
    void aListIsSealedWithTheArchiveAndOpenedWithIt() throws IOException {
        keepOne(Secrecy.NONE);
        assertEquals(SECRETS, told(), "the scan finds what is plain");
        ArchiveEncryption.encrypt(home(), KEY, List.of(list()), done -> {});
        assertEquals(List.of(), told());
        try (LocalArchive archive = encrypted()) {
            check(archive.secrecy());
        }
        assertEquals(List.of(), told());
        ArchiveEncryption.decrypt(home(), KEY, done -> {});
        check(Secrecy.NONE);
        assertEquals(SECRETS, told());
    }

    @Test
    void aListOfAnotherArchiveIsSetAside() throws IOException {
        ArchiveEncryption.encrypt(home(), KEY, List.of(list()), done -> {});
        try (LocalArchive archive = encrypted()) {
            keepOne(archive.secrecy());
        }
        Path other = folder.resolve("other");
        ArchiveEncryption.encrypt(other, KEY, List.of(list()), done -> {});
        try (LocalArchive archive = LocalArchive.open(other, Optional.of(KEY));
                TransferStore store = TransferStore.open(list(), archive.secrecy())) {
            assertTrue(
                    store.notices().getFirst().contains("another archive"),
                    store.notices().toString());
            store.save(List.of(send()), List.of());
            assertEquals(List.of(send()), store.load());
            assertEquals(List.of(), told());
        }
        try (TransferStore store = TransferStore.open(list(), Secrecy.NONE)) {
            assertEquals(List.of(), store.load());
            assertFalse(store.notices().isEmpty());
        }
        assertTrue(Files.exists(folder.resolve("transfers.sqlite.aside-2")));
    }
}
