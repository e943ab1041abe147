package org.lectern.imaging.dicomweb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dicomweb.ScriptedServer.Answer;
import org.lectern.imaging.dicomweb.ScriptedServer.Ending;
import org.lectern.imaging.dicomweb.ScriptedServer.Request;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

/** QIDO-RS: what is asked, and what is made of odd answers. */
final class SearchTest {
    private static ExecutorService io;

    @BeforeAll
    static void start() {
        io = Executors.newVirtualThreadPerTaskExecutor();
    }

    @AfterAll
    static void stop() {
        io.shutdownNow();
    }

    private static String study(int number) {
        return "{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"1.2.%d\"]},\"00100020\":{\"vr\":\"LO\",\"Value\":[\"P%d\"]}}"
                .formatted(number, number);
    }

    private static String studies(int from, int to) {
        return IntStream.range(from, to).mapToObj(SearchTest::study).collect(Collectors.joining(",", "[", "]"));
    }

    private static int parameter(Request request, String name, int otherwise) {
        Matcher matcher = Pattern.compile("[?&]" + name + "=(\\d+)").matcher(request.target());
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
    }

    private record Result(List<DataSet> answers, SearchOutcome outcome, List<Request> requests) {}

    private static Result search(Function<Request, Answer> script, SearchQuery query) throws IOException {
        try (ScriptedServer server = new ScriptedServer(script);
                DicomWebClient client = new DicomWebClient(
                        DicomWebSettings.of(server.base())
                                .with(new Patience(
                                        Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5))),
                        io)) {
            List<DataSet> answers = new ArrayList<>();
            SearchOutcome outcome = client.search(query, answers::add, new Cancellation());
            return new Result(answers, outcome, List.copyOf(server.requests()));
        }
    }

    private static SearchQuery studies(int limit) {
        return new SearchQuery(SearchQuery.Level.STUDY, DataSet.empty(), limit, false);
    }

    private static String target(SearchQuery query) throws IOException {
        return search(request -> Answer.json("[]"), query).requests().getFirst().target();
    }

    @Test
    void anIdentifierBecomesParameters() throws IOException {
        DataSet keys = DataSet.builder()
                .text(Tag.SpecificCharacterSet, "ISO_IR 192")
                .text(Tag.QueryRetrieveLevel, "STUDY")
                .text(Tag.StudyDate, "20240101-")
                .text(Tag.PatientName, "Müller^A*")
                .text(Tag.StudyInstanceUID, "1.2", "1.3")
                .text(Tag.ModalitiesInStudy, "CT", "MR")
                .text(Tag.StudyDescription)
                .items(
                        Tag.RequestAttributesSequence,
                        DataSet.builder()
                                .text(Tag.ScheduledProcedureStepID, "S 1")
                                .text(Tag.RequestedProcedureID)
                                .build())
                .items(Tag.ProcedureCodeSequence)
                .build();
        assertEquals(
                "/dw/studies?00080020=20240101-&00080061=CT%5CMR&includefield=00081030&includefield=00081032"
                        + "&00100010=M%C3%BCller%5EA*&0020000D=1.2,1.3&00400275.00400009=S%201"
                        + "&includefield=00400275.00401001&fuzzymatching=true&limit=51",
                target(new SearchQuery(SearchQuery.Level.STUDY, keys, 50, true)));
    }

    @Test
    void levelsBelowGoThroughThePath() throws IOException {
        DataSet keys = DataSet.builder()
                .text(Tag.StudyInstanceUID, "1.2")
                .text(Tag.SeriesInstanceUID, "1.2.3")
                .text(Tag.InstanceNumber)
                .build();
        assertEquals(
                "/dw/studies/1.2/series/1.2.3/instances?includefield=00200013&limit=11",
                target(new SearchQuery(SearchQuery.Level.INSTANCE, keys, 10, false)));
        assertEquals(
                "/dw/studies/1.2/series?0020000E=1.2.3&includefield=00200013&limit=11",
                target(new SearchQuery(SearchQuery.Level.SERIES, keys, 10, false)));
        assertEquals(
                "/dw/series?limit=11", target(new SearchQuery(SearchQuery.Level.SERIES, DataSet.empty(), 10, false)));
        DataSet hostile =
                DataSet.builder().text(Tag.StudyInstanceUID, "../../x").build();
        assertEquals(
                "/dw/series?0020000D=..%2F..%2Fx&limit=11",
                target(new SearchQuery(SearchQuery.Level.SERIES, hostile, 10, false)));
    }

    @Test
    void pagesThatTheServerCapsAreAllFetched() throws IOException {
        Result result = search(
                request -> {
                    int offset = parameter(request, "offset", 0);
                    int count = Math.min(100, parameter(request, "limit", 1000));
                    return Answer.json(studies(offset, Math.min(730, offset + count)));
                },
                studies(5000));
        assertEquals(730, result.answers().size());
        assertFalse(result.outcome().isCutOff());
        assertFalse(result.outcome().isPagingIgnored());
    }

    @Test
    void aServerThatDoesNotPageIsSeenThrough() throws IOException {
        Result same = search(request -> Answer.json(studies(0, 200)), studies(1000));
        assertEquals(200, same.answers().size());
        assertTrue(same.outcome().isPagingIgnored());
        Result all = search(request -> Answer.json(studies(0, 3000)), studies(2500));
        assertEquals(2500, all.answers().size());
        assertTrue(all.outcome().isCutOff());
        assertEquals(1, all.requests().size());
    }

    @Test
    void warningsBecomeFacts() throws IOException {
        Result result = search(
                request -> Answer.of(
                        200,
                        "Content-Type: application/dicom+json\r\n"
                                + "Warning: 299 PACS \"The fuzzymatching parameter is not supported. Only literal matching"
                                + " has been performed.\"\r\nWarning: 299 PACS \"Patient index is being rebuilt\"\r\n",
                        "[" + study(1) + "]"),
                new SearchQuery(SearchQuery.Level.STUDY, DataSet.empty(), 10, true));
        assertTrue(result.outcome().isFuzzyIgnored());
        assertEquals(
                List.of("PACS \"Patient index is being rebuilt\""),
                result.outcome().warnings());
    }

    @Test
    void answersGivenTwiceOrContradictingTheQuestionAreDropped() throws IOException {
        DataSet keys = DataSet.builder().text(Tag.PatientID, "P1").build();
        Result result = search(
                request -> Answer.json("[" + study(1) + "," + study(2) + "," + study(1) + "]"),
                new SearchQuery(SearchQuery.Level.STUDY, keys, 10, false));
        assertEquals(1, result.answers().size());
        assertEquals(2, result.outcome().dropped());
    }

    @Test
    void aServerThatDoesNotDecodeIsAskedWithWildcardsAndSieved() throws IOException {
        String hit = "{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"1.2\"]},"
                + "\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"MÜLLER^Anna\"}]}}";
        String miss = hit.replace("1.2", "1.3").replace("MÜLLER", "MILLER");
        Result result = search(
                request -> Answer.json(request.target().contains("%") ? "[]" : "[" + miss + "," + hit + "]"),
                new SearchQuery(
                        SearchQuery.Level.STUDY,
                        DataSet.builder()
                                .text(Tag.SpecificCharacterSet, "ISO_IR 192")
                                .text(Tag.PatientName, "Müller^A*")
                                .build(),
                        10,
                        false));
        assertTrue(
                result.requests().getLast().target().contains("00100010=M*ller?A*"),
                result.requests().toString());
        assertEquals(
                List.of("1.2"),
                result.answers().stream()
                        .map(a -> a.text(Tag.StudyInstanceUID).get())
                        .toList());
    }

    @Test
    void nothingFoundIsNoFailure() throws IOException {
        assertEquals(
                0,
                search(request -> Answer.of(204, "", ""), studies(10)).outcome().answers());
        assertEquals(
                0, search(request -> Answer.json("[]"), studies(10)).outcome().answers());
    }

    private static NetworkException refused(Function<Request, Answer> script) {
        return assertThrows(NetworkException.class, () -> search(script, studies(10)));
    }

    @Test
    void brokenAnswersAreRefusedInWords() {
        assertEquals(Problem.PROTOCOL, refused(r -> Answer.json("{]")).problem());
        assertEquals(Problem.CUT, refused(r -> Answer.json("[" + study(1))).problem());
        assertEquals(Problem.CUT, refused(r -> Answer.json("[")).problem());
        assertEquals(Problem.CUT, refused(r -> Answer.json("")).problem()); // a body that is lost is no empty answer
        assertEquals(
                Problem.PROTOCOL, refused(r -> Answer.json("[\"Doe^John\"]")).problem());
        assertFalse(refused(r -> Answer.json("[Doe^John]")).getMessage().contains("Doe"));
        NetworkException page = refused(r -> Answer.of(200, "Content-Type: text/html\r\n", "<html>"));
        assertTrue(page.getMessage().contains("web page"), page.getMessage());
        String deep = "{\"00081140\":{\"vr\":\"SQ\",\"Value\":[".repeat(5000);
        assertEquals(Problem.PROTOCOL, refused(r -> Answer.json("[" + deep)).problem());
    }

    @Test
    void endlessAnswersEnd() {
        NetworkException element = refused(r -> new Answer(
                out -> {
                    out.write(ScriptedServer.message(200, "Content-Type: application/dicom+json\r\n", new byte[0]));
                    out.write("[{\"00100010\":{\"vr\":\"LT\",\"Value\":[\"".getBytes(StandardCharsets.US_ASCII));
                    byte[] text = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
                    for (int i = 0; i < 1 << 16; i++) {
                        out.write(text);
                    }
                },
                Ending.CLOSE));
        assertEquals(Problem.PROTOCOL, element.problem(), element.getMessage());
        byte[] bomb = MisbehavingServerTest.gzip(("[" + " ".repeat(1 << 20)).getBytes(StandardCharsets.US_ASCII), 300);
        NetworkException swelling = refused(
                r -> Answer.of(200, "Content-Type: application/dicom+json\r\nContent-Encoding: gzip\r\n", bomb));
        assertEquals(Problem.PROTOCOL, swelling.problem(), swelling.getMessage());
    }

    @Test
    void tenThousandStudiesAreHandedOnOneByOne() throws IOException {
        Result result = search(
                request -> {
                    int offset = parameter(request, "offset", 0);
                    int count = parameter(request, "limit", 0);
                    return Answer.json(studies(offset, Math.min(10_000, offset + count)));
                },
                studies(100_000));
        assertEquals(10_000, result.answers().size());
    }

    private static NetworkException failure(Function<Request, Answer> script, Authorization authorization)
            throws IOException {
        try (ScriptedServer server = new ScriptedServer(script);
                DicomWebClient client =
                        new DicomWebClient(DicomWebSettings.of(server.base()).with(authorization), io)) {
            return assertThrows(
                    NetworkException.class, () -> client.search(studies(1), study -> {}, new Cancellation()));
        }
    }

    @Test
    void redirectionsInCirclesEnd() throws IOException {
        NetworkException failure =
                failure(r -> Answer.of(302, "Location: " + r.target() + "\r\n", ""), Authorization.none());
        assertEquals(Problem.PROTOCOL, failure.problem());
        assertTrue(failure.getMessage().contains("circles"), failure.getMessage());
        NetworkException odd =
                failure(r -> Answer.of(302, "Location: file:///etc/passwd\r\n", ""), Authorization.none());
        assertEquals(Problem.REJECTED, odd.problem());
    }

    @Test
    void credentialsStayWithTheirOrigin() throws IOException {
        try (ScriptedServer other = new ScriptedServer(request -> Answer.json("[" + study(1) + "]"));
                ScriptedServer server =
                        new ScriptedServer(request -> request.target().startsWith("/dw/studies")
                                ? Answer.of(307, "Location: /moved" + request.target() + "\r\n", "")
                                : Answer.of(307, "Location: http://127.0.0.1:%d/x\r\n".formatted(other.port()), ""));
                DicomWebClient client = new DicomWebClient(
                        DicomWebSettings.of(server.base()).with(Authorization.basic("ann", "pass word".toCharArray())),
                        io)) {
            List<DataSet> answers = new ArrayList<>();
            client.search(studies(10), answers::add, new Cancellation());
            assertEquals(1, answers.size());
            assertEquals(
                    List.of("Basic YW5uOnBhc3Mgd29yZA==", "Basic YW5uOnBhc3Mgd29yZA=="),
                    server.requests().stream()
                            .map(r -> r.headers().get("authorization"))
                            .toList());
            assertFalse(other.requests().getFirst().headers().containsKey("authorization"));
        }
    }

    @Test
    void credentialsDoNotGoInClearToOtherComputersUnlessAllowed() throws IOException {
        DicomWebSettings settings =
                DicomWebSettings.of(URI.create("http://archive.invalid/dw")).with(Authorization.bearer("abc.def"));
        try (DicomWebClient client = new DicomWebClient(settings, io)) {
            NetworkException failure = assertThrows(
                    NetworkException.class, () -> client.search(studies(1), study -> {}, new Cancellation()));
            assertEquals(Problem.TLS, failure.problem());
        }
        try (DicomWebClient client = new DicomWebClient(settings.withPlainCredentials(), io)) {
            NetworkException failure = assertThrows(
                    NetworkException.class, () -> client.search(studies(1), study -> {}, new Cancellation()));
            assertEquals(Problem.NAME_UNKNOWN, failure.problem(), failure.getMessage());
        }
    }

    @Test
    void secretsAreNeverShown() throws IOException {
        Authorization basic = Authorization.basic("ann", "hunter2".toCharArray());
        NetworkException failure = failure(r -> Answer.of(401, "WWW-Authenticate: Basic\r\n", ""), basic);
        assertEquals(Problem.AUTHENTICATION, failure.problem());
        java.io.StringWriter trace = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(trace));
        String shown = trace
                + basic.toString()
                + DicomWebSettings.of(URI.create("http://127.0.0.1/")).with(basic);
        assertFalse(shown.contains("hunter2"));
        assertFalse(shown.contains("YW5uOmh1bnRlcjI="));
        assertTrue(failure.getMessage().contains("does not accept our credentials"));
    }

    @Test
    void aClosedPortIsNamed() throws IOException {
        int port = org.lectern.peers.Peer.freePort();
        try (DicomWebClient client =
                new DicomWebClient(DicomWebSettings.of(URI.create("http://127.0.0.1:" + port)), io)) {
            NetworkException failure = assertThrows(
                    NetworkException.class, () -> client.search(studies(1), study -> {}, new Cancellation()));
            assertEquals(Problem.CONNECTION_REFUSED, failure.problem());
            assertTrue(failure.getMessage().contains("127.0.0.1:" + port), failure.getMessage());
        }
    }
}
