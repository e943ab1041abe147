package org.lectern.app.retrieval.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lectern.app.retrieval.query.StudyRow.Warning;

/**
 * Answers of all sites, merged. Not for use by several threads.
 *
 * <p>Answers with one Study Instance UID make one row when they are surely of one patient: the same Patient ID of the same
 * issuer; an answer whose issuer is unknown joins only where there is no choice. Without an ID, name and birth date must
 * both be there and be equal. What the rows hold does not depend on the order of arrival; a row's id is the first
 * answer's and stays.
 */
final class StudyTable {
    private final List<String> siteOrder;
    private final int limit;
    private final Map<String, Group> studies = new LinkedHashMap<>(); // mostly in order already, which sorts quickly
    private long nextId = 1;
    private int size;
    private int leftOut;

    /** A table of at most so many answers. */
    StudyTable(List<String> siteOrder, int limit) {
        this.siteOrder = List.copyOf(siteOrder);
        this.limit = limit;
    }

    /** All answers for one UID with the rows made of them. */
    private static final class Group {
        private final Map<AnswerKey, Answer> answers = new LinkedHashMap<>();
        private List<StudyRow> rows = List.of();
        private boolean isStale = true;
    }

    private record AnswerKey(String site, String patientId, String issuer, String otherwise) {
        static AnswerKey of(StudyAnswer answer) {
            String otherwise = answer.patientId().isEmpty()
                    ? answer.patientName() + "\n"
                            + answer.birthDate().map(Object::toString).orElse("")
                    : "";
            return new AnswerKey(answer.site(), answer.patientId(), answer.issuer(), otherwise);
        }
    }

    private record Answer(long id, StudyAnswer study, long round) {}

    /** Adds an answer or replaces what the same site said before; answers whether it is listed. */
    boolean put(StudyAnswer study, long round) {
        Group group = studies.get(study.studyUid());
        AnswerKey key = AnswerKey.of(study);
        Answer before = group == null ? null : group.answers.get(key);
        if (before == null && size >= limit) {
            leftOut++;
            return false;
        }
        if (group == null) {
            group = new Group();
            studies.put(study.studyUid(), group);
        }
        if (before == null) {
            size++;
        }
        group.answers.put(key, new Answer(before == null ? nextId++ : before.id(), study, round));
        group.isStale |= before == null || !before.study().equals(study);
        return true;
    }

    /** Forgets what a site said in earlier rounds only. */
    void forgetBefore(String site, long round) {
        studies.values().removeIf(group -> {
            int before = group.answers.size();
            group.answers.values().removeIf(answer -> answer.study().site().equals(site) && answer.round() < round);
            if (group.answers.size() != before) {
                group.isStale = true;
                size -= before - group.answers.size();
            }
            return group.answers.isEmpty();
        });
    }

    /** Answers that did not fit. */
    int leftOut() {
        return leftOut;
    }

    /** The rows in some order. */
    List<StudyRow> rows() {
        List<StudyRow> all = new ArrayList<>(studies.size() + 16);
        for (Group group : studies.values()) {
            if (group.isStale) {
                group.rows = group.answers.size() == 1
                        ? List.of(alone(group.answers.values().iterator().next()))
                        : merge(group.answers.values().stream()
                                .sorted(Comparator.comparingLong(Answer::id))
                                .toList());
                group.isStale = false;
            }
            all.addAll(group.rows);
        }
        return all;
    }

    /** What most studies are: told by one site only. */
    private static StudyRow alone(Answer answer) {
        StudyAnswer study = answer.study();
        return new StudyRow(
                answer.id(),
                study,
                List.of(study),
                study.patientId().isEmpty() ? Set.of(Warning.NO_PATIENT_ID) : Set.of());
    }

    private List<StudyRow> merge(List<Answer> answers) {
        List<List<Answer>> patients = new ArrayList<>();
        for (Answer answer : answers) {
            if (!isUnclear(answer.study())) {
                join(answer, patients);
            }
        }
        List<List<Answer>> clear = List.copyOf(patients);
        List<Answer> unclear =
                answers.stream().filter(answer -> isUnclear(answer.study())).toList();
        for (Answer answer : unclear) {
            List<List<Answer>> fitting = clear.stream()
                    .filter(patient -> hasId(patient, answer.study().patientId()))
                    .toList();
            if (fitting.size() == 1) {
                fitting.getFirst().add(answer);
            } else {
                join(answer, patients);
            }
        }
        return patients.stream()
                .map(patient -> row(patient, patients.size() > 1))
                .toList();
    }

    private static boolean isUnclear(StudyAnswer answer) {
        return !answer.patientId().isEmpty() && answer.issuer().isEmpty();
    }

    private static boolean hasId(List<Answer> patient, String patientId) {
        return patient.getFirst().study().patientId().equals(patientId);
    }

    private static void join(Answer answer, List<List<Answer>> patients) {
        Optional<List<Answer>> same = patients.stream()
                .filter(patient -> isSame(patient.getFirst().study(), answer.study()))
                .findFirst();
        if (same.isPresent()) {
            same.get().add(answer);
        } else {
            patients.add(new ArrayList<>(List.of(answer)));
        }
    }

    private static boolean isSame(StudyAnswer one, StudyAnswer other) {
        if (one.patientId().isEmpty() || other.patientId().isEmpty()) {
            return one.patientId().equals(other.patientId())
                    && !one.patientName().isEmpty()
                    && one.birthDate().isPresent()
                    && one.patientName().equalsIgnoreCase(other.patientName())
                    && one.birthDate().equals(other.birthDate());
        }
        return one.patientId().equals(other.patientId()) && one.issuer().equals(other.issuer());
    }

    private StudyRow row(List<Answer> patient, boolean hasOthers) {
        long id = patient.stream().mapToLong(Answer::id).min().orElseThrow();
        List<StudyAnswer> answers = onePerSite(patient);
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        if (hasOthers) {
            warnings.add(Warning.OTHER_PATIENT_SAME_STUDY);
        }
        if (answers.getFirst().patientId().isEmpty()) {
            warnings.add(Warning.NO_PATIENT_ID);
        }
        if (differ(answers)) {
            warnings.add(Warning.PATIENT_DETAILS_DIFFER);
        }
        if (answers.stream()
                        .flatMapToInt(a -> a.instances().stream())
                        .distinct()
                        .count()
                > 1) {
            warnings.add(Warning.COUNTS_DIFFER);
        }
        long issuers = answers.stream().map(StudyAnswer::issuer).distinct().count();
        if (issuers > 1) {
            warnings.add(Warning.ISSUER_UNKNOWN);
        }
        return new StudyRow(id, answers.getFirst(), answers, warnings);
    }

    private List<StudyAnswer> onePerSite(List<Answer> patient) {
        Map<String, StudyAnswer> bySite = new LinkedHashMap<>();
        patient.stream()
                .map(Answer::study)
                .sorted(Comparator.comparingInt(answer -> siteOrder.indexOf(answer.site())))
                .forEach(answer -> bySite.putIfAbsent(answer.site(), answer));
        return List.copyOf(bySite.values());
    }

    private static boolean differ(List<StudyAnswer> answers) {
        return answers.size() > 1
                && (distinct(answers, answer -> StudyName.comparable(answer.patientName())) > 1
                        || distinct(
                                        answers,
                                        answer -> answer.birthDate()
                                                .map(Object::toString)
                                                .orElse(""))
                                > 1
                        || distinct(answers, StudyAnswer::sex) > 1);
    }

    private static long distinct(List<StudyAnswer> answers, java.util.function.Function<StudyAnswer, String> part) {
        return answers.stream()
                .map(part)
                .filter(text -> !text.isEmpty())
                .distinct()
                .count();
    }
}
