package org.lectern.imaging.dimse.message;

/** How an operation went (PS3.7 Annex C, PS3.4 sections B.2.3, C.4 and J.3). */
public record Status(int code) {
    public static final int SUCCESS = 0x0000;
    public static final int CANCEL = 0xFE00;
    public static final int PENDING = 0xFF00;
    public static final int PENDING_KEYS_IGNORED = 0xFF01;
    public static final int PROCESSING_FAILURE = 0x0110;
    public static final int DUPLICATE_INSTANCE = 0x0111;
    public static final int NO_SUCH_OBJECT = 0x0112;
    public static final int NO_SUCH_SOP_CLASS = 0x0118;
    public static final int CLASS_INSTANCE_CONFLICT = 0x0119;
    public static final int SOP_CLASS_NOT_SUPPORTED = 0x0122;
    public static final int NOT_AUTHORIZED = 0x0124;
    public static final int DUPLICATE_INVOCATION = 0x0210;
    public static final int UNRECOGNIZED_OPERATION = 0x0211;
    public static final int MISTYPED_ARGUMENT = 0x0212;
    public static final int RESOURCE_LIMITATION = 0x0213;
    public static final int OUT_OF_RESOURCES = 0xA700;
    public static final int OUT_OF_RESOURCES_SUB_OPERATIONS = 0xA702;
    public static final int MOVE_DESTINATION_UNKNOWN = 0xA801;
    public static final int DOES_NOT_MATCH_SOP_CLASS = 0xA900;
    public static final int UNABLE_TO_PROCESS = 0xC000;
    public static final int SUB_OPERATIONS_WITH_FAILURES = 0xB000;

    /** Whether everything went well. */
    public boolean isSuccess() {
        return code == SUCCESS;
    }

    /** Whether more answers follow. */
    public boolean isPending() {
        return code == PENDING || code == PENDING_KEYS_IGNORED;
    }

    /** Whether it ended because we asked for the end. */
    public boolean isCancelled() {
        return code == CANCEL;
    }

    /** Whether it was done, with a remark. */
    public boolean isWarning() {
        return code >>> 12 == 0xB || code == 0x0001 || code == 0x0107 || code == 0x0116;
    }

    /** Whether it was not done. */
    public boolean isFailure() {
        return !isSuccess() && !isPending() && !isCancelled() && !isWarning();
    }

    /** The code as four hexadecimal digits. */
    public String hex() {
        return "%04X".formatted(code);
    }

    /** The code in words; {@link #remedy()} says what to do. */
    public String words() {
        String words = switch (code) {
            case SUCCESS -> "done";
            case CANCEL -> "cancelled";
            case PENDING, PENDING_KEYS_IGNORED -> "under way";
            case PROCESSING_FAILURE -> "it failed while it worked on it";
            case DUPLICATE_INSTANCE -> "it has an object of that identity already";
            case NO_SUCH_OBJECT -> "it has no such object";
            case NO_SUCH_SOP_CLASS, SOP_CLASS_NOT_SUPPORTED -> "it does not support this kind of object";
            case CLASS_INSTANCE_CONFLICT -> "class and instance do not belong together";
            case NOT_AUTHORIZED -> "we are not allowed to";
            case DUPLICATE_INVOCATION -> "the message id is in use";
            case UNRECOGNIZED_OPERATION -> "it does not know this operation";
            case MISTYPED_ARGUMENT -> "a parameter is of the wrong kind";
            case RESOURCE_LIMITATION -> "it lacks resources";
            case MOVE_DESTINATION_UNKNOWN -> "it does not know the destination's AE title";
            case SUB_OPERATIONS_WITH_FAILURES -> "done, but some objects failed or were changed";
            default ->
                switch (code >>> 8) {
                    case 0xA7 -> "it lacks resources, such as room on its disk";
                    case 0xA8 -> "it does not support this service";
                    case 0xA9 -> "the data does not fit the kind of object or the kind of query";
                    case 0xB0 -> "done, with a remark";
                    default ->
                        switch (code >>> 12) {
                            case 0xC -> "it could not understand or process it";
                            case 0xB -> "done, with a remark";
                            default -> "it failed";
                        };
                };
        };
        return "%s (status %s)".formatted(words, hex());
    }

    /** What to do about a failure; empty when nothing can be said. */
    public String remedy() {
        return switch (code) {
            case MOVE_DESTINATION_UNKNOWN -> "Its administrator must enter our AE title with our host name and port.";
            case NOT_AUTHORIZED -> "Its administrator must allow our AE title to do this.";
            case NO_SUCH_SOP_CLASS, SOP_CLASS_NOT_SUPPORTED, UNRECOGNIZED_OPERATION ->
                "Its administrator can tell what it supports.";
            default ->
                code >>> 8 == 0xA7 || code == RESOURCE_LIMITATION
                        ? "Its administrator must make room; try again later."
                        : isFailure() ? "Its log says why." : "";
        };
    }
}
