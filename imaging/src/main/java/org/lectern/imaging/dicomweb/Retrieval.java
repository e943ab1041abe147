package org.lectern.imaging.dicomweb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomFormatException;

/**
 * One WADO-RS request for objects (PS3.18 section 10.4): the parts of its answer go straight into files, and those that
 * are whole, DICOM and asked for to the sink, byte for byte as they came.
 */
final class Retrieval {
    private static final long MOST_BYTES = 64L << 30;
    private static final String DICOM = "application/dicom";

    private final Exchange exchange;
    private final Resource resource;
    private final ObjectSink sink;
    private final Tally tally;
    private final Cancellation cancellation;

    Retrieval(Exchange exchange, Resource resource, ObjectSink sink, Tally tally, Cancellation cancellation) {
        this.exchange = exchange;
        this.resource = resource;
        this.sink = sink;
        this.tally = tally;
        this.cancellation = cancellation;
    }

    /**
     * Fetches.
     *
     * @param syntaxes transfer syntaxes asked for, the best first; none for objects as they are stored
     */
    void run(java.net.URI base, List<String> syntaxes) throws NetworkException {
        Call call = Call.get(what(), resource.under(base, ""), accept(syntaxes));
        try (Reply reply = reply(call, syntaxes)) {
            if (reply.status() == 204) {
                return;
            }
            if (!reply.isSuccess()) {
                throw Failures.refused(reply, what());
            }
            MediaType type = reply.mediaType();
            if (type.type().equals(DICOM)) {
                alone(reply);
            } else if (type.isMultipart()) {
                new MultipartAnswer(reply, what())
                        .read((reader, head, number) -> part(reply, reader, head, "part " + number), cancellation);
            } else {
                throw Failures.wrongType(reply, what());
            }
        }
    }

    private String what() {
        return "the request for " + resource.what();
    }

    /** Asks; a server that does not know "as stored" is asked once more without. */
    private Reply reply(Call call, List<String> syntaxes) throws NetworkException {
        Reply reply = exchange.send(call, cancellation);
        if (reply.status() == 406 && syntaxes.isEmpty()) {
            reply.close();
            return exchange.send(Call.get(call.what(), call.uri(), accept(List.of(""))), cancellation);
        }
        return reply;
    }

    static String accept(List<String> syntaxes) {
        if (syntaxes.isEmpty()) {
            return "multipart/related; type=\"application/dicom\"; transfer-syntax=*";
        }
        StringBuilder accept = new StringBuilder();
        int quality = 10;
        for (String syntax : syntaxes) {
            accept.append(accept.isEmpty() ? "" : ", ").append("multipart/related; type=\"application/dicom\"");
            if (!syntax.isEmpty()) {
                accept.append("; transfer-syntax=").append(syntax);
            }
            if (quality < 10) {
                accept.append(";q=0.").append(quality);
            }
            quality = Math.max(1, quality - 1);
        }
        return accept.toString();
    }

    private void part(Reply reply, MultipartReader reader, MultipartReader.Head head, String name) throws IOException {
        MediaType type = head.mediaType();
        if (!type.type().isEmpty() && !type.type().equals(DICOM) && !type.type().equals("application/octet-stream")) {
            tally.failed("", name, "It is %s and no DICOM".formatted(type.isHtml() ? "a web page" : "something else"));
            return;
        }
        if (head.field("content-transfer-encoding")
                .filter(encoding -> !encoding.equalsIgnoreCase("binary"))
                .isPresent()) {
            tally.failed("", name, "It comes encoded for mail, not as binary");
            return;
        }
        Path file = newFile();
        boolean kept = false;
        try {
            long length = DiskChannel.write(file, channel -> reader.copyTo(channel, MOST_BYTES));
            if (head.length() >= 0 && head.length() != length) {
                tally.failed("", name, "It has %d bytes and was announced with %d".formatted(length, head.length()));
                return;
            }
            kept = take(reply, file, name, length);
        } finally {
            if (!kept) {
                sink.discard(file);
            }
        }
    }

    /** An answer that is one object without multipart around it. */
    private void alone(Reply reply) throws NetworkException {
        try {
            Path file = newFile();
            boolean kept = false;
            try {
                long length = DiskChannel.write(
                        file, channel -> DiskChannel.copy(ContentCoding.decoded(reply), channel, MOST_BYTES));
                kept = take(reply, file, "the answer", length);
            } finally {
                if (!kept) {
                    sink.discard(file);
                }
            }
        } catch (IOException e) {
            throw Failures.of(reply.peer(), e, reply.body().stream().position());
        }
    }

    /** Looks into a whole file and hands it over. Answers whether the sink has it. */
    private boolean take(Reply reply, Path file, String name, long length) throws IOException {
        DicomFile header;
        try {
            header = DicomFile.read(file);
        } catch (DicomFormatException e) {
            tally.failed("", name, String.valueOf(e.getMessage()));
            return false;
        }
        String instance = header.dataSet().text(Tag.SOPInstanceUID).orElse("");
        String sopClass = header.dataSet().text(Tag.SOPClassUID).orElse("");
        if (instance.isEmpty() || sopClass.isEmpty()) {
            tally.failed(instance, name, "It has no SOP Class UID or no SOP Instance UID");
            return false;
        }
        if (!isAskedFor(header)) {
            tally.failed(instance, name, "It was not asked for: it belongs to another study, series or instance");
            return false;
        }
        ObjectSink.Outcome outcome;
        try {
            outcome = sink.take(new ObjectSink.Received(file, sopClass, instance, reply.peer()));
        } catch (DicomFormatException e) {
            tally.failed(instance, name, String.valueOf(e.getMessage()));
            return true; // the sink has deleted it
        } catch (IOException e) {
            throw DiskChannel.notKept(e);
        }
        tally.object(instance, outcome, length);
        return true;
    }

    private boolean isAskedFor(DicomFile file) {
        return file.dataSet().text(Tag.StudyInstanceUID).equals(Optional.of(resource.studyUid()))
                && (resource.seriesUid().isEmpty()
                        || file.dataSet().text(Tag.SeriesInstanceUID).equals(resource.seriesUid()))
                && (resource.instanceUid().isEmpty()
                        || file.dataSet().text(Tag.SOPInstanceUID).equals(resource.instanceUid()));
    }

    private Path newFile() throws NetworkException {
        try {
            return sink.newFile();
        } catch (IOException e) {
            throw DiskChannel.notKept(e);
        }
    }
}
