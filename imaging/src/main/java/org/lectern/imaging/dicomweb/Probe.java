package org.lectern.imaging.dicomweb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dicomweb.Capabilities.Service;
import org.lectern.imaging.dicomweb.Capabilities.State;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.part10.DicomReader;

/**
 * Tries a server's services. The capabilities of PS3.18 section 8.9 are rarely there, so it looks for one study, the head
 * of one instance, and at how the server refuses what is no DICOM.
 */
final class Probe {
    /** The default of PS3.18 section 8.7.3.1. Others are not tried: being asked for them has ended servers. */
    private static final List<String> SYNTAXES = List.of(Uid.ExplicitVRLittleEndian);

    private static final int HEAD_BYTES = 64 << 10;

    private final Exchange exchange;
    private final DicomWebSettings settings;
    private final Cancellation cancellation;
    private final List<String> transferSyntaxes = new ArrayList<>();
    private Optional<Boolean> paging = Optional.empty();
    private Optional<Resource> example = Optional.empty();
    private String httpVersion = "";
    private String product = "";

    Probe(Exchange exchange, DicomWebSettings settings, Cancellation cancellation) {
        this.exchange = exchange;
        this.settings = settings;
        this.cancellation = cancellation;
    }

    Capabilities run() throws NetworkException {
        Service search = tried(this::search, "Searching works");
        Service retrieve = tried(this::retrieve, "Fetching works");
        Service store = tried(this::store, "Sending is offered");
        return new Capabilities(search, retrieve, store, paging, transferSyntaxes, httpVersion, product);
    }

    /** A trial; empty when it could not be made. */
    private interface Trial {
        Optional<String> run() throws NetworkException;
    }

    private static Service tried(Trial trial, String success) throws NetworkException {
        try {
            return trial.run()
                    .map(why -> new Service(State.UNKNOWN, why))
                    .orElseGet(() -> new Service(State.WORKS, success));
        } catch (NetworkException e) {
            String words = String.valueOf(e.getMessage());
            return switch (e.problem()) {
                case AUTHENTICATION, REJECTED -> new Service(State.REFUSED, words);
                case NOT_FOUND, NOT_SUPPORTED -> new Service(State.ABSENT, words);
                case PROTOCOL, REMOTE_FAILURE, BUSY -> new Service(State.FAILS, words);
                default -> throw e;
            };
        }
    }

    private Reply ask(Call call) throws NetworkException {
        Reply reply = exchange.send(call, cancellation);
        httpVersion = reply.version() == HttpClient.Version.HTTP_2 ? "HTTP/2" : "HTTP/1.1";
        if (product.isEmpty()) {
            product = printable(reply.header("server").orElse(""));
        }
        return reply;
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[^ -~]", "");
        return clean.length() > 100 ? clean.substring(0, 100) : clean;
    }

    private List<DataSet> answers(String path) throws NetworkException {
        String what = "a search";
        try (Reply reply = ask(Call.get(what, URI.create(settings.query() + path), JsonAnswers.ACCEPT))) {
            if (reply.status() == 204) {
                return List.of();
            }
            if (!reply.isSuccess()) {
                throw Failures.refused(reply, what);
            }
            List<DataSet> answers = new ArrayList<>();
            try {
                JsonAnswers.read(reply, what, (tag, uri) -> Optional.empty(), dataSet -> {
                    answers.add(dataSet);
                    if (answers.size() == 3) {
                        throw new EnoughException();
                    }
                });
            } catch (NetworkException e) {
                if (!(e.getCause() instanceof EnoughException)) {
                    throw e;
                }
            }
            return answers;
        }
    }

    private Optional<String> search() throws NetworkException {
        List<DataSet> first = answers("/studies?limit=2");
        if (first.size() > 2) {
            paging = Optional.of(false);
        } else if (first.size() == 2) {
            Optional<String> second = first.get(1).text(Tag.StudyInstanceUID);
            List<DataSet> next = answers("/studies?limit=1&offset=1");
            paging = Optional.of(next.size() == 1
                    && next.getFirst().text(Tag.StudyInstanceUID).equals(second));
        }
        if (!first.isEmpty()) {
            example = example(first.getFirst().text(Tag.StudyInstanceUID).orElse(""));
        }
        return Optional.empty();
    }

    private Optional<Resource> example(String study) throws NetworkException {
        try {
            List<DataSet> series = answers("/studies/%s/series?limit=1".formatted(study));
            if (series.isEmpty()) {
                return Optional.empty();
            }
            String seriesUid = series.getFirst().text(Tag.SeriesInstanceUID).orElse("");
            List<DataSet> instances = answers("/studies/%s/series/%s/instances?limit=1".formatted(study, seriesUid));
            return instances.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Resource.instance(
                            study,
                            seriesUid,
                            instances.getFirst().text(Tag.SOPInstanceUID).orElse("")));
        } catch (IllegalArgumentException e) { // UIDs that are none
            return Optional.empty();
        }
    }

    private Optional<String> retrieve() throws NetworkException {
        if (example.isEmpty()) {
            return Optional.of("There is no study to try fetching with");
        }
        Optional<String> own = syntax(example.get(), List.of());
        own.filter(uid -> !uid.isEmpty()).ifPresent(transferSyntaxes::add);
        for (String syntax : SYNTAXES) {
            if (transferSyntaxes.contains(syntax)) {
                continue;
            }
            try {
                if (syntax(example.get(), List.of(syntax))
                        .filter(syntax::equals)
                        .isPresent()) {
                    transferSyntaxes.add(syntax);
                }
            } catch (NetworkException e) {
                cancellation.check(); // it cannot: that is what was to be found out
            }
        }
        return Optional.empty();
    }

    /** The transfer syntax in which an instance comes; empty text where the server does not say. Lets its bytes go. */
    private Optional<String> syntax(Resource instance, List<String> wanted) throws NetworkException {
        String what = "the request for an instance";
        Call call = Call.get(what, instance.under(settings.retrieve(), ""), Retrieval.accept(wanted));
        try (Reply reply = ask(call)) {
            if (!reply.isSuccess()) {
                throw Failures.refused(reply, what);
            }
            MediaType type = reply.mediaType();
            if (type.type().equals("application/dicom")) {
                return Optional.of(type.parameter("transfer-syntax").orElse(""));
            }
            if (!type.isMultipart()) {
                throw Failures.wrongType(reply, what);
            }
            MultipartReader reader = new MultipartReader(
                    ContentCoding.decoded(reply), type.parameter("boundary").orElse(""));
            Optional<MultipartReader.Head> head = reader.next();
            Optional<String> said = head.flatMap(part -> part.mediaType().parameter("transfer-syntax"));
            return said.isPresent() || head.isEmpty() ? said : written(reader);
        } catch (NetworkException e) {
            throw e;
        } catch (IOException e) {
            throw Failures.of(Origin.of(settings.retrieve()).display(), e, 1);
        }
    }

    /** The transfer syntax that the meta information of a part names. */
    private static Optional<String> written(MultipartReader reader) throws IOException {
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        WritableByteChannel target = Channels.newChannel(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                start.write(bytes, offset, Math.min(length, HEAD_BYTES - start.size()));
                if (start.size() == HEAD_BYTES) {
                    throw new EnoughException();
                }
            }
        });
        try {
            reader.copyTo(target, Long.MAX_VALUE);
        } catch (EnoughException e) {
            target.close();
        }
        return DicomReader.readFile(MemorySegment.ofArray(start.toByteArray()), Path.of("part"))
                .meta()
                .text(Tag.TransferSyntaxUID);
    }

    private Optional<String> store() throws NetworkException {
        URI target = URI.create(settings.store() + "/studies");
        String what = "the question whether it stores";
        try (Reply options = ask(new Call(what, "OPTIONS", target, "*/*", Optional.empty()))) {
            if (options.isSuccess() && options.header("allow").isPresent()) {
                if (String.join(",", options.headers("allow"))
                        .toUpperCase(Locale.ROOT)
                        .contains("POST")) {
                    return Optional.empty();
                }
                return Optional.of("The server does not list sending (POST) among what it allows");
            }
        }
        try (Reply reply = ask(new Call(what, "POST", target, JsonAnswers.ACCEPT, Optional.of(new Text())))) {
            return switch (reply.status()) {
                case 401, 403, 404, 405, 410, 501, 502, 503, 504 -> throw Failures.refused(reply, what);
                default -> Optional.empty(); // it is there and dislikes text, as it should
            };
        }
    }

    /** Text, which no STOW-RS server takes; a multipart message without parts would end some servers' process. */
    private static final class Text implements Content {
        private final long start = System.nanoTime();

        @Override
        public String mediaType() {
            return "text/plain";
        }

        @Override
        public HttpRequest.BodyPublisher publisher() {
            return HttpRequest.BodyPublishers.ofString("Is anybody there?");
        }

        @Override
        public long lastProgressNanos() {
            return start;
        }
    }
}
