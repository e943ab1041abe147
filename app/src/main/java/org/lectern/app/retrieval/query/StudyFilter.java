package org.lectern.app.retrieval.query;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.lectern.imaging.archive.SearchText;

/** Whether an answer is one to the question: archives ignore keys that they do not know, and some say anything. */
final class StudyFilter {
    private final SearchCriteria criteria;
    private final LocalDate today;
    private final List<String> text;
    private final List<String> name;
    private final List<String> description;
    private final Pattern patientId;
    private final Pattern accession;

    StudyFilter(SearchCriteria criteria, LocalDate today) {
        this.criteria = criteria;
        this.today = today;
        this.text = StudyQuestions.required(criteria.text());
        this.name = criteria.isFuzzy() ? List.of() : StudyQuestions.required(criteria.patientName());
        this.description = StudyQuestions.required(criteria.description());
        this.patientId = glob(criteria.patientId());
        this.accession = glob(criteria.accession());
    }

    boolean accepts(StudyAnswer answer) {
        return acceptsHere(answer)
                && holds(name, answer.patientName())
                && holds(description, answer.description())
                && (criteria.isFuzzy()
                        || holds(
                                text,
                                answer.patientName(),
                                answer.patientId(),
                                answer.accession(),
                                answer.description()));
    }

    /** The same for the archive of this computer, whose index has compared the words already. */
    boolean acceptsHere(StudyAnswer answer) {
        return (criteria.patientId().isEmpty()
                        || patientId.matcher(answer.patientId()).matches())
                && (criteria.accession().isEmpty()
                        || accession.matcher(answer.accession()).matches())
                && isIssuer(answer.issuer())
                && criteria.dates().contains(answer.date(), today)
                && isModality(answer.modalities())
                && isRegion(answer);
    }

    private boolean isIssuer(String issuer) {
        return criteria.issuer().isEmpty() || issuer.isEmpty() || issuer.equals(criteria.issuer());
    }

    /** Modalities in Study is optional to answer; an archive that keeps it to itself hides nothing. */
    private boolean isModality(List<String> modalities) {
        return criteria.modalities().isEmpty()
                || modalities.isEmpty()
                || !Collections.disjoint(criteria.modalities(), modalities);
    }

    private boolean isRegion(StudyAnswer answer) {
        return criteria.bodyPart().isEmpty() || !Collections.disjoint(criteria.bodyPart(), answer.regions());
    }

    private static boolean holds(List<String> words, String... parts) {
        if (words.isEmpty()) {
            return true;
        }
        String stored = SearchText.stored(parts);
        return words.stream().allMatch(stored::contains);
    }

    private static Pattern glob(String text) {
        StringBuilder pattern = new StringBuilder();
        for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
            pattern.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
