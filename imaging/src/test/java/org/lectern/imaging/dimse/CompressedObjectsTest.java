package org.lectern.imaging.dimse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.imaging.archive.ArchiveBatch;
import org.lectern.imaging.archive.ArchiveEncryption;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.ListenerSettings;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.peers.Orthanc;
import org.lectern.peers.Peer;

/** Compressed objects stay as they are where the peer takes them, and are decompressed where not. */
final class CompressedObjectsTest {
    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();
    private Path plain = Path.of("");
    private Path compressed = Path.of("");

    @BeforeEach
    void compress() throws IOException {
        assumeTrue(Peer.isInstalled("dcmcrle"));
        plain = Objects.series(folder, 1, 64).getFirst();
        compressed = folder.resolve("compressed.dcm");
        assertEquals(
                0,
                Peer.run(folder, List.of("dcmcrle", plain.toString(), compressed.toString()))
                        .exit());
    }

    @AfterEach
    void stop() {
        io.shutdownNow();
    }

    @Test
    void aPeerThatTakesNoneGetsThemDecompressed() throws IOException {
        assertArrivesDecompressed(compressed);
    }

    @Test
    void oneFromAnEncryptedArchiveIsDecompressedTooAndLeavesNoPlainFile() throws IOException {
        Path place = folder.resolve("archive");
        SecretKey key = new SecretKeySpec(new byte[32], "AES");
        try (LocalArchive archive = LocalArchive.open(place);
                ArchiveBatch batch = archive.batch()) {
            batch.add(compressed);
            batch.commit();
        }
        ArchiveEncryption.encrypt(place, key, List.of(), done -> {});
        try (LocalArchive archive = LocalArchive.open(place, Optional.of(key))) {
            Path sealed = archive.instance(Objects.SERIES + ".1").orElseThrow().file();
            assertNotEquals(FileSystems.getDefault(), sealed.getFileSystem());
            assertArrivesDecompressed(sealed);
        }
    }

    private void assertArrivesDecompressed(Path object) throws IOException {
        Path received = Files.createDirectory(folder.resolve("received"));
        int port = Peer.freePort();
        try (Peer _ = Peer.start(folder, port, List.of("storescp", "-od", received.toString(), "" + port))) {
            TransferEnd end = new DimseClient(DimseNode.of("STORESCP", "127.0.0.1", port, "LECTERN"), io)
                    .store(List.of(object), TransferProgress.NONE, new Cancellation());
            assertEquals(Map.of(), end.failures());
        }
        try (Stream<Path> files = Files.list(received)) {
            Path file = files.findFirst().orElseThrow();
            byte[] expected = Objects.dataSetBytes(plain);
            byte[] actual = Objects.dataSetBytes(file);
            int pixels = 2 * 64 * 64;
            assertArrayEquals(
                    Arrays.copyOfRange(expected, expected.length - pixels, expected.length),
                    Arrays.copyOfRange(actual, actual.length - pixels, actual.length));
        }
    }

    @Test
    void orthancTakesAndSendsThemAsTheyAre() throws IOException {
        assertOrthancReturns(compressed);
    }

    @ParameterizedTest
    @ValueSource(strings = {Uid.ImplicitVRLittleEndian, Uid.ExplicitVRBigEndian})
    void orthancSendsUncompressedObjectsInTheEncodingInWhichItTookThem(String syntax) throws IOException {
        assertOrthancReturns(Objects.write(
                folder,
                Objects.slice(1, 64).toBuilder()
                        .text(Tag.PixelSpacing, "0.700000", "0.700000")
                        .build(),
                TransferSyntax.of(syntax)));
    }

    private void assertOrthancReturns(Path object) throws IOException {
        assumeTrue(Orthanc.isInstalled());
        FolderSink sink = new FolderSink(folder);
        try (Orthanc orthanc = Orthanc.start(folder)) {
            DimseClient client =
                    new DimseClient(DimseNode.of("ORTHANC", "127.0.0.1", orthanc.dicomPort(), "LECTERN"), io);
            client.store(List.of(object), TransferProgress.NONE, new Cancellation());
            client.get(
                    QueryModel.STUDY_ROOT,
                    Objects.studyKeys(),
                    Set.of(Uid.CTImageStorage),
                    sink,
                    TransferProgress.NONE,
                    new Cancellation());
        }
        assertArrayEquals(
                Objects.dataSetBytes(object), Objects.dataSetBytes(sink.taken().get(Objects.SERIES + ".1")));
    }

    @Test
    void anObjectOfAKindThatIsNotTakenStopsNoOther() throws IOException {
        Path foreign = Objects.write(
                folder,
                Objects.slice(2, 16).toBuilder()
                        .text(Tag.SOPClassUID, "1.2.840.99999.1")
                        .build(),
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        Path broken = Files.writeString(folder.resolve("broken.dcm"), "no DICOM at all");
        FolderSink sink = new FolderSink(folder);
        try (DimseServer server = DimseServer.start(
                ListenerSettings.of("LECTERN", 0).at(InetAddress.getLoopbackAddress()),
                Services.none().with(sink),
                io)) {
            TransferEnd end = new DimseClient(DimseNode.of("LECTERN", "127.0.0.1", server.port(), "ME"), io)
                    .store(List.of(foreign, broken, compressed), TransferProgress.NONE, new Cancellation());
            assertEquals(1, end.transferred());
            assertEquals(
                    Set.of(Objects.SERIES + ".2", "broken.dcm"), end.failures().keySet());
            assertTrue(end.failures().get(Objects.SERIES + ".2").contains("does not take objects of the kind"));
        }
        assertEquals(Set.of(Objects.SERIES + ".1"), sink.taken().keySet());
    }
}
