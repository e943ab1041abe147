package org.lectern.imaging.dimse;

import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.dimse.message.CommandTag;

/** Sub-operations of a C-MOVE or C-GET as the peer counts them (PS3.7 sections 9.1.3 and 9.1.4); 0 where it does not say. */
public record SubOperations(int remaining, int completed, int failed, int warning) {
    /** Nothing said. */
    public static final SubOperations NONE = new SubOperations(0, 0, 0, 0);

    static SubOperations of(Command response) {
        return new SubOperations(
                response.number(CommandTag.REMAINING_SUB_OPERATIONS).orElse(0),
                response.number(CommandTag.COMPLETED_SUB_OPERATIONS).orElse(0),
                response.number(CommandTag.FAILED_SUB_OPERATIONS).orElse(0),
                response.number(CommandTag.WARNING_SUB_OPERATIONS).orElse(0));
    }

    Command into(Command response, boolean withRemaining) {
        Command counted = response.with(CommandTag.COMPLETED_SUB_OPERATIONS, completed)
                .with(CommandTag.FAILED_SUB_OPERATIONS, failed)
                .with(CommandTag.WARNING_SUB_OPERATIONS, warning);
        return withRemaining ? counted.with(CommandTag.REMAINING_SUB_OPERATIONS, remaining) : counted;
    }

    SubOperations completedOne() {
        return new SubOperations(remaining - 1, completed + 1, failed, warning);
    }

    SubOperations warnedOne() {
        return new SubOperations(remaining - 1, completed, failed, warning + 1);
    }

    SubOperations failedOne() {
        return new SubOperations(remaining - 1, completed, failed + 1, warning);
    }
}
