package org.lectern.app.worklist.ui;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.lectern.app.retrieval.query.StudyAnswer;
import org.lectern.app.wording.Amounts;
import org.lectern.app.wording.Wording;
import org.lectern.app.worklist.ListRow;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;

/** All exams of the selected exam's patient, by year; pressing one selects it. */
final class Timeline extends ScrollPane {
    private static final int MOST_EXAMS = 500;

    private final LocalArchive archive;
    private final Executor io;
    private final Consumer<StudyEntry> chosen;
    private final VBox years = new VBox(8);
    private final AtomicLong newest = new AtomicLong();

    Timeline(LocalArchive archive, Executor io, Consumer<StudyEntry> chosen) {
        this.archive = archive;
        this.io = io;
        this.chosen = chosen;
        years.getStyleClass().add("timeline-years");
        setContent(years);
        setFitToWidth(true);
        getStyleClass().add("timeline");
    }

    void show(Optional<ListRow> row) {
        long number = newest.incrementAndGet();
        if (row.isEmpty()) {
            years.getChildren().clear();
            return;
        }
        io.execute(() -> {
            try {
                List<StudyEntry> studies = studies(row.get());
                Platform.runLater(() -> fill(number, row.get(), studies));
            } catch (IOException e) {
                Platform.runLater(() -> years.getChildren().setAll(new Label(String.valueOf(e.getMessage()))));
            }
        });
    }

    /** What is here of the same patient; for a study elsewhere, the same ID of the same issuer and the same birth date. */
    private List<StudyEntry> studies(ListRow row) throws IOException {
        if (row.here().isPresent()) {
            return archive.studiesOfPatient(row.here().get());
        }
        StudyAnswer shown = row.shown();
        if (shown.patientId().isEmpty() || shown.birthDate().isEmpty()) {
            return List.of();
        }
        StudyQuery query = new StudyQuery(
                "", "", shown.patientId(), "", "", Set.of(), Optional.empty(), Optional.empty(), MOST_EXAMS);
        return archive.studies(query).stream()
                .filter(entry -> entry.patient().issuer().equals(shown.issuer())
                        && entry.patient().birthDate().equals(shown.birthDate()))
                .toList();
    }

    private void fill(long number, ListRow selected, List<StudyEntry> studies) {
        if (number != newest.get()) {
            return;
        }
        years.getChildren().clear();
        Label patient = new Label(Wording.name(selected.shown().patientName()));
        patient.getStyleClass().add("timeline-patient");
        Label count = new Label(count(selected, studies.size()));
        count.getStyleClass().add("secondary");
        years.getChildren().addAll(patient, count);
        for (String problem : selected.cautions()) {
            Label label = new Label("! Check the patient: " + problem);
            label.setWrapText(true);
            label.getStyleClass().add("attention");
            years.getChildren().add(label);
        }
        String year = "";
        FlowPane row = new FlowPane(4, 4);
        for (StudyEntry study : studies) {
            String of =
                    study.date().map(date -> Integer.toString(date.getYear())).orElse("no date");
            if (!of.equals(year)) {
                year = of;
                Label label = new Label(year);
                label.getStyleClass().add("timeline-year");
                row = new FlowPane(4, 4);
                years.getChildren().addAll(label, row);
            }
            boolean isSelected =
                    selected.here().filter(here -> here.id() == study.id()).isPresent();
            row.getChildren().add(exam(study, isSelected));
        }
    }

    private static String count(ListRow selected, int exams) {
        if (selected.here().isEmpty()) {
            return exams == 0 ? "no exam of this patient here" : Amounts.of(exams, "other exam") + " here";
        }
        return exams == 1 ? "the only exam here" : exams + " exams here";
    }

    private Button exam(StudyEntry study, boolean selected) {
        String day = study.date()
                .map(LocalDate::toString)
                .map(date -> date.substring(5) + "  ")
                .orElse("");
        Button button = new Button(day + Wording.exam(study));
        button.getStyleClass().add(selected ? "exam-selected" : "exam");
        button.setOnAction(event -> chosen.accept(study));
        return button;
    }
}
