package org.lectern.imaging.dimse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.lectern.imaging.dimse.association.Association;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.Message;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.message.CommandTag;
import org.lectern.imaging.dimse.message.Status;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink.Outcome;

/** C-MOVE as provider (PS3.4 section C.4.2.3): objects go over an association of our own to the destination. */
final class MoveOperation extends Operation implements TransferProgress {
    private final RetrieveProvider provider;
    private final Inquiry inquiry;
    private final ExecutorService io;
    private final List<String> failed = new ArrayList<>();
    private SubOperations counts = SubOperations.NONE;

    MoveOperation(
            Association association, Message message, RetrieveProvider provider, Inquiry inquiry, ExecutorService io) {
        super(association, message);
        this.provider = provider;
        this.inquiry = inquiry;
        this.io = io;
    }

    @Override
    Optional<Command> work() throws IOException {
        DimseNode destination = request()
                .text(CommandTag.MOVE_DESTINATION)
                .flatMap(provider::destination)
                .orElseThrow(() -> new ProviderException(
                        Status.MOVE_DESTINATION_UNKNOWN, "the move destination is not known here"));
        List<Path> files = provider.select(inquiry);
        counts = new SubOperations(files.size(), 0, 0, 0);
        StoreUser.Originator originator = new StoreUser.Originator(
                association().negotiated().callingAe(), request().messageId());
        try {
            new StoreUser(destination, io, this, Optional.of(originator)).store(files, cancellation());
        } catch (NetworkException e) {
            failRest();
        }
        RetrieveEnd.answer(this, counts, failed);
        return Optional.empty();
    }

    private void failRest() {
        if (!cancellation().isCancelled()) {
            counts = new SubOperations(0, counts.completed(), counts.failed() + counts.remaining(), counts.warning());
        }
    }

    @Override
    public void object(String sopInstanceUid, Outcome outcome, long bytes) {
        counts = counts.completedOne();
        tell();
    }

    @Override
    public void failed(String sopInstanceUid, String why) {
        failed.add(sopInstanceUid);
        counts = counts.failedOne();
        tell();
    }

    private void tell() {
        try {
            association().send(contextId(), counts.into(request().response(Status.PENDING), true));
        } catch (IOException e) {
            cancel(); // who asked is gone
        }
    }
}
