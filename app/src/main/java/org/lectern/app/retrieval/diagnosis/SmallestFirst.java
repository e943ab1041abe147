package org.lectern.app.retrieval.diagnosis;

import java.util.Comparator;
import java.util.List;
import org.lectern.imaging.data.DataSet;

/** Which of some answers is the least burden to fetch. */
final class SmallestFirst {
    private SmallestFirst() {}

    static DataSet pick(List<DataSet> answers, int count) {
        return answers.stream()
                .min(Comparator.comparingInt(answer -> answer.integer(count).orElse(Integer.MAX_VALUE)))
                .orElseThrow();
    }
}
