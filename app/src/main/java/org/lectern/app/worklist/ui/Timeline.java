package org.lectern.app.worklist.ui;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.lectern.app.wording.Wording;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;

/** All exams of the selected exam's patient, by year; pressing one selects it. */
final class Timeline extends ScrollPane {
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

    void show(Optional<StudyEntry> study) {
        long number = newest.incrementAndGet();
        if (study.isEmpty()) {
            years.getChildren().clear();
            return;
        }
        io.execute(() -> {
            try {
                List<StudyEntry> studies = archive.studiesOfPatient(study.get());
                Platform.runLater(() -> fill(number, study.get(), studies));
            } catch (IOException e) {
                Platform.runLater(() -> years.getChildren().setAll(new Label(String.valueOf(e.getMessage()))));
            }
        });
    }

    private void fill(long number, StudyEntry selected, List<StudyEntry> studies) {
        if (number != newest.get()) {
            return;
        }
        years.getChildren().clear();
        Label patient = new Label(Wording.name(selected.patient().name()));
        patient.getStyleClass().add("timeline-patient");
        Label count = new Label(studies.size() == 1 ? "the only exam here" : studies.size() + " exams here");
        count.getStyleClass().add("secondary");
        years.getChildren().addAll(patient, count);
        for (String problem : selected.disagreements()) {
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
            row.getChildren().add(exam(study, study.id() == selected.id()));
        }
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
