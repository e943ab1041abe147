package org.lectern.imaging.dimse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.association.Association;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.Message;
import org.lectern.imaging.dimse.association.Negotiated;
import org.lectern.imaging.dimse.association.Proposal;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.message.CommandField;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.ObjectSink;

/**
 * What a peer can be asked (PS3.7). Each call opens an association of its own, blocks, and belongs on a virtual thread;
 * several may run at once. Failures are {@link org.lectern.imaging.network.NetworkException}s in plain words. Cancelling
 * asks the peer to end and ends the association when it does not.
 */
public final class DimseClient {
    private final DimseNode node;
    private final ExecutorService io;

    /**
     * A client.
     *
     * @param io a virtual thread for each task; runs what watches over associations
     */
    public DimseClient(DimseNode node, ExecutorService io) {
        this.node = node;
        this.io = io;
    }

    /** Whom it talks to. */
    public DimseNode node() {
        return node;
    }

    /** Whether the peer answers (C-ECHO, PS3.4 Annex A); returns what it tells about itself. */
    public Negotiated echo(Cancellation cancellation) throws IOException {
        Proposal proposal = Proposal.builder()
                .context(Uid.Verification, TransferSyntaxes.PLAIN)
                .build();
        try (Association association = Association.open(node, proposal, io, cancellation)) {
            Negotiated.Context context = Exchange.context(association, node, Uid.Verification);
            int messageId = association.nextMessageId();
            association.send(context.id(), Command.request(CommandField.C_ECHO_RQ, messageId, Uid.Verification));
            try (Exchange exchange = Exchange.plain(association, context.id(), messageId, cancellation)) {
                Message message = exchange.receive();
                exchange.requireAnswer(message, CommandField.C_ECHO_RQ);
                if (!message.command().status().isSuccess()) {
                    throw exchange.refused(message.command(), "answer the echo");
                }
            }
            association.release();
            return association.negotiated();
        }
    }

    /** Opens and releases an association only: what of a proposal does the peer agree to. */
    public Negotiated negotiate(Proposal proposal, Cancellation cancellation) throws IOException {
        try (Association association = Association.open(node, proposal, io, cancellation)) {
            association.release();
            return association.negotiated();
        }
    }

    /**
     * Queries (C-FIND, PS3.4 sections C.4.1 and K.4.1).
     *
     * @param identifier keys; outside the worklist with Query/Retrieve Level (0008,0052)
     * @param answer takes each answer as it comes, on the calling thread
     */
    public FindEnd find(
            QueryModel model,
            DataSet identifier,
            FindOptions options,
            Consumer<DataSet> answer,
            Cancellation cancellation)
            throws IOException {
        return new FindUser(node, io).find(model, identifier, options, answer, cancellation);
    }

    /**
     * Fetches objects over the same association (C-GET, PS3.4 section C.4.3).
     *
     * @param identifier unique keys with Query/Retrieve Level (0008,0052)
     * @param sopClasses kinds of the objects; the fewer, the more encodings of each can be offered. Empty for the usual
     *     ones.
     * @param sink takes the objects; what was taken before a failure stays there
     */
    public TransferEnd get(
            QueryModel model,
            DataSet identifier,
            Collection<String> sopClasses,
            ObjectSink sink,
            TransferProgress progress,
            Cancellation cancellation)
            throws IOException {
        return new GetUser(node, io, sink, progress).get(model, identifier, sopClasses, cancellation);
    }

    /**
     * Has objects sent to an AE title that the peer knows, such as that of our {@link DimseServer} (C-MOVE, PS3.4 section
     * C.4.2).
     */
    public TransferEnd move(
            QueryModel model,
            DataSet identifier,
            String destination,
            TransferProgress progress,
            Cancellation cancellation)
            throws IOException {
        return new MoveUser(node, io, progress).move(model, identifier, destination, cancellation);
    }

    /** Sends files (C-STORE, PS3.4 Annex B). One that is refused stops none of the others. */
    public TransferEnd store(List<Path> files, TransferProgress progress, Cancellation cancellation)
            throws IOException {
        return new StoreUser(node, io, progress, Optional.empty()).store(files, cancellation);
    }

    /**
     * Asks the peer to take responsibility for objects (storage commitment, PS3.4 Annex J) and waits for its report.
     *
     * @param reports where a report arrives that comes over an association of the peer's own: give it to the server whose
     *     address the peer knows
     * @param patience how long to wait for the report
     * @return why objects are not kept, by SOP Instance UID; empty when the peer does not offer the service
     */
    public Optional<Map<String, String>> commit(
            List<Identity> objects, CommitmentReports reports, Duration patience, Cancellation cancellation)
            throws IOException {
        return new CommitUser(node, io, reports).commit(objects, patience, cancellation);
    }
}
