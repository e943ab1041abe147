package org.lectern.imaging.dimse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.lectern.imaging.dimse.association.Association;
import org.lectern.imaging.dimse.association.Association.SourceException;
import org.lectern.imaging.dimse.association.Message;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.message.CommandField;
import org.lectern.imaging.dimse.message.CommandTag;
import org.lectern.imaging.dimse.message.Status;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

/** C-GET as provider (PS3.4 section C.4.3.3): objects go over the association of the request. */
final class GetOperation extends Operation {
    private final RetrieveProvider provider;
    private final Inquiry inquiry;
    private final BlockingQueue<Optional<Command>> responses = new LinkedBlockingQueue<>(16);
    private final List<String> failed = new ArrayList<>();
    private int openId = -1;

    GetOperation(Association association, Message message, RetrieveProvider provider, Inquiry inquiry) {
        super(association, message);
        this.provider = provider;
        this.inquiry = inquiry;
    }

    @Override
    void offer(Command response) {
        if (!responses.offer(Optional.of(response))) {
            association().abort(); // nobody asked for so many
        }
    }

    @Override
    void gone() {
        cancel();
        if (!responses.offer(Optional.empty())) {
            responses.clear();
            responses.add(Optional.empty());
        }
    }

    @Override
    Optional<Command> work() throws IOException {
        List<Path> files = provider.select(inquiry);
        SubOperations counts = new SubOperations(files.size(), 0, 0, 0);
        for (Path file : files) {
            if (cancellation().isCancelled()) {
                break;
            }
            counts = store(file, counts);
            association().send(contextId(), counts.into(request().response(Status.PENDING), true));
        }
        RetrieveEnd.answer(this, counts, failed);
        return Optional.empty();
    }

    private SubOperations store(Path file, SubOperations counts) throws IOException {
        StoredObject object;
        try {
            object = StoredObject.of(file);
        } catch (IOException e) {
            return counts.failedOne();
        }
        String sopClass = object.identity().sopClassUid();
        Optional<ObjectSender.Way> way = association().negotiated().requestorProvides(sopClass)
                ? ObjectSender.way(object, association().negotiated().contexts(sopClass))
                : Optional.empty();
        if (way.isEmpty()) {
            failed.add(object.identity().sopInstanceUid());
            return counts.failedOne();
        }
        openId = association().nextMessageId();
        Command request = Command.request(CommandField.C_STORE_RQ, openId, sopClass)
                .with(CommandTag.AFFECTED_SOP_INSTANCE_UID, object.identity().sopInstanceUid())
                .with(CommandTag.PRIORITY, 0);
        try {
            association().send(way.get().contextId(), request, way.get().source());
        } catch (SourceException e) {
            failed.add(object.identity().sopInstanceUid());
            return counts.failedOne();
        }
        Status status = awaitResponse().status();
        if (status.isFailure()) {
            failed.add(object.identity().sopInstanceUid());
            return counts.failedOne();
        }
        return status.isWarning() ? counts.warnedOne() : counts.completedOne();
    }

    private Command awaitResponse() throws IOException {
        long until = System.nanoTime() + association().timeouts().response().toNanos();
        try {
            while (true) {
                Optional<Command> response = Optional.ofNullable(
                                responses.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS))
                        .flatMap(heard -> heard);
                if (response.isEmpty()) {
                    association().abort();
                    throw new NetworkException(
                            Problem.CUT, association().peer() + " did not answer a C-STORE", "Trying again may help.");
                }
                if (response.get().respondedTo() == openId) {
                    return response.get();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetworkException(Problem.CANCELLED, "The program is ending", "", e);
        }
    }
}
