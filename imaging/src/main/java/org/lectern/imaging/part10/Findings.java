package org.lectern.imaging.part10;

import java.util.ArrayList;
import java.util.List;
import org.lectern.imaging.data.Finding;

/** Collects findings, as many as a person may want to read. */
final class Findings {
    private static final int MOST = 100;

    private final List<Finding> list = new ArrayList<>();

    void add(String what, int tag, long offset) {
        if (list.size() < MOST) {
            list.add(new Finding(what, tag, offset));
        } else if (list.size() == MOST) {
            list.add(new Finding("Further findings are not listed", 0, -1));
        }
    }

    List<Finding> list() {
        return List.copyOf(list);
    }
}
