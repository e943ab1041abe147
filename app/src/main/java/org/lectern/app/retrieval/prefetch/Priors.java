package org.lectern.app.retrieval.prefetch;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lectern.app.retrieval.query.BodyRegion;
import org.lectern.app.retrieval.query.StudyAnswer;
import org.lectern.app.retrieval.query.StudyRow;

/**
 * Which other studies of a patient matter for an exam, and why. Pure: the same studies give the same choice, whatever the
 * order in which they were found.
 *
 * <p>Relevance is 3 for the same body region, 2 for a related one, 1 where a region is unknown; and 2 for the same
 * modality, 1 for one that it is compared with. A study of an unrelated region has none.
 */
public final class Priors {
    private static final int USUAL_IMAGES = 100; // of a study whose archive does not tell

    private Priors() {}

    private record Rated(StudyRow study, int relevance, String why) {}

    /** Decides about every other study; the chosen ones first, the most relevant and newest first. */
    public static List<Prior> choose(StudyAnswer exam, List<StudyRow> found, PriorRules rules) {
        List<Prior> left = new ArrayList<>();
        List<Rated> fit = new ArrayList<>();
        for (StudyRow row : found) {
            if (row.studyUid().equals(exam.studyUid())) {
                continue;
            }
            Rated rated = rate(exam, row, rules);
            Optional<String> against = against(exam, row, rules, rated);
            if (against.isPresent()) {
                left.add(new Prior(row, 0, false, against.get()));
            } else {
                fit.add(rated);
            }
        }
        List<Prior> priors = new ArrayList<>(bounded(fit, rules));
        priors.addAll(left);
        return priors;
    }

    private static List<Prior> bounded(List<Rated> fit, PriorRules rules) {
        fit.sort(Comparator.comparingInt(Rated::relevance)
                .reversed()
                .thenComparing(rated -> rated.study().shown().date().orElse(LocalDate.MIN), Comparator.reverseOrder())
                .thenComparing(rated -> rated.study().studyUid()));
        List<Prior> chosen = new ArrayList<>();
        List<Prior> left = new ArrayList<>();
        int images = 0;
        for (Rated rated : fit) {
            int more = rated.study().instances().orElse(USUAL_IMAGES);
            if (chosen.size() >= rules.newest()) {
                left.add(no(rated, "the rules fetch %d priors at most".formatted(rules.newest())));
            } else if (images + more > rules.images()) {
                left.add(no(rated, "with it there would be more than %d images of priors".formatted(rules.images())));
            } else {
                images += more;
                chosen.add(new Prior(rated.study(), rated.relevance(), true, rated.why()));
            }
        }
        chosen.addAll(left);
        return chosen;
    }

    private static Prior no(Rated rated, String why) {
        return new Prior(rated.study(), rated.relevance(), false, "%s, but %s".formatted(rated.why(), why));
    }

    private static Optional<String> against(StudyAnswer exam, StudyRow row, PriorRules rules, Rated rated) {
        StudyAnswer prior = row.shown();
        Optional<String> patient = otherPatient(exam, prior);
        if (patient.isPresent()) {
            return patient;
        }
        if (row.warnings().contains(StudyRow.Warning.OTHER_PATIENT_SAME_STUDY)) {
            return Optional.of("Another patient has a study with the same UID");
        }
        Optional<LocalDate> date = prior.date();
        if (exam.date().isPresent() && date.isPresent()) {
            if (date.get().isAfter(exam.date().get())) {
                return Optional.of("It is newer than the exam");
            }
            if (date.get().isBefore(exam.date().get().minusYears(rules.years()))) {
                return Optional.of("It is older than %d years".formatted(rules.years()));
            }
        }
        return rated.relevance() == 0 ? Optional.of(rated.why()) : Optional.empty();
    }

    /** Only the ID and who issued it make a patient; where an issuer is not told, the birth date must agree. */
    private static Optional<String> otherPatient(StudyAnswer exam, StudyAnswer prior) {
        if (exam.patientId().isEmpty() || !exam.patientId().equals(prior.patientId())) {
            return Optional.of("It is not of the same Patient ID");
        }
        if (exam.issuer().equals(prior.issuer())) {
            return Optional.empty();
        }
        boolean isUnknown = exam.issuer().isEmpty() || prior.issuer().isEmpty();
        boolean isSameBirth = exam.birthDate().isPresent() && exam.birthDate().equals(prior.birthDate());
        if (isUnknown && isSameBirth) {
            return Optional.empty();
        }
        return Optional.of(
                isUnknown
                        ? "Who issued its Patient ID is unknown and the birth date does not confirm it"
                        : "Its Patient ID is of another issuer");
    }

    private static Rated rate(StudyAnswer exam, StudyRow row, PriorRules rules) {
        Set<BodyRegion> ours = exam.regions();
        Set<BodyRegion> theirs = regions(row);
        int region;
        String regionWords;
        if (ours.isEmpty() || theirs.isEmpty()) {
            region = 1;
            regionWords = "body region unknown";
        } else if (ours.stream().anyMatch(theirs::contains)) {
            region = 3;
            regionWords = "same body region (%s)"
                    .formatted(words(ours.stream().filter(theirs::contains).collect(Collectors.toSet())));
        } else if (ours.stream().anyMatch(one -> theirs.stream().anyMatch(other -> rules.isRelated(one, other)))) {
            region = 2;
            regionWords = "related body region (%s for %s)".formatted(words(theirs), words(ours));
        } else {
            return new Rated(row, 0, "Another body region (%s for %s)".formatted(words(theirs), words(ours)));
        }
        List<String> own = exam.modalities();
        List<String> other = row.shown().modalities();
        if (own.stream().anyMatch(other::contains)) {
            return new Rated(row, region + 2, capital(regionWords + ", same modality"));
        }
        if (own.stream().anyMatch(one -> other.stream().anyMatch(two -> rules.isAlike(one, two)))) {
            return new Rated(
                    row,
                    region + 1,
                    capital("%s, %s is compared with %s"
                            .formatted(regionWords, String.join(" ", own), String.join(" ", other))));
        }
        return new Rated(row, region, capital(regionWords + ", other modality"));
    }

    /** Whatever any archive says about where it looks. */
    private static Set<BodyRegion> regions(StudyRow row) {
        return row.answers().stream()
                .flatMap(answer -> answer.regions().stream())
                .collect(Collectors.toSet());
    }

    private static String words(Set<BodyRegion> regions) {
        return regions.stream().sorted().map(BodyRegion::toString).collect(Collectors.joining(", "));
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
