package org.lectern.imaging.dimse;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
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
import org.lectern.imaging.network.NetworkException.Problem;

/**
 * Storage commitment as user (push model, PS3.4 Annex J). The report comes on the same association, or on one of the peer's
 * to our server, whichever is first.
 */
final class CommitUser {
    private final DimseNode node;
    private final ExecutorService io;
    private final CommitmentReports reports;

    CommitUser(DimseNode node, ExecutorService io, CommitmentReports reports) {
        this.node = node;
        this.io = io;
        this.reports = reports;
    }

    /** Asks, and waits for the report so long; empty when the peer does not offer the service. */
    Optional<Map<String, String>> commit(List<Identity> objects, Duration patience, Cancellation cancellation)
            throws IOException {
        String transaction = transactionUid();
        Proposal proposal = Proposal.builder()
                .context(Uid.StorageCommitmentPushModel, TransferSyntaxes.PLAIN)
                .build();
        try (Association association = Association.open(node, proposal, io, cancellation)) {
            List<Negotiated.Context> contexts = association.negotiated().contexts(Uid.StorageCommitmentPushModel);
            if (contexts.isEmpty()) {
                association.release();
                return Optional.empty();
            }
            reports.expect(transaction, () -> association.aside(association::requestRelease));
            Optional<Map<String, String>> report = onSameAssociation(
                    association, contexts.getFirst().id(), transaction, objects, patience, cancellation);
            if (report.isPresent()) {
                return report;
            }
            return Optional.of(onAnother(transaction, patience, cancellation));
        } finally {
            reports.forget(transaction);
        }
    }

    /** 2.25 and a random number (PS3.5 section B.2). */
    private static String transactionUid() {
        UUID random = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(random.getMostSignificantBits())
                .putLong(random.getLeastSignificantBits())
                .array();
        return "2.25." + new BigInteger(1, bytes);
    }

    private Optional<Map<String, String>> onSameAssociation(
            Association association,
            int contextId,
            String transaction,
            List<Identity> objects,
            Duration patience,
            Cancellation cancellation)
            throws IOException {
        int messageId = association.nextMessageId();
        Command request = Command.of(CommandField.N_ACTION_RQ)
                .with(CommandTag.MESSAGE_ID, messageId)
                .with(CommandTag.REQUESTED_SOP_CLASS_UID, Uid.StorageCommitmentPushModel)
                .with(CommandTag.REQUESTED_SOP_INSTANCE_UID, Uid.StorageCommitmentPushModelInstance)
                .with(CommandTag.ACTION_TYPE_ID, ServedCommitment.ACTION_REQUEST);
        try (Exchange exchange = Exchange.plain(association, contextId, messageId, cancellation)) {
            association.send(contextId, request, wanted(transaction, objects));
            boolean accepted = false;
            while (true) {
                Optional<Message> message = next(association, transaction, accepted, patience);
                if (message.isEmpty()) {
                    cancellation.check();
                    return reports.report(transaction);
                }
                Command command = message.get().command();
                if (command.field() == CommandField.N_EVENT_REPORT_RQ) {
                    Optional<Map<String, String>> report = reported(association, message.get(), transaction);
                    if (report.isPresent()) {
                        association.release();
                        return report;
                    }
                    continue;
                }
                exchange.requireAnswer(message.get(), CommandField.N_ACTION_RQ);
                if (!command.status().isSuccess() && !command.status().isWarning()) {
                    throw exchange.refused(command, "take the commitment request");
                }
                accepted = true;
            }
        }
    }

    /** The next message; empty when the association is over and the request was taken, or the report is here already. */
    private Optional<Message> next(Association association, String transaction, boolean accepted, Duration patience)
            throws IOException {
        try {
            return association.receive(
                    accepted ? patience : association.timeouts().response());
        } catch (NetworkException e) {
            if (accepted && e.problem() != Problem.CANCELLED
                    || reports.report(transaction).isPresent()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Map<String, String> onAnother(String transaction, Duration patience, Cancellation cancellation)
            throws NetworkException {
        try (Cancellation.Registration _ = cancellation.onCancel(reports::nudge)) {
            Optional<Map<String, String>> report = reports.await(transaction, patience, cancellation);
            cancellation.check();
            return report.orElseThrow(() -> new NetworkException(
                    Problem.TIMED_OUT,
                    node.display() + " has taken the commitment request but not reported on it",
                    "It must know our AE title %s with address and port to report; ask again later."
                            .formatted(node.ourAeTitle())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetworkException(Problem.CANCELLED, "The program is ending", "", e);
        }
    }

    private static Optional<Map<String, String>> reported(Association association, Message message, String transaction)
            throws IOException {
        DataSet report = message.readDataSet();
        boolean ours = report.text(Tag.TransactionUID).equals(Optional.of(transaction));
        association.send(
                message.context().id(), message.command().response(ours ? Status.SUCCESS : Status.NO_SUCH_OBJECT));
        return ours ? Optional.of(ServedCommitment.failures(report)) : Optional.empty();
    }

    private static DataSet wanted(String transaction, List<Identity> objects) {
        return DataSet.builder()
                .text(Tag.TransactionUID, transaction)
                .items(
                        Tag.ReferencedSOPSequence,
                        objects.stream()
                                .map(object -> DataSet.builder()
                                        .text(Tag.ReferencedSOPClassUID, object.sopClassUid())
                                        .text(Tag.ReferencedSOPInstanceUID, object.sopInstanceUid())
                                        .build())
                                .toArray(DataSet[]::new))
                .build();
    }
}
