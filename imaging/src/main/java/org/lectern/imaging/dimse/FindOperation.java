package org.lectern.imaging.dimse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dimse.association.Association;
import org.lectern.imaging.dimse.association.Message;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.message.Status;

/** C-FIND as provider (PS3.4 section C.4.1.3). */
final class FindOperation extends Operation {
    private final QueryProvider provider;
    private final Inquiry inquiry;

    FindOperation(Association association, Message message, QueryProvider provider, Inquiry inquiry) {
        super(association, message);
        this.provider = provider;
        this.inquiry = inquiry;
    }

    @Override
    Optional<Command> work() throws IOException {
        provider.find(inquiry, this::match, cancellation());
        return Optional.of(request().response(cancellation().isCancelled() ? Status.CANCEL : Status.SUCCESS));
    }

    private void match(DataSet match) {
        if (cancellation().isCancelled()) {
            return;
        }
        try {
            association().send(contextId(), request().response(Status.PENDING), match);
        } catch (IOException e) {
            cancel();
            throw new UncheckedIOException(e);
        }
    }
}
