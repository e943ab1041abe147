package org.lectern.imaging.archive;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The objects that wait to be committed, over all receivers of this process. Safe for several threads. */
final class Arriving {
    private final Map<String, Staged> objects = new ConcurrentHashMap<>();

    /** Announces an object, unless another one of this SOP Instance UID waits already, which is answered. */
    Optional<Staged> announce(String sopUid, Staged staged) {
        return Optional.ofNullable(objects.putIfAbsent(sopUid, staged));
    }

    /** It waits no longer. */
    void settled(Staged staged) {
        objects.computeIfPresent(
                staged.object().sopUid(), (_, waiting) -> waiting.source().equals(staged.source()) ? null : waiting);
    }
}
