package org.lectern.imaging.dimse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.lectern.imaging.dimse.association.Association;
import org.lectern.imaging.dimse.association.Association.SourceException;
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
import org.lectern.imaging.network.ObjectSink.Outcome;

/** C-STORE as user (PS3.4 Annex B, PS3.7 section 9.1.1): many files over as few associations as their kinds allow. */
final class StoreUser {
    private static final int WINDOW = 16;

    private final DimseNode node;
    private final ExecutorService io;
    private final TransferProgress progress;
    private final Optional<Originator> originator;
    private final Map<String, String> failures = new HashMap<>();
    private int transferred;

    StoreUser(DimseNode node, ExecutorService io, TransferProgress progress, Optional<Originator> originator) {
        this.node = node;
        this.io = io;
        this.progress = progress;
        this.originator = originator;
    }

    /** Whose C-MOVE makes us send (PS3.7 section 9.1.1.1). */
    record Originator(String aeTitle, int messageId) {}

    TransferEnd store(List<Path> files, Cancellation cancellation) throws IOException {
        Deque<StoredObject> waiting = new ArrayDeque<>();
        for (Path file : files) {
            cancellation.check();
            try {
                waiting.add(StoredObject.of(file));
            } catch (IOException e) {
                failed(String.valueOf(file.getFileName()), "it cannot be read: " + e.getMessage());
            }
        }
        while (!waiting.isEmpty() && !cancellation.isCancelled()) {
            List<StoredObject> batch = batch(waiting);
            sendBatch(batch, waiting, cancellation);
        }
        return new TransferEnd(transferred, 0, failures, SubOperations.NONE, cancellation.isCancelled());
    }

    private void failed(String uid, String why) {
        failures.put(uid, why);
        progress.failed(uid, why);
    }

    /** Takes objects as long as their presentation contexts fit one association. */
    private static List<StoredObject> batch(Deque<StoredObject> waiting) {
        List<StoredObject> batch = new ArrayList<>();
        Map<String, Set<String>> kinds = new LinkedHashMap<>();
        while (!waiting.isEmpty()) {
            StoredObject next = waiting.getFirst();
            Set<String> syntaxes = kinds.computeIfAbsent(next.identity().sopClassUid(), _ -> new LinkedHashSet<>());
            syntaxes.add(next.transferSyntax());
            if (contexts(kinds) > Proposal.MOST_CONTEXTS) {
                break;
            }
            batch.add(waiting.removeFirst());
        }
        return batch;
    }

    private static int contexts(Map<String, Set<String>> kinds) {
        return kinds.values().stream().mapToInt(Set::size).sum() + kinds.size();
    }

    /** One context for each kind and encoding, and one for the plain encodings. */
    private static Proposal proposal(List<StoredObject> batch) {
        Map<String, Set<String>> kinds = new LinkedHashMap<>();
        for (StoredObject object : batch) {
            kinds.computeIfAbsent(object.identity().sopClassUid(), _ -> new LinkedHashSet<>())
                    .add(object.transferSyntax());
        }
        Proposal.Builder proposal = Proposal.builder().window(WINDOW, 1);
        kinds.forEach((sopClass, syntaxes) -> {
            syntaxes.forEach(syntax -> proposal.context(sopClass, List.of(syntax)));
            proposal.context(sopClass, TransferSyntaxes.PLAIN);
        });
        return proposal.build();
    }

    /** Sends; what is left after an association that we had to give up goes back to those that wait. */
    private void sendBatch(List<StoredObject> batch, Deque<StoredObject> waiting, Cancellation cancellation)
            throws IOException {
        try (Association association = Association.open(node, proposal(batch), io, cancellation);
                Exchange exchange = Exchange.plain(association, 0, 0, cancellation)) {
            Run run = new Run(association, exchange);
            for (int i = 0; i < batch.size(); i++) {
                if (cancellation.isCancelled()) {
                    return;
                }
                if (!run.send(batch.get(i))) {
                    batch.subList(i + 1, batch.size()).reversed().forEach(waiting::addFirst);
                    return;
                }
            }
            run.finish();
            association.release();
        } catch (NetworkException e) {
            if (e.problem() != Problem.CANCELLED) {
                throw e;
            }
        }
    }

    /** One association's worth. */
    private final class Run {
        private final Association association;
        private final Exchange exchange;
        private final Map<Integer, Sent> open = new LinkedHashMap<>();
        private final int window;

        private Run(Association association, Exchange exchange) {
            this.association = association;
            this.exchange = exchange;
            int agreed = association.negotiated().window();
            this.window = agreed == 0 ? WINDOW : Math.min(agreed, WINDOW);
        }

        /** Sends one object; false when the association was lost through a fault of the file. */
        private boolean send(StoredObject object) throws IOException {
            List<Negotiated.Context> contexts =
                    association.negotiated().contexts(object.identity().sopClassUid());
            Optional<ObjectSender.Way> way = ObjectSender.way(object, contexts);
            String uid = object.identity().sopInstanceUid();
            if (way.isEmpty()) {
                failed(uid, ObjectSender.refusal(object, contexts, node.display()));
                return true;
            }
            int messageId = association.nextMessageId();
            Command request = Command.request(
                            CommandField.C_STORE_RQ,
                            messageId,
                            object.identity().sopClassUid())
                    .with(CommandTag.AFFECTED_SOP_INSTANCE_UID, uid)
                    .with(CommandTag.PRIORITY, 0);
            if (originator.isPresent()) {
                request = request.with(
                                CommandTag.MOVE_ORIGINATOR_AE_TITLE,
                                originator.get().aeTitle())
                        .with(
                                CommandTag.MOVE_ORIGINATOR_MESSAGE_ID,
                                originator.get().messageId());
            }
            try {
                association.send(way.get().contextId(), request, way.get().source());
            } catch (SourceException e) {
                failed(uid, String.valueOf(e.getMessage()));
                if (!association.isOpen()) {
                    open.values().forEach(sent -> failed(sent.uid(), "its association was lost"));
                    return false;
                }
                return true;
            }
            open.put(messageId, new Sent(uid, Files.size(object.file())));
            while (open.size() >= window) {
                receive();
            }
            return true;
        }

        private void finish() throws IOException {
            while (!open.isEmpty()) {
                receive();
            }
        }

        private void receive() throws IOException {
            Message message = exchange.receive();
            Command response = message.command();
            Sent sent = open.remove(response.respondedTo());
            if (response.field() != (CommandField.C_STORE_RQ | CommandField.RESPONSE) || sent == null) {
                association.abort();
                throw new NetworkException(
                        Problem.PROTOCOL,
                        "%s answered C-STORE with %s".formatted(node.display(), response),
                        "The other side's program may be at fault.");
            }
            Status status = response.status();
            if (status.isSuccess() || status.isWarning()) {
                transferred++;
                progress.object(sent.uid(), Outcome.STORED, sent.bytes());
            } else {
                failed(sent.uid(), "%s does not keep it: %s".formatted(node.display(), status.words()));
            }
        }
    }

    private record Sent(String uid, long bytes) {}
}
