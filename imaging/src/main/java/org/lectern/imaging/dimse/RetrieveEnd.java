package org.lectern.imaging.dimse;

import java.io.IOException;
import java.util.List;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.message.Status;

/** The final response to a C-MOVE or C-GET, with the objects that failed (PS3.4 section C.4.2.1.4.2). */
final class RetrieveEnd {
    private static final int MOST_NAMED = 900; // what fits a value of UIDs

    private RetrieveEnd() {}

    static void answer(Operation operation, SubOperations counts, List<String> failed) throws IOException {
        if (!operation.association().isOpen()) {
            return;
        }
        boolean cancelled = operation.cancellation().isCancelled() && counts.remaining() > 0;
        int status = cancelled
                ? Status.CANCEL
                : counts.failed() == 0
                        ? Status.SUCCESS
                        : counts.completed() + counts.warning() == 0
                                ? Status.OUT_OF_RESOURCES_SUB_OPERATIONS
                                : Status.SUB_OPERATIONS_WITH_FAILURES;
        Command response = counts.into(operation.request().response(status), cancelled);
        if (failed.isEmpty()) {
            operation.association().send(operation.contextId(), response);
            return;
        }
        DataSet named = DataSet.builder()
                .text(
                        Tag.FailedSOPInstanceUIDList,
                        failed.stream().limit(MOST_NAMED).toArray(String[]::new))
                .build();
        operation.association().send(operation.contextId(), response, named);
    }
}
