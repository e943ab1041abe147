package org.lectern.imaging.dimse;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.lectern.imaging.data.DataSet;
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

/** C-FIND as user (PS3.4 section C.4.1, PS3.7 section 9.1.2). */
final class FindUser {
    private final DimseNode node;
    private final ExecutorService io;

    FindUser(DimseNode node, ExecutorService io) {
        this.node = node;
        this.io = io;
    }

    FindEnd find(
            QueryModel model,
            DataSet identifier,
            FindOptions options,
            Consumer<DataSet> answer,
            Cancellation cancellation)
            throws IOException {
        Proposal.Builder proposal = Proposal.builder().context(model.find(), TransferSyntaxes.PLAIN);
        if (options.isExtended()) {
            proposal.extended(model.find(), options.information());
        }
        try (Association association = Association.open(node, proposal.build(), io, cancellation)) {
            Negotiated.Context context = Exchange.context(association, node, model.find());
            int messageId = association.nextMessageId();
            association.send(
                    context.id(),
                    Command.request(CommandField.C_FIND_RQ, messageId, model.find())
                            .with(CommandTag.PRIORITY, 0),
                    identifier);
            try (Exchange exchange = Exchange.cancellable(association, context.id(), messageId, cancellation)) {
                FindEnd end = answers(exchange, options.limit(), answer, cancellation);
                association.release();
                return end;
            }
        }
    }

    private FindEnd answers(Exchange exchange, int limit, Consumer<DataSet> answer, Cancellation cancellation)
            throws IOException {
        int count = 0;
        boolean cutOff = false;
        boolean ignored = false;
        while (true) {
            Message message;
            try {
                message = exchange.receive();
            } catch (NetworkException e) {
                cancellation.check();
                if (cutOff) { // the peer does not know C-CANCEL; we have what we wanted
                    return new FindEnd(count, true, ignored);
                }
                throw e;
            }
            exchange.requireAnswer(message, CommandField.C_FIND_RQ);
            Status status = message.command().status();
            if (!status.isPending()) {
                cancellation.check();
                if (status.isFailure() && !cutOff) {
                    throw exchange.refused(message.command(), "answer the query");
                }
                return new FindEnd(count, cutOff, ignored);
            }
            ignored |= status.code() == Status.PENDING_KEYS_IGNORED;
            if (cancellation.isCancelled() || cutOff) {
                continue;
            }
            if (count == limit) {
                cutOff = true;
                exchange.enough();
                continue;
            }
            answer.accept(message.readDataSet());
            count++;
        }
    }
}
