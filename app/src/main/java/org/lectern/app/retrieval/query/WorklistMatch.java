package org.lectern.app.retrieval.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Scheduled steps with their studies: by Study Instance UID, else by accession number, and in both cases of the same
 * patient by ID and, where both are told, issuer. A name joins nothing.
 */
final class WorklistMatch {
    private final Map<String, List<StudyRow>> byUid = new HashMap<>();
    private final Map<String, List<StudyRow>> byAccession = new HashMap<>();
    private final Set<Long> scheduled = new HashSet<>();
    private final List<StudyRow> rows;

    WorklistMatch(List<StudyRow> rows) {
        this.rows = rows;
        for (StudyRow row : rows) {
            byUid.computeIfAbsent(row.studyUid(), uid -> new ArrayList<>()).add(row);
            if (!row.shown().accession().isEmpty()) {
                byAccession
                        .computeIfAbsent(row.shown().accession(), number -> new ArrayList<>())
                        .add(row);
            }
        }
    }

    List<WorklistEntry> entries(List<ScheduledStep> steps) {
        return distinct(steps).stream()
                .map(this::entry)
                .sorted(Comparator.comparing(
                                (WorklistEntry entry) -> entry.step().timeOfDay())
                        .thenComparing(entry -> entry.step().stepId()))
                .toList();
    }

    /** The same step on the worklists of several sites is one. */
    private static List<ScheduledStep> distinct(List<ScheduledStep> steps) {
        Map<String, ScheduledStep> first = new TreeMap<>();
        for (ScheduledStep step : steps) {
            String key = String.join(
                    "\n", step.studyUid(), step.accession(), step.stepId(), step.patientId(), step.issuer());
            first.putIfAbsent(key, step);
        }
        return List.copyOf(first.values());
    }

    private WorklistEntry entry(ScheduledStep step) {
        List<StudyRow> ofUid = step.studyUid().isEmpty() ? List.of() : byUid.getOrDefault(step.studyUid(), List.of());
        List<StudyRow> studies = new ArrayList<>(ofUid);
        studies.removeIf(row -> !isSamePatient(step, row.shown()));
        if (studies.isEmpty() && !step.accession().isEmpty()) {
            byAccession.getOrDefault(step.accession(), List.of()).stream()
                    .filter(row -> isSamePatient(step, row.shown()))
                    .forEach(studies::add);
        }
        studies.forEach(row -> scheduled.add(row.id()));
        WorklistEntry.Arrived arrived = studies.isEmpty()
                ? WorklistEntry.Arrived.SCHEDULED
                : studies.stream().anyMatch(StudyRow::isHere)
                        ? WorklistEntry.Arrived.HERE
                        : WorklistEntry.Arrived.ARRIVED;
        boolean isOtherPatient = ofUid.stream().anyMatch(row -> !isSamePatient(step, row.shown()));
        return new WorklistEntry(step, arrived, studies, isOtherPatient);
    }

    private static boolean isSamePatient(ScheduledStep step, StudyAnswer study) {
        return !step.patientId().isEmpty()
                && step.patientId().equals(study.patientId())
                && (step.issuer().isEmpty()
                        || study.issuer().isEmpty()
                        || step.issuer().equals(study.issuer()));
    }

    /** Studies that belong to no step asked about so far. */
    List<StudyRow> unscheduled() {
        return rows.stream().filter(row -> !scheduled.contains(row.id())).toList();
    }
}
