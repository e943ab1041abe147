package org.lectern.imaging.dicomweb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

/**
 * What a server says became of the objects it was sent (PS3.18 section 10.5.3, PS3.3 section C.12.1.1): those that it
 * names as stored are, those that it names as failed or does not name are not.
 */
final class StoreAnswer {
    private final Set<String> stored = new HashSet<>();
    private final Map<String, String> failed = new HashMap<>();
    private final boolean tooLarge;
    private boolean silent;
    private boolean fails;

    private StoreAnswer(boolean tooLarge) {
        this.tooLarge = tooLarge;
    }

    static StoreAnswer tooLarge() {
        return new StoreAnswer(true);
    }

    /** Reads an answer; one that speaks of no single objects is a failure of all. */
    static StoreAnswer read(Reply reply, String what) throws NetworkException {
        boolean spoken =
                reply.mediaType().isJson() && (reply.isSuccess() || reply.status() == 409 || reply.status() == 400);
        if (!spoken) {
            if (!reply.isSuccess()) {
                throw Failures.refused(reply, what);
            }
            if (!reply.mediaType().type().isEmpty()) {
                throw Failures.wrongType(reply, what);
            }
        }
        StoreAnswer answer = new StoreAnswer(false);
        List<DataSet> dataSets = new ArrayList<>();
        if (spoken && !reply.header("content-length").equals(Optional.of("0"))) {
            try {
                JsonAnswers.read(reply, what, (tag, uri) -> Optional.empty(), dataSets::add);
            } catch (NetworkException e) {
                if (!reply.isSuccess()) {
                    throw Failures.refused(reply, what);
                }
                throw e;
            }
        }
        dataSets.forEach(answer::add);
        answer.silent = answer.stored.isEmpty() && answer.failed.isEmpty();
        answer.fails = !reply.isSuccess();
        if (answer.silent && answer.fails) {
            throw Failures.refused(reply, what);
        }
        if (answer.silent && dataSets.isEmpty() && reply.status() != 200) {
            throw new NetworkException(
                    Problem.PROTOCOL,
                    "%s answered %d to %s and not what became of them".formatted(reply.peer(), reply.status(), what),
                    "Look whether they are there before sending them again.");
        }
        return answer;
    }

    private void add(DataSet dataSet) {
        for (DataSet item : dataSet.items(Tag.ReferencedSOPSequence)) {
            item.text(Tag.ReferencedSOPInstanceUID).ifPresent(stored::add);
        }
        for (DataSet item : dataSet.items(Tag.FailedSOPSequence)) {
            int reason = item.integer(Tag.FailureReason).orElse(-1);
            item.text(Tag.ReferencedSOPInstanceUID).ifPresent(uid -> failed.put(uid, words(reason)));
        }
    }

    boolean isTooLarge() {
        return tooLarge;
    }

    /** Why an object was not stored; empty where it was. */
    Optional<String> refusal(String sopInstanceUid) {
        Optional<String> why = Optional.ofNullable(failed.get(sopInstanceUid));
        if (why.isPresent() || stored.contains(sopInstanceUid)) {
            return why;
        }
        return silent ? Optional.empty() : Optional.of("The server does not say that it stored it");
    }

    /** Failure Reason (0008,1197): PS3.18 table 10.5.3-2, PS3.4 table B.2-1, PS3.3 section C.14.1.1. */
    static String words(int reason) {
        String code = reason < 0 ? "no reason" : "%04X".formatted(reason);
        String words = switch (reason) {
            case 0x0110 -> "the server failed while it processed it";
            case 0x0111 -> "it is there already under this SOP Instance UID";
            case 0x0112 -> "there is no such instance";
            case 0x0117 -> "its SOP Instance UID is not valid";
            case 0x0119 -> "its class conflicts with an earlier one";
            case 0x0122 -> "the server does not store this SOP class";
            case 0x0124 -> "we are not allowed to store it";
            case 0x0131 -> "it is in use there";
            case 0x0213 -> "the server lacks resources";
            case 0xC122 -> "the server does not store this transfer syntax";
            default -> general(reason);
        };
        return "Refused: %s (%s)".formatted(words, code);
    }

    private static String general(int reason) {
        return switch (reason >>> 8) {
            case 0xA7 -> "the server is out of resources";
            case 0xA9 -> "its data set does not match its SOP class";
            case -1 >>> 8 -> "the server does not say why";
            default -> reason >>> 12 == 0xC ? "the server cannot understand it" : "the server does not say why";
        };
    }
}
