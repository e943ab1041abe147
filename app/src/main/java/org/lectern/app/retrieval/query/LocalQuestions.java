package org.lectern.app.retrieval.query;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.lectern.app.retrieval.Site;
import org.lectern.imaging.archive.StudyQuery;

/** Criteria as a question to the archive of this computer; the filter does what its question cannot say. */
final class LocalQuestions {
    private LocalQuestions() {}

    static List<StudyAnswer> of(SearchCriteria criteria, LocalDate today, int limit, LocalStudies local)
            throws IOException {
        StudyQuery query = new StudyQuery(
                open(criteria.text()),
                open(criteria.patientName()),
                exact(criteria.patientId()),
                exact(criteria.accession()),
                open(criteria.description()),
                criteria.modalities(),
                criteria.dates().first(today),
                criteria.dates().last(today),
                limit);
        return local.studies(query).stream()
                .map(study -> StudyAnswer.of(study, Site.HERE))
                .toList();
    }

    private static String open(String words) {
        return words.replace('*', ' ').replace('?', ' ');
    }

    private static String exact(String text) {
        return text.contains("*") || text.contains("?") ? "" : text;
    }
}
