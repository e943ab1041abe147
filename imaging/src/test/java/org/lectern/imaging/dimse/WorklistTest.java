package org.lectern.imaging.dimse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.peers.Orthanc;
import org.lectern.peers.Peer;

/** The modality worklist (PS3.4 Annex K) of dcmtk's wlmscpfs and of Orthanc's plugin. */
final class WorklistTest {
    @TempDir
    Path folder;

    private final ExecutorService io = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        io.shutdownNow();
    }

    private static DataSet item(int number, String modality, String date) {
        DataSet step = DataSet.builder()
                .text(Tag.Modality, modality)
                .text(Tag.ScheduledStationAETitle, "LECTERN")
                .text(Tag.ScheduledProcedureStepStartDate, date)
                .text(Tag.ScheduledProcedureStepStartTime, "0900")
                .text(Tag.ScheduledPerformingPhysicianName, "Who^Doctor")
                .text(Tag.ScheduledProcedureStepDescription, "Step")
                .text(Tag.ScheduledProcedureStepID, "SPS" + number)
                .build();
        return DataSet.builder()
                .text(Tag.SpecificCharacterSet, "ISO_IR 100")
                .text(Tag.SOPClassUID, Uid.ModalityWorklistInformationModelFind)
                .text(Tag.SOPInstanceUID, "1.2.826.0.1.3680043.10.9.7." + number)
                .text(Tag.AccessionNumber, "ACC" + number)
                .text(Tag.PatientName, "Schröder^Jörg")
                .text(Tag.PatientID, "W" + number)
                .text(Tag.PatientBirthDate, "19700101")
                .text(Tag.PatientSex, "M")
                .text(Tag.StudyInstanceUID, "1.2.826.0.1.3680043.10.9.8." + number)
                .text(Tag.RequestedProcedureDescription, "Procedure")
                .text(Tag.RequestedProcedureID, "RP" + number)
                .items(Tag.ScheduledProcedureStepSequence, step)
                .build();
    }

    private static void write(Path into) throws IOException {
        DicomWriter writer = new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        writer.write(item(1, "MG", "20260105"), into.resolve("1.wl"));
        writer.write(item(2, "CT", "20260105"), into.resolve("2.wl"));
        writer.write(item(3, "MG", "20260106"), into.resolve("3.wl"));
    }

    private List<DataSet> mammographiesOfTheDay(DimseNode node) throws IOException {
        DataSet step = DataSet.builder()
                .text(Tag.Modality, "MG")
                .text(Tag.ScheduledProcedureStepStartDate, "20260105")
                .text(Tag.ScheduledProcedureStepStartTime)
                .text(Tag.ScheduledProcedureStepID)
                .build();
        DataSet keys = DataSet.builder()
                .text(Tag.AccessionNumber)
                .text(Tag.PatientName)
                .text(Tag.PatientID)
                .items(Tag.ScheduledProcedureStepSequence, step)
                .build();
        List<DataSet> answers = new ArrayList<>();
        new DimseClient(node, io)
                .find(QueryModel.WORKLIST, keys, FindOptions.plain(100), answers::add, new Cancellation());
        return answers;
    }

    private static void assertTheOneMammography(List<DataSet> answers) {
        assertEquals(
                Set.of("ACC1"),
                answers.stream()
                        .map(answer -> answer.text(Tag.AccessionNumber).orElse(""))
                        .collect(Collectors.toSet()));
        assertEquals("Schröder^Jörg", answers.getFirst().text(Tag.PatientName).orElseThrow());
        assertEquals(
                "SPS1",
                answers.getFirst()
                        .item(Tag.ScheduledProcedureStepSequence)
                        .orElseThrow()
                        .text(Tag.ScheduledProcedureStepID)
                        .orElseThrow());
    }

    @Test
    void wlmscpfsAnswersWithScheduledSteps() throws IOException {
        assumeTrue(Peer.isInstalled("wlmscpfs"));
        Path lists = Files.createDirectories(folder.resolve("lists/WORK"));
        Files.createFile(lists.resolve("lockfile"));
        write(lists);
        int port = Peer.freePort();
        try (Peer _ = Peer.start(
                folder,
                port,
                List.of("wlmscpfs", "-dfp", folder.resolve("lists").toString(), "" + port))) {
            assertTheOneMammography(mammographiesOfTheDay(DimseNode.of("WORK", "127.0.0.1", port, "LECTERN")));
        }
    }

    @Test
    void orthancAnswersWithScheduledSteps() throws IOException {
        assumeTrue(Orthanc.isInstalled());
        try (Orthanc orthanc = Orthanc.start(folder)) {
            write(folder.resolve("worklists"));
            assertTheOneMammography(
                    mammographiesOfTheDay(DimseNode.of("ORTHANC", "127.0.0.1", orthanc.dicomPort(), "LECTERN")));
        }
    }
}
