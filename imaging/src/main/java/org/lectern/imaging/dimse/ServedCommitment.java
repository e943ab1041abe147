package org.lectern.imaging.dimse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Storage commitment as provider, and reports to us as user (PS3.4 Annex J). */
final class ServedCommitment {
    static final int ACTION_REQUEST = 1;
    static final int EVENT_SUCCESS = 1;
    static final int EVENT_FAILURES = 2;

    private static final Logger LOG = LoggerFactory.getLogger(ServedCommitment.class);

    private final Association association;
    private final Services services;
    private final ExecutorService io;

    ServedCommitment(Association association, Services services, ExecutorService io) {
        this.association = association;
        this.services = services;
        this.io = io;
    }

    /** N-ACTION-RQ: answers at once, then finds out and reports. */
    void request(Message message) throws IOException {
        Command command = message.command();
        Optional<CommitmentProvider> provider = services.commitment();
        if (provider.isEmpty()
                || command.number(CommandTag.ACTION_TYPE_ID).orElse(0) != ACTION_REQUEST
                || !command.hasDataSet()) {
            message.skipDataSet();
            association.send(message.context().id(), command.response(Status.UNRECOGNIZED_OPERATION));
            return;
        }
        DataSet wanted = message.readDataSet();
        Optional<String> transaction = wanted.text(Tag.TransactionUID);
        List<Identity> objects = identities(wanted, Tag.ReferencedSOPSequence);
        if (transaction.isEmpty() || objects.isEmpty()) {
            association.send(message.context().id(), command.response(Status.MISTYPED_ARGUMENT));
            return;
        }
        association.send(
                message.context().id(),
                command.response(Status.SUCCESS).with(CommandTag.ACTION_TYPE_ID, ACTION_REQUEST));
        try {
            io.execute(() -> findOut(provider.get(), message.context().id(), transaction.get(), objects));
        } catch (RejectedExecutionException e) {
            LOG.info("A commitment request goes without a report: the program is ending");
        }
    }

    static List<Identity> identities(DataSet dataSet, int sequence) {
        List<Identity> identities = new ArrayList<>();
        for (DataSet item : dataSet.items(sequence)) {
            identities.add(new Identity(
                    item.text(Tag.ReferencedSOPClassUID).orElse(""),
                    item.text(Tag.ReferencedSOPInstanceUID).orElse("")));
        }
        return identities;
    }

    private void findOut(CommitmentProvider provider, int contextId, String transaction, List<Identity> objects) {
        String caller = association.negotiated().callingAe();
        Map<Identity, Integer> failures = new HashMap<>();
        try {
            failures.putAll(provider.commit(objects, caller));
        } catch (IOException | RuntimeException e) {
            LOG.warn("Commitment could not be found out about", e);
            objects.forEach(object -> failures.put(object, Status.PROCESSING_FAILURE));
        }
        try {
            Optional<DimseNode> other = provider.reportTo(caller);
            if (other.isPresent()) {
                reportTo(other.get(), report(transaction, objects, failures), failures.isEmpty());
            } else {
                send(association, contextId, report(transaction, objects, failures), failures.isEmpty());
            }
        } catch (IOException e) {
            LOG.warn("A commitment report could not be sent to {}: {}", caller, e.getMessage());
        }
    }

    private void reportTo(DimseNode node, DataSet report, boolean success) throws IOException {
        Proposal proposal = Proposal.builder()
                .context(Uid.StorageCommitmentPushModel, TransferSyntaxes.PLAIN)
                .providing(Uid.StorageCommitmentPushModel)
                .build();
        try (Association separate = Association.open(node, proposal, io, new Cancellation())) {
            Negotiated.Context context = Exchange.context(separate, node, Uid.StorageCommitmentPushModel);
            send(separate, context.id(), report, success);
            separate.receive();
            separate.release();
        }
    }

    private static void send(Association to, int contextId, DataSet report, boolean success) throws IOException {
        Command command = Command.request(
                        CommandField.N_EVENT_REPORT_RQ, to.nextMessageId(), Uid.StorageCommitmentPushModel)
                .with(CommandTag.AFFECTED_SOP_INSTANCE_UID, Uid.StorageCommitmentPushModelInstance)
                .with(CommandTag.EVENT_TYPE_ID, success ? EVENT_SUCCESS : EVENT_FAILURES);
        to.send(contextId, command, report);
    }

    private static DataSet report(String transaction, List<Identity> objects, Map<Identity, Integer> failures) {
        List<DataSet> kept = new ArrayList<>();
        List<DataSet> failed = new ArrayList<>();
        for (Identity object : objects) {
            DataSet.Builder item = DataSet.builder()
                    .text(Tag.ReferencedSOPClassUID, object.sopClassUid())
                    .text(Tag.ReferencedSOPInstanceUID, object.sopInstanceUid());
            Integer reason = failures.get(object);
            if (reason == null) {
                kept.add(item.build());
            } else {
                failed.add(item.number(Tag.FailureReason, reason).build());
            }
        }
        DataSet.Builder report = DataSet.builder().text(Tag.TransactionUID, transaction);
        if (!kept.isEmpty()) {
            report.items(Tag.ReferencedSOPSequence, kept.toArray(DataSet[]::new));
        }
        if (!failed.isEmpty()) {
            report.items(Tag.FailedSOPSequence, failed.toArray(DataSet[]::new));
        }
        return report.build();
    }

    /** N-EVENT-REPORT-RQ on a request of ours. */
    void report(Message message) throws IOException {
        Command command = message.command();
        boolean taken = false;
        if (command.hasDataSet()) {
            DataSet report = message.readDataSet();
            taken = services.reports().isPresent()
                    && report.text(Tag.TransactionUID)
                            .map(uid -> services.reports().get().take(uid, failures(report)))
                            .orElse(false);
        }
        association.send(message.context().id(), command.response(taken ? Status.SUCCESS : Status.NO_SUCH_OBJECT));
    }

    /** Why objects are not kept, by SOP Instance UID. */
    static Map<String, String> failures(DataSet report) {
        Map<String, String> failures = new HashMap<>();
        for (DataSet item : report.items(Tag.FailedSOPSequence)) {
            item.text(Tag.ReferencedSOPInstanceUID)
                    .ifPresent(uid -> failures.put(
                            uid,
                            new Status(item.integer(Tag.FailureReason).orElse(Status.PROCESSING_FAILURE)).words()));
        }
        return failures;
    }
}
