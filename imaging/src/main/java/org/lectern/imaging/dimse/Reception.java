package org.lectern.imaging.dimse;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dimse.association.Message;
import org.lectern.imaging.dimse.message.Status;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.network.ObjectSink.Outcome;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;

/**
 * Takes objects of C-STORE requests (PS3.4 Annex B) into a sink: streamed to a file as they come, byte for byte, then
 * looked at, then handed over. Names of files come from the sink, never from UIDs.
 */
final class Reception {
    private static final int BUFFER_BYTES = 128 << 10;

    private final ObjectSink sink;
    private final String from;
    private final String receiver;
    private final Predicate<DataSet> wanted;

    /**
     * A reception.
     *
     * @param from the sender's AE title
     * @param wanted tells objects that were asked for from others
     */
    Reception(ObjectSink sink, String from, String receiver, Predicate<DataSet> wanted) {
        this.sink = sink;
        this.from = from;
        this.receiver = receiver;
        this.wanted = wanted;
    }

    /**
     * What became of one object.
     *
     * @param status for the response
     * @param why empty when it was kept
     * @param isStorageTrouble whether the fault is with our disk
     */
    record Result(
            int status,
            Identity identity,
            Optional<Outcome> outcome,
            long bytes,
            String why,
            boolean isStorageTrouble) {
        static Result refused(int status, Identity identity, String why) {
            return new Result(status, identity, Optional.empty(), 0, why, false);
        }

        static Result notKept(Identity identity, IOException failure) {
            String why = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            return new Result(
                    Status.OUT_OF_RESOURCES, identity, Optional.empty(), 0, "it cannot be kept here: " + why, true);
        }
    }

    /**
     * Takes one object.
     *
     * @throws org.lectern.imaging.network.NetworkException when the connection fails; nothing is left behind
     */
    Result receive(Message message) throws IOException {
        Optional<Identity> announced = Identity.affected(message.command());
        if (announced.isEmpty() || !message.command().hasDataSet()) {
            message.skipDataSet();
            return Result.refused(Status.MISTYPED_ARGUMENT, new Identity("", ""), "it came without identity or data");
        }
        Identity identity = announced.get();
        if (!identity.sopClassUid().equals(message.context().abstractSyntax())) {
            message.skipDataSet();
            return Result.refused(Status.NO_SUCH_SOP_CLASS, identity, "it is of another kind than agreed on");
        }
        Path file;
        try {
            file = sink.newFile();
        } catch (IOException e) {
            message.skipDataSet();
            return Result.notKept(identity, e);
        }
        boolean over = false;
        try {
            Result result = into(file, message, identity);
            over = result.outcome().isPresent();
            return result;
        } finally {
            if (!over) {
                sink.discard(file);
            }
        }
    }

    private Result into(Path file, Message message, Identity identity) throws IOException {
        long bytes;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
            writeHead(message, identity, out);
            bytes = message.transferTo(out);
        } catch (NetworkException e) {
            throw e;
        } catch (IOException e) {
            message.skipDataSet();
            return Result.notKept(identity, e);
        }
        Wholeness.Verdict verdict = Wholeness.of(file, identity);
        if (verdict.refusal().isPresent()) {
            return Result.refused(
                    Status.DOES_NOT_MATCH_SOP_CLASS, identity, verdict.refusal().get());
        }
        if (!wanted.test(verdict.dataSet())) {
            return Result.refused(Status.NOT_AUTHORIZED, identity, "it was not asked for");
        }
        try {
            Outcome outcome =
                    sink.take(new ObjectSink.Received(file, identity.sopClassUid(), identity.sopInstanceUid(), from));
            return new Result(Status.SUCCESS, identity, Optional.of(outcome), bytes, "", false);
        } catch (IOException e) {
            return Result.notKept(identity, e);
        }
    }

    private void writeHead(Message message, Identity identity, OutputStream out) throws IOException {
        DataSet uids = DataSet.builder()
                .text(Tag.SOPClassUID, identity.sopClassUid())
                .text(Tag.SOPInstanceUID, identity.sopInstanceUid())
                .build();
        DataSet meta = DataSet.builder()
                .text(Tag.SourceApplicationEntityTitle, from)
                .text(Tag.ReceivingApplicationEntityTitle, receiver)
                .build();
        new DicomWriter(TransferSyntax.of(message.context().transferSyntax())).writeHead(meta, uids, out);
    }
}
