package org.lectern.app.worklist;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lectern.app.retrieval.query.ScheduledStep;
import org.lectern.app.retrieval.query.StudyAnswer;
import org.lectern.app.retrieval.query.StudyRow;
import org.lectern.app.retrieval.query.WorklistEntry;
import org.lectern.app.retrieval.query.WorklistSnapshot;
import org.lectern.app.wording.Wording;

/**
 * One line of today's list: a scheduled step with what came of it, or a study that nobody scheduled.
 *
 * @param study what can be opened
 */
public record TodayRow(Optional<WorklistEntry> entry, Optional<StudyRow> study) {
    /** The lines of a day: steps by time, then what nobody scheduled. */
    public static List<TodayRow> of(WorklistSnapshot day) {
        List<TodayRow> rows = new ArrayList<>();
        for (WorklistEntry entry : day.entries()) {
            rows.add(new TodayRow(Optional.of(entry), entry.studies().stream().findFirst()));
        }
        day.unscheduled().forEach(study -> rows.add(new TodayRow(Optional.empty(), Optional.of(study))));
        return rows;
    }

    private Optional<ScheduledStep> step() {
        return entry.map(WorklistEntry::step);
    }

    private Optional<StudyAnswer> shown() {
        return study.map(StudyRow::shown);
    }

    /** {@code 09:30}. */
    public String time() {
        Optional<LocalTime> time = step().flatMap(ScheduledStep::start)
                .map(start -> start.toLocalTime())
                .or(() -> shown().flatMap(StudyAnswer::time));
        return time.map(at -> String.format(Locale.ROOT, "%02d:%02d", at.getHour(), at.getMinute()))
                .orElse("");
    }

    /** The patient as the step names them. */
    public String patient() {
        return Wording.name(step().map(ScheduledStep::patientName)
                .or(() -> shown().map(StudyAnswer::patientName))
                .orElse(""));
    }

    /** Patient ID. */
    public String patientId() {
        return step().map(ScheduledStep::patientId)
                .or(() -> shown().map(StudyAnswer::patientId))
                .orElse("");
    }

    /** Birth date with age and sex. */
    public String born(LocalDate today) {
        return step().map(step -> Wording.bornAndAge(step.birthDate(), step.sex(), today))
                .or(() -> shown().map(it -> Wording.bornAndAge(it.birthDate(), it.sex(), today)))
                .orElse("");
    }

    /** What is done. */
    public String exam() {
        return step().map(ScheduledStep::description)
                .or(() -> shown().map(StudyAnswer::description))
                .orElse("");
    }

    /** By which modality. */
    public String modality() {
        return step().map(ScheduledStep::modality)
                .or(() -> shown().map(it -> String.join(" ", it.modalities())))
                .orElse("");
    }

    /** At which station. */
    public String station() {
        return step().map(ScheduledStep::station).orElse("");
    }

    /** Scheduled, arrived, here, or not scheduled. */
    public String state() {
        return entry.map(it -> it.arrived().toString()).orElse("Not scheduled");
    }

    /** Where its study lies. */
    public String where() {
        return study.map(row -> {
                    List<String> places = new ArrayList<>();
                    if (row.isHere()) {
                        places.add("here");
                    }
                    places.addAll(row.sites());
                    return String.join(" · ", places);
                })
                .orElse("");
    }

    /** What must be checked about whose it is. */
    public Optional<String> caution() {
        return entry.filter(WorklistEntry::isOtherPatient)
                .map(it -> "Images under this step's study number are of another patient; they are not shown here");
    }

    /** Whether it is the line of the same step or study as another. */
    public boolean isSameAs(TodayRow other) {
        return entry.isPresent() == other.entry.isPresent()
                && (entry.isPresent()
                        ? entry.get().step().equals(other.entry.get().step())
                        : study.map(StudyRow::studyUid).equals(other.study.map(StudyRow::studyUid)));
    }

    /** Without patient data. */
    @Override
    public String toString() {
        return "TodayRow[" + state() + "]";
    }
}
