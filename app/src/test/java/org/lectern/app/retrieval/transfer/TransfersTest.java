package org.lectern.app.retrieval.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.app.retrieval.CountedExecutor;
import org.lectern.app.retrieval.MemorySite;
import org.lectern.app.retrieval.MemorySite.Instance;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.TestTime;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

class TransfersTest {
    private static final TransferLimits LIMITS =
            new TransferLimits(4, 2, 5, Duration.ofSeconds(1), Duration.ofMinutes(1), 1000);

    @TempDir
    Path folder;

    private final CountedExecutor io = new CountedExecutor();
    private final TestTime time = new TestTime(io);
    private final MemorySite north = new MemorySite("north");
    private final MemorySite south = new MemorySite("south");
    private final Map<String, Site> sites = new HashMap<>();
    private final Set<Path> pinned = java.util.concurrent.ConcurrentHashMap.newKeySet();
    private MemoryIntake here;
    private Transfers transfers;

    @BeforeEach
    void open() throws IOException {
        here = new MemoryIntake(folder);
        sites.put("north", north.site(2));
        sites.put("south", south.site(2));
        transfers = opened(LIMITS);
    }

    private Transfers opened(TransferLimits limits) throws IOException {
        Pins pins = new Pins() {
            @Override
            public void keep(long transfer, java.util.Collection<Path> files) {
                pinned.addAll(files);
            }

            @Override
            public void release(long transfer, java.util.Collection<Path> files, boolean isSent) {
                pinned.removeAll(files);
            }
        };
        return Transfers.open(
                folder.resolve("transfers.sqlite"),
                new Transfers.Means(
                        io,
                        time,
                        time,
                        new Random(7),
                        name -> Optional.ofNullable(sites.get(name)),
                        here,
                        here,
                        pins,
                        limits));
    }

    @AfterEach
    void close() throws IOException {
        transfers.close();
        io.shutdownNow();
    }

    private static Subject subject(String study, String patient) {
        return new Subject(study, patient, "", "Test^" + patient, "CT");
    }

    private long retrieve(String study, String patient, String... from) {
        return transfers.add(TransferRequest.retrieve(subject(study, patient), List.of(from)));
    }

    /** Lets everything run that can, time included. */
    private void finish() throws InterruptedException {
        io.awaitIdle();
        while (time.passToNext()) {
            io.awaitIdle();
        }
    }

    private Transfer transfer(long id) {
        return transfers.find(id).orElseThrow();
    }

    /** Cuts after so many objects, each time anew, so many times. */
    private static MemorySite.Hook cuts(String name, int after, int times) {
        AtomicInteger objects = new AtomicInteger();
        AtomicInteger left = new AtomicInteger(times);
        return cancellation -> {
            if (left.get() > 0 && objects.incrementAndGet() > after) {
                objects.set(0);
                left.decrementAndGet();
                throw MemorySite.cut(name);
            }
        };
    }

    @Test
    void aStudyIsFetchedAndEveryObjectIsHereOnce() throws Exception {
        north.put(MemorySite.study("1.2", "P1", 5, 40, 1));
        long id = retrieve("1.2", "P1", "north");
        finish();
        assertEquals(
                State.FINISHED, transfer(id).state(), () -> transfer(id).words().toString());
        assertEquals(north.uids(), here.instancesOf("1.2"));
        assertEquals(46, transfer(id).progress().objects());
        assertEquals(OptionalInt.of(46), transfer(id).progress().total());
        assertTrue(transfer(id).verification().isClean());
        assertEquals(List.of(), transfer(id).words());
    }

    @Test
    void theImageThatIsNeededComesFirstThenItsSeriesThenTheRest() throws Exception {
        north.put(MemorySite.study("1.2", "P1", 5, 9, 4));
        transfers.close();
        transfers = opened(new TransferLimits(1, 1, 5, Duration.ofSeconds(1), Duration.ofMinutes(1), 1000));
        long id = retrieve("1.2", "P1", "north");
        transfers.needFirst("1.2", List.of("1.2.2"), List.of("1.2.2.7"));
        finish();
        assertEquals(State.FINISHED, transfer(id).state());
        assertEquals("1.2.2.7", north.delivered().getFirst());
        assertTrue(north.delivered().subList(1, 9).stream().allMatch(uid -> uid.startsWith("1.2.2.")));
        assertEquals(Priority.ON_SCREEN, transfer(id).priority());
        assertEquals(0, transfer(id).verification().again());
    }

    @Test
    void afterACutOnlyWhatIsMissingIsAskedFor() throws Exception {
        north.put(MemorySite.study("1.2", "P1", 40));
        north.beforeObject(cuts("north", 25, 1));
        long id = retrieve("1.2", "P1", "north");
        finish();
        assertEquals(State.FINISHED, transfer(id).state());
        assertEquals(40, here.instancesOf("1.2").size());
        assertEquals(Set.copyOf(north.delivered()), north.uids());
        // the whole series again would have been 40 + 25; asked for by name it is the one image that came first twice
        assertTrue(
                north.delivered().size() <= 41,
                () -> "delivered " + north.delivered().size());
    }

    @Test
    void anotherSiteGoesOnWhereOneFails() throws Exception {
        List<Instance> study = MemorySite.study("1.2", "P1", 30, 30);
        north.put(study);
        south.put(study);
        north.beforeObject(cuts("north", 17, 1_000));
        long id = retrieve("1.2", "P1", "north", "south");
        finish();
        assertEquals(State.FINISHED, transfer(id).state());
        assertEquals(60, here.instancesOf("1.2").size());
        assertEquals("south", transfer(id).site());
        assertEquals(0, transfer(id).verification().changed());
    }

    @Test
    void aSiteThatStaysDownIsTriedLessAndLessOftenAndThenFailsInItsOwnWords() throws Exception {
        north.beforeAnswers(cancellation -> {
            throw new NetworkException(Problem.CONNECTION_REFUSED, "north refuses connections", "Start it");
        });
        long id = retrieve("1.2", "P1", "north");
        io.awaitIdle();
        List<Duration> pauses = new ArrayList<>();
        while (transfer(id).state() == State.WAITING) {
            pauses.add(Duration.between(time.instant(), transfer(id).nextTry().orElseThrow()));
            while (transfer(id).attempts() == pauses.size() && time.passToNext()) {
                io.awaitIdle();
            }
        }
        assertEquals(State.FAILED, transfer(id).state());
        assertEquals(
                List.of("north refuses connections. Start it"), transfer(id).words());
        assertEquals(4, pauses.size());
        for (int i = 0; i < pauses.size(); i++) {
            long full = 1000L << i;
            assertTrue(
                    pauses.get(i).toMillis() >= full / 2 && pauses.get(i).toMillis() <= full,
                    "pause " + i + " is " + pauses.get(i));
        }
        north.beforeAnswers(cancellation -> {});
        north.put(MemorySite.study("1.2", "P1", 3));
        transfers.retry(id);
        finish();
        assertEquals(State.FINISHED, transfer(id).state());
    }

    @Test
    void whatTryingAgainCannotHelpFailsAtOnce() throws Exception {
        north.beforeAnswers(cancellation -> {
            throw new NetworkException(Problem.CERTIFICATE, "north shows an expired certificate", "Renew it");
        });
        long id = retrieve("1.2", "P1", "north");
        io.awaitIdle();
        assertEquals(State.FAILED, transfer(id).state());
        assertEquals(1, north.queries().size());
    }

    @Test
    void aStudyThatIsNotThereIsLookedForElsewhere() throws Exception {
        south.put(MemorySite.study("1.2", "P1", 3));
        long id = retrieve("1.2", "P1", "north", "south");
        finish();
        assertEquals(State.FINISHED, transfer(id).state());
        long none = retrieve("1.9", "P1", "north");
        finish();
        assertEquals(State.FAILED, transfer(none).state());
        assertTrue(transfer(none).words().getFirst().startsWith("north does not have this study"));
    }

    @Test
    void aSiteThatIsNotSetUpAnyMoreIsNamed() throws Exception {
        long id = retrieve("1.2", "P1", "gone");
        finish();
        assertEquals(State.FAILED, transfer(id).state());
        assertEquals(
                List.of("gone is not set up any more. Add it again, then try again"),
                transfer(id).words());
    }

    @Test
    void anotherPatientsImagesAreKeptApartAndTold() throws Exception {
        List<Instance> study = new ArrayList<>(MemorySite.study("1.2", "P1", 10));
        study.set(3, new Instance("1.2", "1.2.1", "1.2.1.4", 4, "P666", ""));
        north.put(study);
        long id = retrieve("1.2", "P1", "north");
        finish();
        assertEquals(1, transfer(id).verification().otherPatient());
        assertTrue(transfer(id).words().stream()
                .anyMatch(words -> words.contains("1 image of another patient for this study")));
        assertEquals("P666", here.patients().get("1.2.1.4"));
    }

    @Test
    void aCountThatIsALieIsTold() throws Exception {
        north.put(MemorySite.study("1.2", "P1", 10));
        north.tellMore(5);
        long id = retrieve("1.2", "P1", "north");
        finish();
        assertEquals(State.FINISHED, transfer(id).state());
        assertEquals(
                List.of("north says that the study has 15 images but lists 10"),
                transfer(id).words());
    }

    @Test
    void whatIsListedButNeverSentIsMissingAndTold() throws Exception {
        north.put(MemorySite.study("1.2", "P1", 10));
        north.withhold("1.2.1.3");
        north.withhold("1.2.1.9");
        long id = retrieve("1.2", "P1", "north");
        finish();
        assertEquals(State.FAILED, transfer(id).state());
        assertEquals(
                "2 of 10 images are missing: north lists them but did not send them",
                transfer(id).words().getFirst());
        assertEquals(8, here.instancesOf("1.2").size());
        assertEquals(2, transfer(id).verification().missing());
    }

    @Test
    void whatNobodyAskedForIsCountedAndAFloodOfItStopped() throws Exception {
        north.put(MemorySite.study("1.2", "P1", 3));
        north.alsoSends(MemorySite.study("9.9", "P9", 2));
        long id = retrieve("1.2", "P1", "north");
        finish();
        assertEquals(State.FINISHED, transfer(id).state());
        assertTrue(transfer(id).verification().otherPatient() >= 2);
        south.put(MemorySite.study("1.3", "P1", 3));
        south.alsoSends(MemorySite.study("9.9", "P9", 5000));
        long flood = retrieve("1.3", "P1", "south");
        finish();
        assertEquals(State.FAILED, transfer(flood).state());
        assertTrue(south.delivered().size() < 1100);
    }

    @Test
    void aChangedCopyIsToldAndTheOneHereStays() throws Exception {
        north.put(MemorySite.study("1.2", "P1", 3));
        here.put("1.2.1.2", "another place", new byte[] {1});
        long id = retrieve("1.2", "P1", "north");
        finish();
        assertEquals(1, transfer(id).verification().changed());
        assertTrue(transfer(id).words().getFirst().contains("with other contents than the ones here"));
    }

    @Test
    void neitherASiteNorAllTogetherAreBurdenedBeyondTheirBounds() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch four = new CountDownLatch(4); // nobody goes on before as many run as may
        MemorySite.Hook counting = cancellation -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            four.countDown();
            await(four);
            running.decrementAndGet();
        };
        north.beforeObject(counting);
        south.beforeObject(counting);
        List<Long> ids = new ArrayList<>();
        for (int study = 0; study < 12; study++) {
            String uid = "1." + study;
            (study % 2 == 0 ? north : south).put(MemorySite.study(uid, "P1", 6, 6, 6));
            ids.add(retrieve(uid, "P1", study % 2 == 0 ? "north" : "south"));
        }
        finish();
        ids.forEach(id -> assertEquals(State.FINISHED, transfer(id).state()));
        assertTrue(north.mostRunning() <= 2, () -> "north had " + north.mostRunning());
        assertTrue(south.mostRunning() <= 2, () -> "south had " + south.mostRunning());
        assertEquals(4, most.get());
    }

    @Test
    void whatIsMoreUrgentBeginsFirst() throws Exception {
        transfers.close();
        transfers = opened(new TransferLimits(1, 1, 5, Duration.ofSeconds(1), Duration.ofMinutes(1), 1000));
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        north.put(MemorySite.study("1.0", "P1", 1));
        north.beforeObject(cancellation -> {
            began.countDown();
            await(go);
        });
        retrieve("1.0", "P1", "north");
        await(began);
        List<Priority> order =
                List.of(Priority.BACKGROUND, Priority.NEXT, Priority.PRIOR, Priority.ASKED, Priority.ON_SCREEN);
        for (Priority priority : order) {
            String study = "1." + (priority.ordinal() + 1);
            north.put(MemorySite.study(study, "P1", 1));
            transfers.add(TransferRequest.prefetch(subject(study, "P1"), List.of("north"), priority));
        }
        io.awaitAtMost(1); // all are in the store, before which none may begin; the first one waits for us
        go.countDown();
        finish();
        assertEquals(List.of("1.0.1.1", "1.1.1.1", "1.2.1.1", "1.3.1.1", "1.4.1.1", "1.5.1.1"), north.delivered());
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void workThatNobodyWaitsForMakesRoomAndGoesOnAfterwards() throws Exception {
        sites.put("north", north.site(1));
        north.put(MemorySite.study("1.1", "P1", 20));
        north.put(MemorySite.study("1.2", "P1", 2));
        CountDownLatch began = new CountDownLatch(5);
        north.beforeObject(cancellation -> {
            began.countDown();
            if (began.getCount() == 0 && !here.instancesOf("1.2").isEmpty()) {
                return;
            }
            if (began.getCount() == 0 && here.instancesOf("1.1").size() == 4) {
                CountDownLatch yielded = new CountDownLatch(1);
                cancellation.onCancel(yielded::countDown);
                await(yielded);
            }
        });
        long ahead =
                transfers.add(TransferRequest.prefetch(subject("1.1", "P1"), List.of("north"), Priority.BACKGROUND));
        await(began);
        north.beforeObject(cancellation -> {});
        long urgent = transfers.add(TransferRequest.retrieve(subject("1.2", "P1"), List.of("north")));
        finish();
        assertEquals(State.FINISHED, transfer(urgent).state());
        assertEquals(State.FINISHED, transfer(ahead).state());
        assertTrue(north.delivered().indexOf("1.2.1.2") < north.delivered().lastIndexOf("1.1.1.20"));
    }

    @Test
    void aStudyIsNotFetchedTwice() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        north.put(MemorySite.study("1.2", "P1", 4));
        north.beforeObject(cancellation -> await(go));
        long first = transfers.add(TransferRequest.prefetch(subject("1.2", "P1"), List.of("north"), Priority.NEXT));
        long second = retrieve("1.2", "P1", "north");
        assertEquals(first, second);
        assertEquals(Priority.ASKED, transfer(first).priority());
        go.countDown();
        finish();
        assertEquals(4, here.taken());
    }

    @Test
    void holdResumeCancelAndRetryDoWhatTheySay() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        north.put(MemorySite.study("1.2", "P1", 10));
        north.beforeObject(cancellation -> {
            began.countDown();
            CountDownLatch stopped = new CountDownLatch(1);
            cancellation.onCancel(stopped::countDown);
            await(stopped);
        });
        long id = retrieve("1.2", "P1", "north");
        await(began);
        transfers.hold(id);
        finish();
        assertEquals(State.HELD, transfer(id).state());
        transfers.cancel(id);
        assertEquals(State.CANCELLED, transfer(id).state());
        north.beforeObject(cancellation -> {});
        transfers.retry(id);
        finish();
        assertEquals(State.FINISHED, transfer(id).state());
        transfers.clearFinished();
        assertEquals(List.of(), transfers.list());
    }

    @Test
    void theReaderChangesTheOrder() throws Exception {
        transfers.close();
        transfers = opened(new TransferLimits(1, 1, 5, Duration.ofSeconds(1), Duration.ofMinutes(1), 1000));
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        north.beforeObject(cancellation -> {
            began.countDown();
            await(go);
        });
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            north.put(MemorySite.study("1." + i, "P1", 1));
            ids.add(retrieve("1." + i, "P1", "north"));
        }
        await(began);
        transfers.moveBefore(ids.get(3), Optional.of(ids.get(1)));
        transfers.moveBefore(ids.get(1), Optional.empty());
        assertEquals(
                List.of(ids.get(0), ids.get(3), ids.get(2), ids.get(1)),
                transfers.list().stream().map(Transfer::id).toList());
        go.countDown();
        finish();
        assertEquals(List.of("1.0.1.1", "1.3.1.1", "1.2.1.1", "1.1.1.1"), north.delivered());
    }

    @Test
    void theListSurvivesTheEndOfTheProcess() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        north.put(MemorySite.study("1.2", "P1", 10));
        south.put(MemorySite.study("1.3", "P1", 10));
        north.beforeObject(cancellation -> {
            if (here.instancesOf("1.2").size() >= 6) {
                began.countDown();
                CountDownLatch stopped = new CountDownLatch(1);
                cancellation.onCancel(stopped::countDown);
                await(stopped);
            }
        });
        long active = retrieve("1.2", "P1", "north");
        await(began);
        long held = retrieve("1.3", "P1", "south");
        transfers.hold(held);
        transfers.close();
        io.awaitIdle();
        north.beforeObject(cancellation -> {});
        int before = north.delivered().size();
        transfers = opened(LIMITS);
        finish();
        assertEquals(State.FINISHED, transfer(active).state());
        assertEquals(State.HELD, transfer(held).state());
        assertEquals(10, here.instancesOf("1.2").size());
        assertTrue(north.delivered().size() - before <= 5, "only what was missing came");
    }

    @Test
    void whatIsSentIsPinnedUntilTheArchiveHasConfirmedIt() throws Exception {
        List<Path> files = new ArrayList<>();
        for (Instance instance : MemorySite.study("1.2", "P1", 7)) {
            Path file = folder.resolve(instance.uid() + ".dcm");
            instance.write(file);
            files.add(file);
        }
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        MemorySite.Hook cuts = cuts("north", 3, 2);
        north.beforeObject(cancellation -> {
            began.countDown();
            await(go);
            cuts.run(cancellation);
        });
        CountDownLatch refused = new CountDownLatch(1);
        north.beforeAnswers(cancellation -> {
            if (refused.getCount() > 0) {
                refused.countDown();
                throw MemorySite.cut("north");
            }
        });
        long id = transfers.add(TransferRequest.send(subject("1.2", "P1"), "north", files, true));
        await(began);
        assertEquals(Set.copyOf(files), pinned);
        go.countDown();
        finish();
        assertEquals(
                State.FINISHED, transfer(id).state(), () -> transfer(id).words().toString());
        assertEquals(7, north.committed().size());
        assertEquals(7, north.delivered().size());
        assertEquals(
                List.of("north has confirmed that it keeps them"), transfer(id).words());
        assertEquals(Set.of(), pinned);
    }

    @Test
    void aDamagedListIsSetAsideAndSaid() throws Exception {
        retrieve("1.2", "P1", "north");
        transfers.close();
        Path file = folder.resolve("transfers.sqlite");
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, 0, Math.min(bytes.length, 5000), (byte) 0x5a);
        Files.write(file, bytes);
        transfers = opened(LIMITS);
        assertEquals(List.of(), transfers.list());
        assertTrue(transfers.notices().getFirst().contains("set aside as transfers.sqlite.aside-1"));
        assertTrue(Files.exists(folder.resolve("transfers.sqlite.aside-1")));
    }

    @Test
    void aSecondProcessDoesNotTouchTheListOfTheFirst() throws Exception {
        try (Transfers second = opened(LIMITS)) {
            assertTrue(second.notices().getFirst().startsWith("Another Lectern keeps the list of transfers"));
            assertFalse(second.notices().isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverFailsEverythingArrivesOnceAndNoBoundIsBroken(long seed) throws Exception {
        Random random = new Random(seed);
        List<Long> ids = new ArrayList<>();
        Set<String> expected = new HashSet<>();
        for (int study = 0; study < 8; study++) {
            List<Instance> all = MemorySite.study(
                    "1." + study, "P1", 1 + random.nextInt(12), random.nextInt(12), 1 + random.nextInt(5));
            north.put(all);
            south.put(all);
            all.forEach(instance -> expected.add(instance.uid()));
        }
        Random faults = new Random(seed * 31);
        MemorySite.Hook fault = cancellation -> {
            int dice;
            synchronized (faults) {
                dice = faults.nextInt(100);
            }
            if (dice < 6) {
                throw new NetworkException(
                        dice < 3 ? Problem.CUT : dice < 5 ? Problem.TIMED_OUT : Problem.BUSY, "a fault", "");
            }
        };
        north.beforeObject(fault);
        south.beforeObject(fault);
        north.beforeAnswers(fault);
        south.beforeAnswers(fault);
        for (int study = 0; study < 8; study++) {
            ids.add(transfers.add(new TransferRequest(
                    TransferRequest.Kind.RETRIEVE,
                    subject("1." + study, "P1"),
                    random.nextBoolean() ? List.of("north", "south") : List.of("south", "north"),
                    Priority.values()[random.nextInt(Priority.values().length)],
                    List.of(),
                    List.of(),
                    false)));
            if (random.nextInt(3) == 0) {
                long any = ids.get(random.nextInt(ids.size()));
                transfers.hold(any);
                transfers.resume(any);
            }
        }
        finish();
        for (int round = 0; round < 20; round++) {
            ids.stream().filter(id -> transfer(id).state() != State.FINISHED).forEach(id -> {
                transfers.resume(id);
                transfers.retry(id);
            });
            finish();
        }
        ids.forEach(id -> assertEquals(
                State.FINISHED, transfer(id).state(), () -> transfer(id).toString()));
        Set<String> arrived = new HashSet<>();
        for (int study = 0; study < 8; study++) {
            arrived.addAll(here.instancesOf("1." + study));
        }
        assertEquals(expected, arrived);
        assertTrue(north.mostRunning() <= 2 && south.mostRunning() <= 2);
        ids.forEach(id -> assertEquals(0, transfer(id).verification().changed()));
    }
}
