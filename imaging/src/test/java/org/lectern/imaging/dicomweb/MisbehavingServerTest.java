package org.lectern.imaging.dicomweb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.dicomweb.ScriptedServer.Answer;
import org.lectern.imaging.dicomweb.ScriptedServer.Ending;
import org.lectern.imaging.dicomweb.ScriptedServer.Request;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.network.ObjectSink;

/** WADO-RS from a server that cuts, stalls and lies. */
final class MisbehavingServerTest {
    private static final String MULTIPART =
            "Content-Type: multipart/related; type=\"application/dicom\"; boundary=\"b:1\"\r\n";
    private static final int OBJECTS = 5;
    private static final Resource STUDY = Resource.study(Objects.study(1));
    private static final Patience SHORT =
            new Patience(Duration.ofSeconds(10), Duration.ofMillis(300), Duration.ofMillis(300));

    @TempDir
    private static Path folder;

    private static ExecutorService io;
    private static List<byte[]> objects;

    @BeforeAll
    static void makeObjects() throws IOException {
        io = Executors.newVirtualThreadPerTaskExecutor();
        objects = new ArrayList<>();
        for (Path file : Objects.series(folder, 1, OBJECTS, 8)) {
            objects.add(Files.readAllBytes(file));
        }
    }

    @AfterAll
    static void stop() {
        io.shutdownNow();
    }

    private static byte[] part(String headers, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("\r\n--b:1\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    private static final byte[] END = "\r\n--b:1--\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String DICOM = "Content-Type: application/dicom\r\n";

    private static byte[] all() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        objects.forEach(object -> out.writeBytes(part(DICOM, object)));
        out.writeBytes(END);
        return out.toByteArray();
    }

    /** What came of a retrieval. */
    private record Result(FolderSink sink, TransferOutcome outcome, NetworkException failure) {
        Problem problem() {
            return failure == null ? null : failure.problem();
        }
    }

    private static Result retrieve(ScriptedServer server, Resource resource, Patience patience) throws IOException {
        FolderSink sink = new FolderSink(folder);
        try (DicomWebClient client =
                new DicomWebClient(DicomWebSettings.of(server.base()).with(patience), io)) {
            TransferOutcome outcome = client.retrieve(resource, sink, TransferListener.none(), new Cancellation());
            return new Result(sink, outcome, null);
        } catch (NetworkException e) {
            return new Result(sink, null, e);
        } finally {
            assertEquals(Set.of(), sink.open(), "neither handed over nor discarded");
            assertEquals(sink.kept().size(), sink.files().size(), "half files are deleted");
        }
    }

    private static Result retrieve(Function<Request, Answer> script) throws IOException {
        try (ScriptedServer server = new ScriptedServer(script)) {
            return retrieve(server, STUDY, Patience.USUAL);
        }
    }

    private static Result retrieveShortly(Function<Request, Answer> script) throws IOException {
        try (ScriptedServer server = new ScriptedServer(script)) {
            return retrieve(server, STUDY, SHORT);
        }
    }

    private static void assertKept(Result result, int... numbers) throws IOException {
        assertEquals(numbers.length, result.sink().kept().size());
        for (int number : numbers) {
            Path file = result.sink().kept().get(Objects.instance(1, 1, number + 1));
            assertArrayEquals(objects.get(number), Files.readAllBytes(file));
        }
    }

    @Test
    void cutAnywhereOnlyWholeObjectsAreHandedOver() throws IOException {
        byte[] body = all();
        List<Integer> ends = new ArrayList<>(); // where an object and its delimiter are complete
        List<Integer> offsets = new ArrayList<>();
        int at = 0;
        for (byte[] object : objects) {
            at += part(DICOM, object).length;
            for (int near = -3; near <= END.length; near++) {
                offsets.add(at + near);
            }
            ends.add(at + "\r\n--b:1".length() + 2);
        }
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            offsets.add(random.nextInt(body.length));
        }
        List<byte[]> queue = new ArrayList<>();
        List<Ending> endings = new ArrayList<>();
        try (ScriptedServer server =
                new ScriptedServer(request -> Answer.raw(queue.removeFirst(), endings.removeFirst()))) {
            for (int offset : offsets) {
                int length = Math.min(offset, body.length);
                byte[] cut = java.util.Arrays.copyOf(body, length);
                boolean lying = random.nextBoolean(); // a length that fits what comes, or the true one
                queue.add(ScriptedServer.message(
                        200, MULTIPART + "Content-Length: %d\r\n".formatted(lying ? length : body.length), cut));
                endings.add(Ending.CLOSE);
                Result result = retrieve(server, STUDY, Patience.USUAL);
                long whole = ends.stream().filter(end -> end <= length).count();
                int kept = result.sink().kept().size();
                String place = "cut at %d: %s".formatted(length, result.failure());
                if (lying) {
                    assertEquals(whole, kept, place);
                } else { // the HTTP client may drop what came just before the end of the connection
                    assertTrue(kept <= whole, place);
                }
                assertKept(result, java.util.stream.IntStream.range(0, kept).toArray());
                if (length < body.length - 2) {
                    assertEquals(Problem.CUT, result.problem(), "cut at " + length);
                }
            }
        }
    }

    @Test
    void aResetKeepsWhatArrivedAndIsACut() throws IOException {
        byte[] cut = java.util.Arrays.copyOf(all(), part(DICOM, objects.get(0)).length * 2 + 300);
        Result result = retrieve(request -> Answer.raw(ScriptedServer.message(200, MULTIPART, cut), Ending.RESET));
        assertEquals(Problem.CUT, result.problem());
        assertTrue(result.sink().kept().size() <= 2);
    }

    @Test
    void anAnswerInChunksIsReadAndACutOneTold() throws IOException {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        byte[] body = all();
        for (int at = 0; at < body.length; at += 100) {
            int length = Math.min(100, body.length - at);
            chunks.writeBytes("%x\r\n".formatted(length).getBytes(StandardCharsets.US_ASCII));
            chunks.write(body, at, length);
            chunks.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        byte[] open = chunks.toByteArray();
        String headers = MULTIPART + "Transfer-Encoding: chunked\r\n";
        byte[] closed = joined(open, "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertKept(
                retrieve(r -> Answer.raw(ScriptedServer.message(200, headers, closed), Ending.CLOSE)), 0, 1, 2, 3, 4);
        byte[] half = java.util.Arrays.copyOf(open, open.length / 2);
        Result cut = retrieve(r -> Answer.raw(ScriptedServer.message(200, headers, half), Ending.CLOSE));
        assertEquals(Problem.CUT, cut.problem());
        byte[] damaged = open.clone();
        damaged[106] = 'z'; // where the next chunk's length stands
        damaged[107] = 'z';
        Result broken = retrieve(r -> Answer.raw(ScriptedServer.message(200, headers, damaged), Ending.CLOSE));
        assertTrue(
                Set.of(Problem.PROTOCOL, Problem.CUT).contains(broken.problem()),
                broken.failure().getMessage());
    }

    @Test
    void silenceBeforeAndWithinTheAnswerIsTold() throws IOException {
        Result never = retrieveShortly(request -> Answer.raw(new byte[0], Ending.STALL));
        assertEquals(Problem.TIMED_OUT, never.problem());
        byte[] cut = java.util.Arrays.copyOf(all(), all().length - 40);
        String headers = MULTIPART + "Content-Length: %d\r\n".formatted(all().length);
        Result within = retrieveShortly(request -> Answer.raw(ScriptedServer.message(200, headers, cut), Ending.STALL));
        assertEquals(Problem.TIMED_OUT, within.problem());
        assertKept(within, 0, 1, 2, 3);
        assertTrue(
                within.failure().getMessage().contains("stopped sending"),
                within.failure().getMessage());
    }

    @Test
    void cancellingEndsAWaitAtOnceAndKeepsWhatArrived() throws Exception {
        byte[] cut = java.util.Arrays.copyOf(all(), all().length - 40);
        String headers = MULTIPART + "Content-Length: %d\r\n".formatted(all().length);
        for (boolean early : new boolean[] {true, false}) {
            Answer answer = early
                    ? Answer.raw(new byte[0], Ending.STALL)
                    : Answer.raw(ScriptedServer.message(200, headers, cut), Ending.STALL);
            FolderSink sink = new FolderSink(folder);
            Cancellation cancellation = new Cancellation();
            try (ScriptedServer server = new ScriptedServer(request -> answer);
                    DicomWebClient client = new DicomWebClient(DicomWebSettings.of(server.base()), io)) {
                Future<TransferOutcome> outcome =
                        io.submit(() -> client.retrieve(STUDY, sink, TransferListener.none(), cancellation));
                assertTrue(server.stalled().await(30, TimeUnit.SECONDS));
                cancellation.cancel();
                assertTrue(outcome.get(30, TimeUnit.SECONDS).isCancelled());
                assertEquals(sink.kept().size(), outcome.get().transferred());
                assertEquals(Set.of(), sink.open());
            }
        }
    }

    @Test
    void partsThatLieAreLeftOutAndNamedTheOthersKept() throws IOException {
        byte[] stranger = Files.readAllBytes(Objects.series(folder, 2, 1, 8).getFirst());
        byte[] body = joined(
                part(DICOM, objects.get(0)),
                part("Content-Type: text/html\r\n", "<html>".getBytes(StandardCharsets.US_ASCII)),
                part(DICOM, "not DICOM at all".getBytes(StandardCharsets.US_ASCII)),
                part(DICOM + "Content-Length: 99999\r\n", objects.get(1)),
                part(DICOM, stranger),
                part(DICOM, objects.get(0)),
                part(DICOM, new byte[0]),
                part("Content-Type: multipart/mixed; boundary=c\r\n", "--c--".getBytes(StandardCharsets.US_ASCII)),
                part(DICOM + "Content-Transfer-Encoding: base64\r\n", objects.get(2)),
                part("", objects.get(3)),
                END);
        Result result = retrieve(request -> Answer.of(200, MULTIPART, body));
        assertKept(result, 0, 3);
        assertEquals(3, result.outcome().transferred(), "a duplicate goes to the sink, which knows what it has");
        Map<String, String> failures = result.outcome().failures();
        assertEquals(
                Set.of("part 2", "part 3", "part 4", Objects.instance(2, 1, 1), "part 7", "part 8", "part 9"),
                failures.keySet());
        assertTrue(failures.get(Objects.instance(2, 1, 1)).contains("not asked for"));
        assertTrue(failures.get("part 4").contains("99999"));
    }

    @Test
    void endlessHeadersOfAPartAndOfTheAnswerAreRefused() throws IOException {
        Result part = retrieve(request -> new Answer(
                out -> {
                    out.write(ScriptedServer.message(200, MULTIPART, "--b:1\r\n".getBytes(StandardCharsets.US_ASCII)));
                    for (int i = 0; i < 10_000_000; i++) {
                        out.write("X-Endless: header\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                },
                Ending.CLOSE));
        assertEquals(Problem.PROTOCOL, part.problem());
        Result answer = retrieve(request -> new Answer(
                out -> {
                    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
                    for (int i = 0; i < 10_000_000; i++) {
                        out.write("X-Endless-%d: header\r\n".formatted(i).getBytes(StandardCharsets.US_ASCII));
                    }
                },
                Ending.CLOSE));
        assertEquals(Problem.PROTOCOL, answer.problem(), answer.failure().getMessage());
    }

    @Test
    void whatIsNoMultipartOfObjectsIsRefusedInWords() throws IOException {
        Result page =
                retrieve(request -> Answer.of(200, "Content-Type: text/html\r\n", "<html>Sign in, Mr Doe</html>"));
        assertEquals(Problem.PROTOCOL, page.problem());
        assertTrue(
                page.failure().getMessage().contains("web page"), page.failure().getMessage());
        assertFalse(page.failure().getMessage().contains("Doe"));
        assertEquals(
                Problem.PROTOCOL,
                retrieve(request -> Answer.of(200, "Content-Type: multipart/related\r\n", all()))
                        .problem());
        assertEquals(
                Problem.PROTOCOL,
                retrieve(request -> Answer.raw(
                                "220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII), Ending.CLOSE))
                        .problem());
        assertEquals(0, retrieve(request -> Answer.of(204, "", "")).outcome().transferred());
        byte[] alone = objects.get(0);
        assertKept(retrieve(request -> Answer.of(200, DICOM, alone)), 0);
    }

    @Test
    void compressedObjectsAreReadAndBombsAreNot() throws IOException {
        assertKept(
                retrieve(r -> Answer.of(200, MULTIPART + "Content-Encoding: gzip\r\n", gzip(all(), 1))), 0, 1, 2, 3, 4);
        byte[] bomb = gzip(new byte[1 << 20], 200);
        Result result = retrieve(r -> Answer.of(200, MULTIPART + "Content-Encoding: gzip\r\n", bomb));
        assertEquals(Problem.PROTOCOL, result.problem());
        assertTrue(
                result.failure().getMessage().contains("swell"),
                result.failure().getMessage());
        Result unknown = retrieve(r -> Answer.of(200, MULTIPART + "Content-Encoding: br\r\n", all()));
        assertEquals(Problem.NOT_SUPPORTED, unknown.problem());
    }

    static byte[] gzip(byte[] bytes, int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (java.util.zip.GZIPOutputStream gzip = new java.util.zip.GZIPOutputStream(out)) {
            for (int i = 0; i < times; i++) {
                gzip.write(bytes);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Test
    void eachStatusHasItsProblemAndItsWords() throws IOException {
        Map<Integer, Problem> wanted = new java.util.TreeMap<>(Map.of(
                400, Problem.REJECTED,
                401, Problem.AUTHENTICATION,
                403, Problem.REJECTED,
                404, Problem.NOT_FOUND,
                405, Problem.NOT_SUPPORTED,
                406, Problem.NOT_SUPPORTED,
                407, Problem.AUTHENTICATION,
                413, Problem.REJECTED,
                429, Problem.BUSY,
                500, Problem.REMOTE_FAILURE));
        wanted.put(502, Problem.REMOTE_FAILURE);
        wanted.put(503, Problem.BUSY);
        wanted.put(418, Problem.PROTOCOL);
        Set<String> messages = new java.util.HashSet<>();
        for (Map.Entry<Integer, Problem> entry : wanted.entrySet()) {
            Result result = retrieve(request -> Answer.of(
                    entry.getKey(),
                    "Content-Type: text/html\r\nRetry-After: 120\r\n",
                    "<html>secret of Mr Doe</html>"));
            String message = result.failure().getMessage();
            assertEquals(entry.getValue(), result.problem(), message);
            assertTrue(
                    message.contains("127.0.0.1")
                            && message.contains(entry.getKey().toString()),
                    message);
            assertFalse(message.contains("Doe"), message);
            assertTrue(
                    messages.add(message.replaceAll("\\d+", ""))
                            || Set.of(429, 503).contains(entry.getKey()),
                    message);
            if (entry.getValue() == Problem.BUSY) {
                assertEquals(
                        Duration.ofMinutes(2), result.failure().retryAfter().orElseThrow());
            }
        }
    }

    @Test
    void aServerThatDoesNotKnowAsStoredIsAskedWithout() throws IOException {
        byte[] body = all();
        try (ScriptedServer server =
                new ScriptedServer(request -> request.headers().get("accept").contains("=*")
                        ? Answer.of(406, "", "")
                        : Answer.of(200, MULTIPART, body))) {
            assertKept(retrieve(server, STUDY, Patience.USUAL), 0, 1, 2, 3, 4);
        }
    }

    @Test
    void aFullDiskIsToldAsOurFailure() throws IOException {
        FolderSink real = new FolderSink(folder);
        ObjectSink full = new ObjectSink() {
            @Override
            public Path newFile() {
                return Path.of("/dev/full");
            }

            @Override
            public Outcome take(Received object) {
                throw new AssertionError("a half object was handed over");
            }

            @Override
            public void discard(Path file) {}
        };
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")));
        byte[] body = all();
        try (ScriptedServer server = new ScriptedServer(request -> Answer.of(200, MULTIPART, body));
                DicomWebClient client = new DicomWebClient(DicomWebSettings.of(server.base()), io)) {
            NetworkException failure = assertThrows(
                    NetworkException.class,
                    () -> client.retrieve(STUDY, full, TransferListener.none(), new Cancellation()));
            assertEquals(Problem.LOCAL_STORAGE, failure.problem());
            assertEquals(Map.of(), real.kept());
        }
    }

    @Test
    void aStreamLargerThanAllMemoryPassesThrough() throws IOException {
        int size = 8 << 20;
        byte[] head = objects.get(0);
        int pixels = head.length - 8 * 8 * 2; // pixel data comes last; its length is put right below
        java.nio.ByteBuffer.wrap(head = head.clone())
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt(pixels - 4, size);
        byte[] start = java.util.Arrays.copyOf(head, pixels);
        byte[] samples = new byte[size];
        new Random(4).nextBytes(samples);
        int times = 150; // 1.2 GB with 512 MB of heap
        long[] bytes = {0};
        ObjectSink sink = new ObjectSink() {
            @Override
            public Path newFile() throws IOException {
                return Files.createTempFile(folder, "large", ".dcm");
            }

            @Override
            public Outcome take(Received object) throws IOException {
                bytes[0] += Files.size(object.file());
                Files.delete(object.file());
                return Outcome.ALREADY_HERE;
            }

            @Override
            public void discard(Path file) {
                throw new AssertionError("discarded");
            }
        };
        try (ScriptedServer server = new ScriptedServer(request -> new Answer(
                        out -> {
                            out.write(ScriptedServer.message(200, MULTIPART, new byte[0]));
                            for (int i = 0; i < times; i++) {
                                out.write(part(DICOM, start));
                                out.write(samples);
                            }
                            out.write(END);
                        },
                        Ending.CLOSE));
                DicomWebClient client = new DicomWebClient(DicomWebSettings.of(server.base()), io)) {
            TransferOutcome outcome = client.retrieve(STUDY, sink, TransferListener.none(), new Cancellation());
            assertEquals(times, outcome.transferred());
            assertEquals((long) times * (start.length + size), bytes[0]);
        }
    }
}
