package org.lectern.imaging.dicomweb;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Parts of instances by WADO-RS: metadata, frames, bulk data, pictures (PS3.18 sections 10.4.1.1.2 to 10.4.1.1.6). */
final class Values {
    private static final Logger LOG = LoggerFactory.getLogger(Values.class);
    private static final long MOST_BYTES = 16L << 30;
    private static final int MOST_PICTURE_BYTES = 64 << 20;
    private static final String OCTETS = "multipart/related; type=\"application/octet-stream\"";

    private final Exchange exchange;
    private final URI base;
    private final Cancellation cancellation;

    Values(Exchange exchange, URI base, Cancellation cancellation) {
        this.exchange = exchange;
        this.base = base;
        this.cancellation = cancellation;
    }

    void metadata(Resource resource, Consumer<InstanceMetadata> consumer) throws NetworkException {
        String what = "the request for the metadata of " + resource.what();
        try (Reply reply = ask(Call.get(what, resource.under(base, "/metadata"), JsonAnswers.ACCEPT))) {
            if (reply.status() == 204) {
                return;
            }
            List<BulkReference> bulk = new ArrayList<>();
            JsonAnswers.read(
                    reply,
                    what,
                    (tag, uri) -> {
                        bulk.add(new BulkReference(tag, reply.uri().resolve(uri)));
                        return Optional.empty();
                    },
                    dataSet -> {
                        cancellation.check();
                        consumer.accept(new InstanceMetadata(dataSet, bulk));
                        bulk.clear();
                    });
        }
    }

    void frames(Resource instance, List<Integer> numbers, List<String> syntaxes, Frame.Target target)
            throws NetworkException {
        String list = numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
        String accept = syntaxes.isEmpty()
                ? OCTETS + "; transfer-syntax=*"
                : syntaxes.stream()
                        .map(syntax -> OCTETS + "; transfer-syntax=" + syntax)
                        .collect(Collectors.joining(", "));
        String what = "the request for frames";
        int got = files(Call.get(what, instance.under(base, "/frames/" + list), accept), numbers, target);
        if (got < numbers.size()) {
            throw new NetworkException(
                    Problem.PROTOCOL,
                    "%d frames were asked for and %d came".formatted(numbers.size(), got),
                    "The server's administrator must look.");
        }
    }

    void bulk(URI uri, Frame.Target target) throws NetworkException {
        Origin origin = Origin.of(uri);
        if (Origin.of(base).isEncrypted() && !origin.isEncrypted()) {
            throw new NetworkException(
                    Problem.REJECTED,
                    "The server offers bulk data over a line that is not encrypted; we do not follow",
                    "Its administrator must set the address by which it is reached from outside.");
        }
        files(
                Call.get("the request for bulk data", uri, OCTETS + ", application/octet-stream;q=0.9, */*;q=0.1"),
                List.of(1),
                target);
    }

    private int files(Call call, List<Integer> numbers, Frame.Target target) throws NetworkException {
        try (Reply reply = ask(call)) {
            MediaType type = reply.mediaType();
            if (type.isHtml() || type.isJson() || reply.status() == 204) {
                throw Failures.wrongType(reply, call.what());
            }
            if (!type.isMultipart()) {
                alone(reply, type, numbers.getFirst(), target);
                return 1;
            }
            int[] count = {0};
            new MultipartAnswer(reply, call.what())
                    .read(
                            (reader, head, number) -> {
                                if (number > numbers.size()) {
                                    throw new MultipartReader.FormatException("more parts than were asked for");
                                }
                                one(head.mediaType(), numbers.get(number - 1), target, channel -> {
                                    long length = reader.copyTo(channel, MOST_BYTES);
                                    if (head.length() >= 0 && head.length() != length) {
                                        throw new MultipartReader.FormatException(
                                                "a part of %d bytes was announced with %d"
                                                        .formatted(length, head.length()));
                                    }
                                    return length;
                                });
                                count[0]++;
                            },
                            cancellation);
            return count[0];
        }
    }

    private static void alone(Reply reply, MediaType type, int number, Frame.Target target) throws NetworkException {
        try {
            one(type, number, target, channel -> DiskChannel.copy(ContentCoding.decoded(reply), channel, MOST_BYTES));
        } catch (IOException e) {
            throw Failures.of(reply.peer(), e, reply.body().stream().position());
        }
    }

    private static void one(MediaType type, int number, Frame.Target target, DiskChannel.Source source)
            throws IOException {
        Path file;
        try {
            file = target.newFile(number);
        } catch (IOException e) {
            throw DiskChannel.notKept(e);
        }
        boolean kept = false;
        try {
            long length = DiskChannel.write(file, source);
            kept = true;
            target.take(new Frame(
                    number, type.type(), type.parameter("transfer-syntax").orElse(""), file, length));
        } catch (IOException e) {
            throw kept ? DiskChannel.notKept(e) : e;
        } finally {
            if (!kept) {
                delete(file);
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("The file of a half frame stays, somebody holds it", e);
        }
    }

    Rendered rendered(Resource instance, int frame, int width, int height) throws NetworkException {
        String what = "the request for a picture";
        String suffix = (frame > 0 ? "/frames/" + frame : "") + "/rendered?viewport=%d,%d".formatted(width, height);
        Call call = Call.get(what, instance.under(base, suffix), "image/jpeg");
        try (Reply reply = ask(call)) {
            MediaType type = reply.mediaType();
            if (!type.type().startsWith("image/")) {
                throw Failures.wrongType(reply, what);
            }
            byte[] bytes = ContentCoding.decoded(reply).readNBytes(MOST_PICTURE_BYTES + 1);
            if (bytes.length > MOST_PICTURE_BYTES) {
                throw new NetworkException(Problem.PROTOCOL, reply.peer() + " sent a picture beyond all measure", "");
            }
            return new Rendered(type.type(), bytes);
        } catch (NetworkException e) {
            throw e;
        } catch (IOException e) {
            throw Failures.of(Origin.of(base).display(), e, 1);
        }
    }

    private Reply ask(Call call) throws NetworkException {
        Reply reply = exchange.send(call, cancellation);
        if (!reply.isSuccess()) {
            try (reply) {
                throw Failures.refused(reply, call.what());
            }
        }
        return reply;
    }
}
