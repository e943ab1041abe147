package org.lectern.imaging.dicomweb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.peers.Orthanc;

final class OrthancDicomWebTest {
    private static final int STUDIES = 300;
    private static final int SLICES = 6;

    @TempDir
    private static Path folder;

    private static ExecutorService io;
    private static Orthanc orthanc;
    private static DicomWebClient client;
    private static List<Path> sent;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Orthanc.isInstalled(), "Orthanc is not installed");
        io = Executors.newVirtualThreadPerTaskExecutor();
        orthanc = Orthanc.start(folder);
        client = new DicomWebClient(DicomWebSettings.of(orthanc.dicomWeb()), io);
        sent = Objects.series(folder, 0, SLICES, 64);
        for (int study = 1; study < STUDIES; study++) {
            sent.add(Objects.write(folder, Objects.ct(study, 1, 1, 4)));
        }
        TransferOutcome outcome = client.store(sent, TransferListener.none(), new Cancellation());
        assertEquals(sent.size(), outcome.transferred(), outcome.failures().toString());
    }

    @AfterAll
    static void stop() {
        if (orthanc != null) {
            client.close();
            orthanc.close();
            io.close();
        }
    }

    private static List<DataSet> found(SearchQuery.Level level, DataSet keys) throws IOException {
        List<DataSet> answers = new ArrayList<>();
        client.search(new SearchQuery(level, keys, 1000, false), answers::add, new Cancellation());
        return answers;
    }

    @Test
    void whatIsSentComesBackEqualByteForByteInItsDataSet() throws IOException {
        FolderSink sink = new FolderSink(folder);
        TransferOutcome outcome =
                client.retrieve(Resource.study(Objects.study(0)), sink, TransferListener.none(), new Cancellation());
        assertEquals(SLICES, outcome.transferred());
        assertEquals(SLICES, sink.kept().size());
        assertTrue(sink.open().isEmpty());
        for (Path file : sent.subList(0, SLICES)) {
            String uid = DicomFile.read(file).dataSet().text(Tag.SOPInstanceUID).orElseThrow();
            assertArrayEquals(
                    Objects.dataSetBytes(file), Objects.dataSetBytes(sink.kept().get(uid)));
        }
    }

    @Test
    void aSeriesAndAnInstanceComeAlone() throws IOException {
        FolderSink sink = new FolderSink(folder);
        List<Resource> resources = List.of(
                Resource.series(Objects.study(7), Objects.series(7, 1)),
                Resource.instance(Objects.study(0), Objects.series(0, 1), Objects.instance(0, 1, 3)));
        client.retrieve(resources, List.of(), sink, TransferListener.none(), new Cancellation());
        assertEquals(
                java.util.Set.of(Objects.instance(7, 1, 1), Objects.instance(0, 1, 3)),
                sink.kept().keySet());
    }

    @Test
    void aStudyThatIsNotThereIsNotFound() throws IOException {
        FolderSink sink = new FolderSink(folder);
        NetworkException failure = assertThrows(
                NetworkException.class,
                () -> client.retrieve(Resource.study("2.25.404"), sink, TransferListener.none(), new Cancellation()));
        assertEquals(Problem.NOT_FOUND, failure.problem());
        assertTrue(sink.files().isEmpty());
    }

    @Test
    void everyStudyIsFoundOnce() throws IOException {
        List<String> uids = found(SearchQuery.Level.STUDY, DataSet.empty()).stream()
                .map(answer -> answer.text(Tag.StudyInstanceUID).orElseThrow())
                .sorted()
                .toList();
        assertEquals(
                IntStream.range(0, STUDIES).mapToObj(Objects::study).sorted().toList(), uids);
    }

    @Test
    void aLimitIsKeptAndTold() throws IOException {
        List<DataSet> answers = new ArrayList<>();
        SearchOutcome outcome = client.search(
                new SearchQuery(SearchQuery.Level.STUDY, DataSet.empty(), 10, false), answers::add, new Cancellation());
        assertEquals(10, answers.size());
        assertTrue(outcome.isCutOff());
    }

    @Test
    void keysMatchAsCFindWould() throws IOException {
        assertEquals(
                List.of("P00042"),
                patients(DataSet.builder().text(Tag.PatientID, "P00042").build()));
        assertEquals(
                10,
                patients(DataSet.builder().text(Tag.PatientID, "P0004*").build())
                        .size());
        assertEquals(
                List.of("P00042"),
                patients(DataSet.builder()
                        .text(Tag.SpecificCharacterSet, "ISO_IR 192")
                        .text(Tag.PatientName, "*Anna?42")
                        .build()));
        assertEquals(
                List.of("P00042"),
                patients(DataSet.builder()
                        .text(Tag.SpecificCharacterSet, "ISO_IR 192")
                        .text(Tag.PatientName, "Müller^Anna 42")
                        .build()));
        assertEquals(
                List.of(),
                patients(DataSet.builder().text(Tag.PatientName, "M^Anna 42").build()));
        assertEquals(
                List.of("P00042"),
                patients(DataSet.builder()
                        .text(Tag.AccessionNumber, "A00042")
                        .text(Tag.ModalitiesInStudy, "MR", "CT")
                        .build()));
        long inRange = IntStream.range(0, STUDIES)
                .filter(i -> i % 28 >= 2 && i % 28 <= 4)
                .count();
        assertEquals(
                inRange,
                patients(DataSet.builder()
                                .text(Tag.StudyDate, "20240103-20240105")
                                .build())
                        .size());
        assertEquals(
                List.of("P00003", "P00009"),
                patients(DataSet.builder()
                        .text(Tag.StudyInstanceUID, Objects.study(3), Objects.study(9))
                        .build()));
    }

    private static List<String> patients(DataSet keys) throws IOException {
        return found(SearchQuery.Level.STUDY, keys).stream()
                .map(answer -> answer.text(Tag.PatientID).orElseThrow())
                .sorted()
                .toList();
    }

    @Test
    void returnKeysComeAtEachLevel() throws IOException {
        DataSet study = DataSet.builder()
                .text(Tag.StudyInstanceUID, Objects.study(0))
                .text(Tag.StudyDescription)
                .text(Tag.SeriesNumber)
                .build();
        assertEquals(
                Optional.of("Thorax 0"),
                found(SearchQuery.Level.STUDY, study).getFirst().text(Tag.StudyDescription));
        assertEquals(
                1,
                found(SearchQuery.Level.SERIES, study)
                        .getFirst()
                        .integer(Tag.SeriesNumber)
                        .orElseThrow());
        DataSet series = study.toBuilder()
                .text(Tag.SeriesInstanceUID, Objects.series(0, 1))
                .text(Tag.Rows)
                .build();
        List<DataSet> instances = found(SearchQuery.Level.INSTANCE, series);
        assertEquals(SLICES, instances.size());
        assertEquals(64, instances.getFirst().integer(Tag.Rows).orElseThrow());
    }

    @Test
    void aFileThatIsNoDicomStopsNoOther() throws IOException {
        Path text = Files.writeString(folder.resolve("letter.txt"), "no DICOM");
        List<Path> files = List.of(text, Objects.write(folder, Objects.ct(0, 1, 1, 64)));
        TransferOutcome outcome = client.store(files, TransferListener.none(), new Cancellation());
        assertEquals(1, outcome.transferred());
        assertEquals(java.util.Set.of("letter.txt"), outcome.failures().keySet());
    }

    @Test
    void metadataComeWithTheirBulkValuesToBeHad() throws IOException {
        Resource instance = Resource.instance(Objects.study(0), Objects.series(0, 1), Objects.instance(0, 1, 2));
        List<InstanceMetadata> all = new ArrayList<>();
        client.metadata(Resource.study(Objects.study(0)), all::add, new Cancellation());
        assertEquals(SLICES, all.size());
        all.clear();
        client.metadata(instance, all::add, new Cancellation());
        InstanceMetadata metadata = all.getFirst();
        assertEquals(64, metadata.dataSet().integer(Tag.Rows).orElseThrow());
        assertEquals(
                "Müller^Anna 0",
                metadata.dataSet().personName(Tag.PatientName).orElseThrow().encoded());
        List<Frame> got = new ArrayList<>();
        client.bulk(metadata.bulk(Tag.PixelData).orElseThrow(), target(got), new Cancellation());
        assertArrayEquals(samples(2), Files.readAllBytes(got.getFirst().file()));
    }

    @Test
    void aFrameComesAlone() throws IOException {
        Resource instance = Resource.instance(Objects.study(0), Objects.series(0, 1), Objects.instance(0, 1, 3));
        List<Frame> got = new ArrayList<>();
        client.frames(instance, List.of(1), List.of(), target(got), new Cancellation());
        assertEquals(1, got.size());
        assertArrayEquals(samples(3), Files.readAllBytes(got.getFirst().file()));
        NetworkException failure = assertThrows(
                NetworkException.class,
                () -> client.frames(instance, List.of(9), List.of(), target(got), new Cancellation()));
        assertTrue(failure.getMessage().contains("127.0.0.1"), failure.getMessage());
    }

    private static byte[] samples(int number) {
        return Objects.ct(0, 1, number, 64)
                .bulk(Tag.PixelData)
                .map(data -> ((org.lectern.imaging.data.BulkData.InMemory) data)
                        .bytes()
                        .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE))
                .orElseThrow();
    }

    private static Frame.Target target(List<Frame> got) {
        return new Frame.Target() {
            @Override
            public Path newFile(int number) throws IOException {
                return Files.createTempFile(folder, "frame", ".raw");
            }

            @Override
            public void take(Frame frame) {
                got.add(frame);
            }
        };
    }

    @Test
    void aPictureIsAJpegOfTheSizeAskedFor() throws IOException {
        Resource instance = Resource.instance(Objects.study(0), Objects.series(0, 1), Objects.instance(0, 1, 3));
        Rendered picture = client.rendered(instance, 0, 32, 32, new Cancellation());
        assertEquals("image/jpeg", picture.mediaType());
        ImageReader reader = ImageIO.getImageReadersByMIMEType("image/jpeg").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(picture.bytes())));
        assertEquals(32, reader.getWidth(0));
        assertEquals(32, reader.read(0).getHeight());
    }

    @Test
    void aProbeSaysWhatTheServerOffersAndLeavesNothing() throws IOException {
        String before = orthanc.get("/statistics");
        Capabilities capabilities = client.probe(new Cancellation());
        assertEquals(Capabilities.State.WORKS, capabilities.search().state(), capabilities.toString());
        assertEquals(Capabilities.State.WORKS, capabilities.retrieve().state(), capabilities.toString());
        assertEquals(Capabilities.State.WORKS, capabilities.store().state(), capabilities.toString());
        assertEquals(Optional.of(true), capabilities.paging(), capabilities.toString());
        assertTrue(
                capabilities.transferSyntaxes().contains(org.lectern.imaging.dictionary.Uid.ExplicitVRLittleEndian),
                capabilities.toString());
        assertEquals("HTTP/1.1", capabilities.httpVersion());
        assertEquals(before, orthanc.get("/statistics"));
    }
}
