package org.lectern.imaging.dimse;

import java.io.IOException;
import java.time.Duration;
import org.lectern.imaging.dictionary.Dictionary;
import org.lectern.imaging.dimse.association.Association;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.Message;
import org.lectern.imaging.dimse.association.Negotiated;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.message.CommandField;
import org.lectern.imaging.dimse.message.CommandTag;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

/** One request as user, and the messages that answer it. */
final class Exchange implements AutoCloseable {
    private final Association association;
    private final int contextId;
    private final int messageId;
    private final Cancellation.Registration cancelling;
    private volatile boolean cancelled;

    private Exchange(Association association, int contextId, int messageId, Cancellation cancellation, boolean asks) {
        this.association = association;
        this.contextId = contextId;
        this.messageId = messageId;
        this.cancelling = cancellation.onCancel(() -> cancel(asks));
    }

    /** The accepted context of a service, or why there is none. */
    static Negotiated.Context context(Association association, DimseNode node, String sopClassUid)
            throws NetworkException {
        return association.negotiated().contexts(sopClassUid).stream()
                .findFirst()
                .orElseThrow(() -> new NetworkException(
                        Problem.NOT_SUPPORTED,
                        "%s does not offer %s"
                                .formatted(
                                        node.display(),
                                        Dictionary.uidName(sopClassUid).orElse(sopClassUid)),
                        "Its administrator can tell whether the service is switched off or not allowed for %s."
                                .formatted(node.ourAeTitle())));
    }

    /** A request that the peer can be asked to cancel (C-CANCEL). */
    static Exchange cancellable(Association association, int contextId, int messageId, Cancellation cancellation) {
        return new Exchange(association, contextId, messageId, cancellation, true);
    }

    /** A request that is ended by ending the association. */
    static Exchange plain(Association association, int contextId, int messageId, Cancellation cancellation) {
        return new Exchange(association, contextId, messageId, cancellation, false);
    }

    /** Asks the peer to end the work, and ends it ourselves when it does not. Never blocks. */
    private void cancel(boolean asks) {
        cancelled = true;
        association.endAfter(asks ? association.timeouts().cancel() : Duration.ofMillis(1));
        if (asks) {
            association.aside(this::sendCancel);
        }
    }

    private void sendCancel() {
        try {
            association.send(
                    contextId,
                    Command.of(CommandField.C_CANCEL_RQ).with(CommandTag.MESSAGE_ID_RESPONDED_TO, messageId));
        } catch (IOException e) {
            association.abort(); // whoever waits for the answer tells
        }
    }

    /** Asks the peer to end the work because we have enough. */
    void enough() {
        if (!cancelled) {
            cancel(true);
        }
    }

    boolean isCancelled() {
        return cancelled;
    }

    /** The next message; a release in between is a failure. */
    Message receive() throws IOException {
        return association
                .receive()
                .orElseThrow(() -> new NetworkException(
                        Problem.CUT,
                        association.peer() + " released the association before it had answered",
                        "Trying again may help."));
    }

    /** Whether this message answers our request with this command. */
    void requireAnswer(Message message, int requestField) throws IOException {
        Command command = message.command();
        if (command.field() != (requestField | CommandField.RESPONSE) || command.respondedTo() != messageId) {
            association.abort();
            throw new NetworkException(
                    Problem.PROTOCOL,
                    "%s answered our %s with %s"
                            .formatted(association.peer(), CommandField.name(requestField), command),
                    "The other side's program may be at fault.");
        }
    }

    /** A failure that the peer reports. */
    NetworkException refused(Command response, String what) {
        return new NetworkException(
                Problem.REMOTE_FAILURE,
                "%s did not %s: %s"
                        .formatted(association.peer(), what, response.status().words()),
                response.status().remedy());
    }

    @Override
    public void close() {
        cancelling.close();
    }
}
