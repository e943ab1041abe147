package org.lectern.imaging.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lectern.imaging.archive.ArchiveReceiver.Promise;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.network.ObjectSink.Outcome;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.peers.Peer;

/** Objects that dcmtk wrote again in other transfer syntaxes. */
class SameContentTest {
    private static final String SOP = "1.2.3.77";

    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        io.close();
    }

    /** Two frames of 24 × 40, a ramp with something on it. */
    private static DataSet.Builder image(int bits, int samples) {
        int count = 2 * 24 * 40 * samples;
        ByteBuffer pixels = ByteBuffer.allocate(count * bits / 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            int value = i * 37 % 251;
            if (bits == 8) {
                pixels.put((byte) value);
            } else {
                pixels.putShort((short) (value * 13));
            }
        }
        DataSet.Builder image = DataSet.builder()
                .text(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7.2")
                .text(Tag.SOPInstanceUID, SOP)
                .text(Tag.StudyInstanceUID, "1.2.3")
                .text(Tag.SeriesInstanceUID, "1.2.3.4")
                .text(Tag.PatientName, "DOE^Jane")
                .text(Tag.PatientID, "1")
                .items(
                        Tag.ReferencedStudySequence,
                        DataSet.builder()
                                .text(Tag.ReferencedSOPInstanceUID, "1.2.3.9")
                                .build())
                .text(Tag.NumberOfFrames, "2")
                .number(Tag.Rows, 24)
                .number(Tag.Columns, 40)
                .number(Tag.SamplesPerPixel, samples)
                .text(Tag.PhotometricInterpretation, samples == 1 ? "MONOCHROME2" : "RGB")
                .number(Tag.BitsAllocated, bits)
                .number(Tag.BitsStored, bits)
                .number(Tag.HighBit, bits - 1)
                .number(Tag.PixelRepresentation, 0)
                .bulk(Tag.PixelData, bits == 8 ? VR.OB : VR.OW, BulkData.InMemory.of(pixels.array()));
        return samples == 1 ? image : image.number(Tag.PlanarConfiguration, 0);
    }

    private Path written(String name, DataSet object) throws IOException {
        Path file = folder.resolve(name);
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(object, file);
        return file;
    }

    private Path again(Path file, String tool, String options) throws IOException {
        assumeTrue(Peer.isInstalled(tool));
        Path other = folder.resolve("again.dcm");
        List<String> command = new ArrayList<>(List.of(tool));
        command.addAll(List.of(options.split(" ")));
        command.addAll(List.of(file.toString(), other.toString()));
        Peer.Result result = Peer.run(folder, command);
        assertEquals(0, result.exit(), result.output());
        return other;
    }

    private List<Outcome> received(Path... files) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        try (LocalArchive archive = LocalArchive.open(folder.resolve("archive"));
                ArchiveReceiver receiver = archive.receive(Promise.DURABLE, io)) {
            for (Path file : files) {
                outcomes.add(ArchiveReceiverTest.send(receiver, Files.readAllBytes(file), SOP));
                receiver.flush();
            }
        }
        return outcomes;
    }

    @ParameterizedTest
    @CsvSource({
        "dcmconv, +ti, 16, 1",
        "dcmconv, +tb, 16, 1",
        "dcmconv, +te -e, 16, 1",
        "dcmcrle, +un, 16, 1",
        "dcmcrle, +un, 8, 3",
        "dcmcjpls, +el +un, 16, 1",
        "dcmcjpls, +el +un, 8, 3",
        "dcmcjpeg, +e1 +un, 16, 1",
    })
    void theSameObjectInAnotherLosslessSyntaxIsTheSameObject(String tool, String options, int bits, int samples)
            throws IOException {
        Path file = written("first.dcm", image(bits, samples).build());
        Path other = again(file, tool, options);
        assertEquals(List.of(Outcome.STORED, Outcome.ALREADY_HERE), received(file, other));
        assertEquals(Likeness.SAME, SameObject.likeness(other, file));
    }

    @Test
    void aCopyCompressedWithLossIsToldAsThat() throws IOException {
        Path file = written("first.dcm", image(8, 1).build());
        Path other = again(file, "dcmcjpeg", "+eb +q 40 +un");
        assertEquals(List.of(Outcome.STORED, Outcome.LOSSY_COPY), received(file, other));
    }

    /** Equal samples as MONOCHROME1 are the negative of those as MONOCHROME2, however they are encoded. */
    @Test
    void theNegativeInAnotherSyntaxIsAnotherObject() throws IOException {
        Path file = written("first.dcm", image(16, 1).build());
        Path negative = written(
                "negative.dcm",
                image(16, 1).text(Tag.PhotometricInterpretation, "MONOCHROME1").build());
        Path other = again(negative, "dcmcrle", "+un");
        assertEquals(Likeness.OTHER, SameObject.likeness(other, file));
        assertEquals(List.of(Outcome.STORED, Outcome.CONFLICT), received(file, other));
    }

    @Test
    void anotherSampleOrAttributeMakesAnotherObject() throws IOException {
        DataSet object = image(16, 1).build();
        byte[] changed = new byte[2 * 24 * 40 * 2];
        Path file = written("first.dcm", object);
        Path pixels = written(
                "pixels.dcm",
                object.toBuilder()
                        .bulk(Tag.PixelData, VR.OW, BulkData.InMemory.of(changed))
                        .build());
        Path name = written(
                "name.dcm", object.toBuilder().text(Tag.PatientName, "DOE^John").build());
        assertEquals(List.of(Outcome.STORED, Outcome.CONFLICT, Outcome.CONFLICT), received(file, pixels, name));
        assertEquals(Likeness.OTHER, SameObject.likeness(again(name, "dcmcjpls", "+el +un"), file));
    }

    @Test
    void whatIsCutOrCannotBeDecodedIsAnotherObject() throws IOException {
        Path file = written("first.dcm", image(16, 1).build());
        Path other = again(file, "dcmcjpls", "+el +un");
        byte[] bytes = Files.readAllBytes(other);
        for (int cut = bytes.length - 200; cut < bytes.length; cut += 50) {
            Path part = Files.write(folder.resolve("part.dcm"), java.util.Arrays.copyOf(bytes, cut));
            assertEquals(Likeness.OTHER, SameObject.likeness(part, file), "cut at " + cut);
        }
    }
}
