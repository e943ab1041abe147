package org.lectern.imaging.dimse;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.network.ObjectSink;

/** C-GET as user, which is C-STORE as provider on the same association (PS3.4 section C.4.3, PS3.7 section 9.1.3). */
final class GetUser {
    private static final int CONTEXTS_FOR_OBJECTS = Proposal.MOST_CONTEXTS - 1;
    private static final int CONTEXTS_FOR_AN_IMAGE = 2;

    private final DimseNode node;
    private final ExecutorService io;
    private final ObjectSink sink;
    private final TransferProgress progress;
    private final Map<String, String> failures = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private int transferred;
    private int duplicates;
    private Optional<String> storageTrouble = Optional.empty();

    GetUser(DimseNode node, ExecutorService io, ObjectSink sink, TransferProgress progress) {
        this.node = node;
        this.io = io;
        this.sink = sink;
        this.progress = progress;
    }

    TransferEnd get(QueryModel model, DataSet identifier, Collection<String> sopClasses, Cancellation cancellation)
            throws IOException {
        try (Association association = Association.open(node, proposal(model, sopClasses), io, cancellation)) {
            Negotiated.Context context = Exchange.context(association, node, model.get());
            int messageId = association.nextMessageId();
            association.send(
                    context.id(),
                    Command.request(CommandField.C_GET_RQ, messageId, model.get())
                            .with(CommandTag.PRIORITY, 0),
                    identifier);
            Reception reception = new Reception(sink, node.aeTitle(), node.ourAeTitle(), new Asked(identifier)::covers);
            try (Exchange exchange = Exchange.cancellable(association, context.id(), messageId, cancellation)) {
                TransferEnd end = objects(association, exchange, reception, cancellation);
                association.release();
                return end;
            }
        }
    }

    private static Proposal proposal(QueryModel model, Collection<String> sopClasses) {
        Proposal.Builder proposal = Proposal.builder().context(model.get(), TransferSyntaxes.PLAIN);
        if (sopClasses.isEmpty() || sopClasses.size() > CONTEXTS_FOR_OBJECTS) {
            StorageClasses.images().forEach(uid -> propose(proposal, uid, CONTEXTS_FOR_AN_IMAGE));
            StorageClasses.others().stream()
                    .takeWhile(_ -> proposal.hasRoom())
                    .forEach(uid -> propose(proposal, uid, 1));
        } else {
            Set<String> different = Set.copyOf(sopClasses);
            int each = CONTEXTS_FOR_OBJECTS / different.size();
            different.forEach(uid -> propose(proposal, uid, each));
        }
        return proposal.build();
    }

    private static void propose(Proposal.Builder proposal, String sopClass, int contexts) {
        for (List<String> syntaxes : TransferSyntaxes.groups(contexts)) {
            proposal.context(sopClass, syntaxes);
        }
        proposal.providing(sopClass);
    }

    private TransferEnd objects(
            Association association, Exchange exchange, Reception reception, Cancellation cancellation)
            throws IOException {
        while (true) {
            Message message;
            try {
                message = exchange.receive();
            } catch (NetworkException e) {
                return cutOff(e, cancellation);
            }
            if (message.command().field() == CommandField.C_STORE_RQ) {
                try {
                    store(association, message, reception, exchange);
                } catch (NetworkException e) {
                    return cutOff(e, cancellation);
                }
                continue;
            }
            exchange.requireAnswer(message, CommandField.C_GET_RQ);
            Command response = message.command();
            SubOperations counts = SubOperations.of(response);
            if (response.status().isPending()) {
                progress.remaining(counts.remaining());
                continue;
            }
            addFailedOf(message);
            return ended(exchange, response, counts, cancellation);
        }
    }

    private void store(Association association, Message message, Reception reception, Exchange exchange)
            throws IOException {
        Reception.Result result = reception.receive(message);
        association.send(message.context().id(), message.command().response(result.status()));
        String uid = result.identity().sopInstanceUid();
        if (result.outcome().isEmpty()) {
            failures.put(uid, result.why());
            progress.failed(uid, result.why());
        } else if (seen.add(uid)) {
            transferred++;
            progress.object(uid, result.outcome().get(), result.bytes());
        } else {
            duplicates++;
        }
        if (result.isStorageTrouble() && storageTrouble.isEmpty()) {
            storageTrouble = Optional.of(result.why());
            exchange.enough();
        }
    }

    private void addFailedOf(Message message) throws IOException {
        if (message.command().hasDataSet()) {
            for (String uid : message.readDataSet().texts(Tag.FailedSOPInstanceUIDList)) {
                failures.putIfAbsent(uid, node.display() + " could not send it");
            }
        }
    }

    /** A peer that did not end by itself after our C-CANCEL was cut off, which is no fault. */
    private TransferEnd cutOff(NetworkException failure, Cancellation cancellation) throws NetworkException {
        if (storageTrouble.isPresent()) {
            throw storageTrouble(storageTrouble.get());
        }
        if (!cancellation.isCancelled()) {
            throw failure;
        }
        return new TransferEnd(transferred, duplicates, failures, SubOperations.NONE, true);
    }

    private NetworkException storageTrouble(String why) {
        return new NetworkException(
                Problem.LOCAL_STORAGE,
                "Objects from %s cannot be kept here: %s".formatted(node.display(), why),
                "Make room on the disk, then retrieve again.");
    }

    private TransferEnd ended(Exchange exchange, Command response, SubOperations counts, Cancellation cancellation)
            throws IOException {
        if (storageTrouble.isPresent()) {
            throw storageTrouble(storageTrouble.get());
        }
        Status status = response.status();
        boolean cancelled = status.isCancelled() || cancellation.isCancelled();
        if (status.isFailure() && !cancelled && counts.failed() + counts.completed() == 0 && failures.isEmpty()) {
            throw exchange.refused(response, "send the objects");
        }
        return new TransferEnd(transferred, duplicates, failures, counts, cancelled);
    }
}
