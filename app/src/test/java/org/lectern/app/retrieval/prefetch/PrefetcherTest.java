package org.lectern.app.retrieval.prefetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.retrieval.CountedExecutor;
import org.lectern.app.retrieval.MemorySite;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.TestTime;
import org.lectern.app.retrieval.query.FederatedSearch;
import org.lectern.app.retrieval.query.SearchLimits;
import org.lectern.app.retrieval.query.StudyAnswer;
import org.lectern.app.retrieval.query.StudyRow;
import org.lectern.app.retrieval.transfer.Intake;
import org.lectern.app.retrieval.transfer.Pins;
import org.lectern.app.retrieval.transfer.Priority;
import org.lectern.app.retrieval.transfer.Transfer;
import org.lectern.app.retrieval.transfer.TransferLimits;
import org.lectern.app.retrieval.transfer.Transfers;
import org.lectern.imaging.archive.ArchiveReceiver;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

class PrefetcherTest {
    @TempDir
    Path folder;

    private static DataSet study(String uid, String description) {
        return DataSet.builder()
                .text(Tag.StudyInstanceUID, uid)
                .text(Tag.PatientID, "P1")
                .text(Tag.PatientName, "Test^P1")
                .text(Tag.StudyDate, "20250301")
                .text(Tag.StudyDescription, description)
                .text(Tag.ModalitiesInStudy, "CT")
                .text(Tag.NumberOfStudyRelatedInstances, "3")
                .build();
    }

    private static StudyRow row(String uid) {
        StudyAnswer answer = new StudyAnswer(
                "north",
                uid,
                "P1",
                "",
                "Test^P1",
                Optional.empty(),
                "",
                Optional.of(LocalDate.of(2026, 3, 2)),
                Optional.empty(),
                "",
                "CT Thorax",
                "",
                List.of("CT"),
                OptionalInt.empty(),
                OptionalInt.of(3));
        return new StudyRow(1, answer, List.of(answer), Set.of());
    }

    @Test
    void priorsOfTheOpenExamThenTheNextCasesAreFetchedOnceInThatOrder() throws Exception {
        CountedExecutor io = new CountedExecutor();
        TestTime time = new TestTime(io);
        MemorySite north = new MemorySite("north");
        for (String uid : List.of("1.1", "1.2", "1.3", "1.4")) {
            north.put(MemorySite.study(uid, "P1", 3));
        }
        north.answer(study("1.1", "CT Thorax"), study("1.2", "MR Knie"));
        Map<String, Site> sites = Map.of("north", north.site(1));
        SearchLimits limits = new SearchLimits(Duration.ofMinutes(5), Duration.ofMinutes(30), 1000, 5000);
        FederatedSearch.Means search = new FederatedSearch.Means(io, time, time, query -> List.of(), limits);
        try (LocalArchive archive = LocalArchive.open(folder.resolve("archive"));
                ArchiveReceiver receiver = archive.receive(ArchiveReceiver.Promise.FETCHED, io);
                Transfers transfers = Transfers.open(
                        folder.resolve("transfers.sqlite"),
                        new Transfers.Means(
                                io,
                                time,
                                time,
                                new Random(1),
                                name -> Optional.ofNullable(sites.get(name)),
                                org.lectern.app.retrieval.transfer.LocalObjects.of(archive),
                                Intake.of(receiver),
                                Pins.of(archive),
                                TransferLimits.USUAL));
                Prefetcher prefetcher = new Prefetcher(new Prefetcher.Means(
                        search, transfers, () -> List.copyOf(sites.values()), PriorRules::usual, images -> true))) {
            prefetcher.opened(row("1.0").shown());
            settle(io, time);
            assertEquals(List.of("1.1"), studies(transfers));
            assertEquals(Priority.PRIOR, transfers.list().getFirst().priority());
            assertEquals(
                    "Another body region (Leg for Chest)",
                    prefetcher.priors("1.0").get(1).why());
            prefetcher.upcoming(List.of(row("1.3"), row("1.4"), row("1.1")));
            prefetcher.upcoming(List.of(row("1.3"), row("1.4"), row("1.1")));
            settle(io, time);
            assertEquals(Set.of("1.1", "1.3", "1.4"), Set.copyOf(studies(transfers)));
            assertEquals(9, north.delivered().size());
            assertTrue(transfers.list().stream()
                    .allMatch(transfer -> transfer.words().isEmpty()));
            north.answer(study("1.5", "CT Thorax"));
            north.put(MemorySite.study("1.5", "P1", 3));
            settle(io, time);
            assertFalse(studies(transfers).contains("1.5"), "nobody has looked again");
            prefetcher.announced();
            settle(io, time);
            assertTrue(studies(transfers).contains("1.5"));
            assertEquals(4, transfers.list().size(), "nothing is asked for twice");
            assertEquals(
                    4,
                    archive.studies(org.lectern.imaging.archive.StudyQuery.ALL).size());
        } finally {
            io.shutdownNow();
        }
    }

    private static List<String> studies(Transfers transfers) {
        return transfers.list().stream()
                .map(Transfer::subject)
                .map(subject -> subject.studyUid())
                .toList();
    }

    private static void settle(CountedExecutor io, TestTime time) throws InterruptedException {
        io.awaitIdle();
        for (int i = 0; i < 10; i++) {
            time.pass(Duration.ofMillis(100));
            io.awaitIdle();
        }
    }
}
