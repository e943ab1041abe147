package org.lectern.imaging.dimse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.lectern.imaging.dimse.association.Association;
import org.lectern.imaging.dimse.association.Message;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.message.Status;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A request of a peer that takes its time. A failure is answered with a status, and ends nothing else. */
abstract class Operation implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Operation.class);

    private final Association association;
    private final int contextId;
    private final Command request;
    private final Cancellation cancellation = new Cancellation();

    Operation(Association association, Message message) {
        this.association = association;
        this.contextId = message.context().id();
        this.request = message.command();
    }

    /** Does the work up to the final response, which it answers. */
    abstract Optional<Command> work() throws IOException;

    /** Hears a response of the peer to a request of ours. */
    void offer(Command response) {}

    Association association() {
        return association;
    }

    int contextId() {
        return contextId;
    }

    Command request() {
        return request;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    void cancel() {
        cancellation.cancel();
    }

    /** The association is over. */
    void gone() {
        cancel();
    }

    @Override
    public void run() {
        try {
            Optional<Command> last = attempt();
            if (last.isPresent() && association.isOpen()) {
                association.send(contextId, last.get());
            }
        } catch (IOException e) {
            LOG.info("The answer to {} could not be sent: {}", association.peer(), e.getMessage());
        }
    }

    private Optional<Command> attempt() {
        try {
            return work();
        } catch (ProviderException e) {
            return Optional.of(request.response(e.status()).withComment(String.valueOf(e.getMessage())));
        } catch (NetworkException e) {
            return cancellation.isCancelled() ? Optional.of(request.response(Status.CANCEL)) : Optional.of(failure(e));
        } catch (IOException | UncheckedIOException e) {
            return Optional.of(failure(e));
        } catch (RuntimeException e) {
            LOG.warn("A request of {} failed by a fault of ours", association.peer(), e);
            return Optional.of(failure(e));
        }
    }

    private Command failure(Exception cause) {
        LOG.warn(
                "A request of {} failed: {}",
                association.peer(),
                cause.getClass().getSimpleName());
        return request.response(Status.UNABLE_TO_PROCESS).withComment("the request failed at this station");
    }
}
