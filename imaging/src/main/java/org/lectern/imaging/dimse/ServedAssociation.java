package org.lectern.imaging.dimse;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.association.Association;
import org.lectern.imaging.dimse.association.Message;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.message.CommandField;
import org.lectern.imaging.dimse.message.CommandTag;
import org.lectern.imaging.dimse.message.Status;
import org.lectern.imaging.dimse.pdu.UserInformation.ExtendedNegotiation;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.network.ObjectSink.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One association that a peer opened. This thread reads and answers what is short; queries and retrievals run aside, so that
 * a cancel request is heard while they send.
 */
final class ServedAssociation {
    static final int LONGEST_PDATA_BYTES = Association.LONGEST_PDATA_BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(ServedAssociation.class);
    private static final int MOST_OPERATIONS = 16;
    private static final int FUZZY = 2;

    private final Association association;
    private final Services services;
    private final ExecutorService io;
    private final String caller;
    private final Optional<Reception> reception;
    private final Map<Integer, Operation> operations = new ConcurrentHashMap<>();

    ServedAssociation(Association association, Services services, ExecutorService io) {
        this.association = association;
        this.services = services;
        this.io = io;
        this.caller = association.negotiated().callingAe();
        this.reception = services.store().map(this::reception);
    }

    private Reception reception(ObjectSink sink) {
        return new Reception(sink, caller, association.negotiated().calledAe(), _ -> true);
    }

    /** Serves until the peer releases, or the association fails. */
    void serve() {
        try {
            for (Optional<Message> message = next(); message.isPresent(); message = next()) {
                handle(message.get());
            }
        } catch (IOException e) {
            LOG.info("The association with {} ended: {}", association.peer(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("The association with {} is ended by a fault of ours", association.peer(), e);
        } finally {
            operations.values().forEach(Operation::gone);
        }
    }

    /** A peer whose query or retrieval is under way has nothing to say. */
    private Optional<Message> next() throws IOException {
        return association.receive(association.timeouts().response(), () -> !operations.isEmpty());
    }

    private void handle(Message message) throws IOException {
        Command command = message.command();
        switch (command.field()) {
            case CommandField.C_ECHO_RQ -> answer(message, Status.SUCCESS);
            case CommandField.C_STORE_RQ -> store(message);
            case CommandField.C_FIND_RQ -> find(message);
            case CommandField.C_GET_RQ -> retrieve(message, false);
            case CommandField.C_MOVE_RQ -> retrieve(message, true);
            case CommandField.C_CANCEL_RQ ->
                Optional.ofNullable(operations.get(command.respondedTo())).ifPresent(Operation::cancel);
            case CommandField.N_ACTION_RQ -> new ServedCommitment(association, services, io).request(message);
            case CommandField.N_EVENT_REPORT_RQ -> new ServedCommitment(association, services, io).report(message);
            case CommandField.N_CREATE_RQ -> announce(message);
            default -> {
                if (command.isResponse()) {
                    operations.values().forEach(operation -> operation.offer(command));
                } else {
                    answer(message, Status.UNRECOGNIZED_OPERATION);
                }
            }
        }
    }

    private void answer(Message message, int status) throws IOException {
        message.skipDataSet();
        association.send(message.context().id(), message.command().response(status));
    }

    private void store(Message message) throws IOException {
        if (reception.isEmpty()) {
            answer(message, Status.SOP_CLASS_NOT_SUPPORTED);
            return;
        }
        Reception.Result result = reception.get().receive(message);
        boolean conflict = result.outcome().filter(ServedAssociation::isOther).isPresent();
        int status = conflict ? Status.DUPLICATE_INSTANCE : result.status();
        Command response = message.command().response(status);
        association.send(
                message.context().id(), status == Status.SUCCESS ? response : response.withComment(comment(result)));
        if (result.isStorageTrouble()) {
            LOG.warn("An object from {} cannot be kept: {}", caller, result.why());
        }
    }

    private static boolean isOther(Outcome outcome) {
        return outcome == Outcome.CONFLICT || outcome == Outcome.LOSSY_COPY;
    }

    private static String comment(Reception.Result result) {
        if (result.outcome().isPresent()) {
            return result.outcome().get() == Outcome.LOSSY_COPY
                    ? "it is kept here; one of the two is lossily compressed"
                    : "another object of that identity is kept here";
        }
        return result.isStorageTrouble() ? "the object cannot be stored at present" : result.why();
    }

    /** N-CREATE of an Instance Availability Notification: told, answered, and not kept (PS3.4 section R.3.2). */
    private void announce(Message message) throws IOException {
        if (services.announcements().isEmpty() || !sopClass(message).equals(Uid.InstanceAvailabilityNotification)) {
            answer(message, Status.UNRECOGNIZED_OPERATION);
            return;
        }
        Optional<Announcement> announcement =
                message.command().hasDataSet() ? Announcement.read(message.readDataSet(), caller) : Optional.empty();
        Optional<String> named = message.command().text(CommandTag.AFFECTED_SOP_INSTANCE_UID);
        Command response =
                message.command().response(announcement.isPresent() ? Status.SUCCESS : Status.MISTYPED_ARGUMENT);
        association.send(
                message.context().id(),
                announcement.isPresent() && named.filter(uid -> !uid.isBlank()).isEmpty()
                        ? response.with(CommandTag.AFFECTED_SOP_INSTANCE_UID, freshUid())
                        : response);
        announcement.ifPresent(services.announcements().get()::heard);
    }

    /** PS3.5 section B.2. */
    private static String freshUid() {
        return "2.25." + new BigInteger(UUID.randomUUID().toString().replace("-", ""), 16);
    }

    private void find(Message message) throws IOException {
        Optional<QueryProvider> provider = services.query();
        Optional<Inquiry> inquiry = inquiry(message);
        if (provider.isEmpty()
                || inquiry.isEmpty()
                || !inquiry.get().model().find().equals(sopClass(message))) {
            answer(message, Status.SOP_CLASS_NOT_SUPPORTED);
            return;
        }
        run(message, new FindOperation(association, message, provider.get(), inquiry.get()));
    }

    private void retrieve(Message message, boolean move) throws IOException {
        Optional<RetrieveProvider> provider = services.retrieve();
        Optional<Inquiry> inquiry = inquiry(message);
        if (provider.isEmpty() || inquiry.isEmpty()) {
            answer(message, Status.SOP_CLASS_NOT_SUPPORTED);
            return;
        }
        run(
                message,
                move
                        ? new MoveOperation(association, message, provider.get(), inquiry.get(), io)
                        : new GetOperation(association, message, provider.get(), inquiry.get()));
    }

    private static String sopClass(Message message) {
        return message.context().abstractSyntax();
    }

    private Optional<Inquiry> inquiry(Message message) throws IOException {
        Optional<QueryModel> model = QueryModel.of(sopClass(message));
        if (model.isEmpty() || !message.command().hasDataSet()) {
            return Optional.empty();
        }
        DataSet keys = message.readDataSet();
        boolean fuzzy = association.negotiated().extended().stream()
                .filter(item -> item.sopClassUid().equals(sopClass(message)))
                .map(ExtendedNegotiation::information)
                .anyMatch(bits -> bits.length > FUZZY && bits[FUZZY] == 1);
        return Optional.of(new Inquiry(model.get(), keys, caller, fuzzy));
    }

    private void run(Message message, Operation operation) throws IOException {
        int id = message.command().messageId();
        if (operations.size() >= MOST_OPERATIONS || operations.putIfAbsent(id, operation) != null) {
            answer(message, operations.containsKey(id) ? Status.DUPLICATE_INVOCATION : Status.RESOURCE_LIMITATION);
            return;
        }
        try {
            io.execute(() -> {
                try {
                    operation.run();
                } finally {
                    operations.remove(id);
                }
            });
        } catch (RejectedExecutionException e) {
            operations.remove(id);
            answer(message, Status.RESOURCE_LIMITATION);
        }
    }
}
