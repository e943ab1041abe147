package org.lectern.imaging.dicomweb;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.network.ObjectSink;

/** Counts a transfer and tells the listener. Used by one thread. */
final class Tally {
    private static final int MOST_FAILURES = 10_000;

    private final TransferListener listener;
    private final Map<String, String> failures = new LinkedHashMap<>();
    private int transferred;

    Tally(TransferListener listener) {
        this.listener = listener;
    }

    int transferred() {
        return transferred;
    }

    void object(String sopInstanceUid, ObjectSink.Outcome outcome, long bytes) {
        transferred++;
        listener.object(sopInstanceUid, outcome, bytes);
    }

    /** An object that failed, or a part of which no more is known than its number. */
    void failed(String sopInstanceUid, String elseName, String why) throws NetworkException {
        failures.put(sopInstanceUid.isEmpty() ? elseName : sopInstanceUid, why);
        listener.failed(sopInstanceUid, why);
        if (failures.size() >= MOST_FAILURES) {
            throw new NetworkException(
                    Problem.PROTOCOL, "More than %d objects failed; given up".formatted(MOST_FAILURES), "");
        }
    }

    TransferOutcome end(boolean cancelled) {
        return new TransferOutcome(transferred, failures, cancelled);
    }
}
