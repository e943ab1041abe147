package org.lectern.imaging.study;

import java.util.List;

/** Splits a series into display sets. */
final class SeriesSplitter {
    private SeriesSplitter() {}

    static List<DisplaySet> split(String seriesUid, List<Instance> instances) {
        return List.of();
    }
}
