package org.lectern.app.reading.ui;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.lectern.app.reading.Words;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.study.Study;

/** Who this is and what: the one line above the images. */
final class Banner extends HBox {
    Banner(Study study) {
        super(16);
        getStyleClass().add("banner");
        setAlignment(Pos.BASELINE_LEFT);
        DataSet header = study.header();
        String name = Words.person(header.text(Tag.PatientName).orElse(""));
        getChildren().add(label(name.isEmpty() ? "Patient's name missing" : name, "patient"));
        fact(Words.sexAndBirth(header));
        fact(header.text(Tag.PatientID).map(id -> "ID " + id).orElse("ID missing"));
        fact(Words.joined(
                "  ", study.description(), Words.date(header.text(Tag.StudyDate).orElse(""))));
        study.findings().stream().limit(1).forEach(finding -> getChildren().add(label(finding.what(), "warning")));
    }

    private void fact(String text) {
        if (!text.isBlank()) {
            getChildren().add(label(text, "fact"));
        }
    }

    private static Label label(String text, String style) {
        Label label = new Label(text);
        label.getStyleClass().add(style);
        return label;
    }
}
