package org.lectern.imaging.dimse;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dimse.association.Association;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.Message;
import org.lectern.imaging.dimse.association.Negotiated;
import org.lectern.imaging.dimse.association.Proposal;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.message.CommandField;
import org.lectern.imaging.dimse.message.CommandTag;
import org.lectern.imaging.dimse.message.Status;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;

/** C-MOVE as user (PS3.4 section C.4.2, PS3.7 section 9.1.4). The objects come to whoever the destination is. */
final class MoveUser {
    private final DimseNode node;
    private final ExecutorService io;
    private final TransferProgress progress;

    MoveUser(DimseNode node, ExecutorService io, TransferProgress progress) {
        this.node = node;
        this.io = io;
        this.progress = progress;
    }

    TransferEnd move(QueryModel model, DataSet identifier, String destination, Cancellation cancellation)
            throws IOException {
        Proposal proposal =
                Proposal.builder().context(model.move(), TransferSyntaxes.PLAIN).build();
        try (Association association = Association.open(node, proposal, io, cancellation)) {
            Negotiated.Context context = Exchange.context(association, node, model.move());
            int messageId = association.nextMessageId();
            association.send(
                    context.id(),
                    Command.request(CommandField.C_MOVE_RQ, messageId, model.move())
                            .with(CommandTag.PRIORITY, 0)
                            .with(CommandTag.MOVE_DESTINATION, destination),
                    identifier);
            try (Exchange exchange = Exchange.cancellable(association, context.id(), messageId, cancellation)) {
                TransferEnd end = responses(exchange, cancellation);
                association.release();
                return end;
            }
        }
    }

    private TransferEnd responses(Exchange exchange, Cancellation cancellation) throws IOException {
        SubOperations counts = SubOperations.NONE;
        while (true) {
            Message message;
            try {
                message = exchange.receive();
            } catch (NetworkException e) {
                if (!cancellation.isCancelled()) {
                    throw e;
                }
                return new TransferEnd(counts.completed() + counts.warning(), 0, Map.of(), counts, true);
            }
            exchange.requireAnswer(message, CommandField.C_MOVE_RQ);
            Command response = message.command();
            counts = SubOperations.of(response);
            Status status = response.status();
            if (status.isPending()) {
                progress.remaining(counts.remaining());
                continue;
            }
            Map<String, String> failures = failed(message);
            boolean cancelled = status.isCancelled() || cancellation.isCancelled();
            if (status.isFailure() && !cancelled && counts.completed() + counts.failed() == 0) {
                throw exchange.refused(response, "send the objects");
            }
            return new TransferEnd(counts.completed() + counts.warning(), 0, failures, counts, cancelled);
        }
    }

    private Map<String, String> failed(Message message) throws IOException {
        Map<String, String> failures = new HashMap<>();
        if (message.command().hasDataSet()) {
            for (String uid : message.readDataSet().texts(Tag.FailedSOPInstanceUIDList)) {
                failures.put(uid, node.display() + " could not send it");
                progress.failed(uid, node.display() + " could not send it");
            }
        }
        return failures;
    }
}
