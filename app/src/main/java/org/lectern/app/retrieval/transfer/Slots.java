package org.lectern.app.retrieval.transfer;

import java.util.HashMap;
import java.util.Map;

/** How many transfers run, in all and with each site. Guarded by the list of transfers. */
final class Slots {
    private final int most;
    private final Map<String, Integer> taken = new HashMap<>();
    private int all;

    Slots(int most) {
        this.most = most;
    }

    boolean isFree(String site, int ofSite) {
        return all < most && taken.getOrDefault(site, 0) < ofSite;
    }

    boolean isFull() {
        return all >= most;
    }

    void take(String site) {
        all++;
        taken.merge(site, 1, Integer::sum);
    }

    void give(String site) {
        all--;
        taken.merge(site, -1, Integer::sum);
    }

    int taken(String site) {
        return taken.getOrDefault(site, 0);
    }
}
