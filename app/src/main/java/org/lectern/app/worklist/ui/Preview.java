package org.lectern.app.worklist.ui;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.lectern.app.wording.Wording;
import org.lectern.app.worklist.Thumbnail;
import org.lectern.imaging.archive.InstanceEntry;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.SeriesEntry;
import org.lectern.imaging.archive.StudyEntry;

/** A large look at an exam from the list: the middle of its largest series of images. Any key or click ends it. */
final class Preview extends StackPane {
    private static final int SIZE = 768;

    private final Label words = new Label();
    private final StackPane picture = new StackPane();

    Preview(StudyEntry study, LocalArchive archive, Executor pool, Runnable close) {
        getStyleClass().add("preview");
        words.setText(Wording.name(study.patient().name()) + "   " + Wording.exam(study) + "   " + Wording.when(study));
        words.getStyleClass().add("banner-text");
        picture.getChildren().setAll(new Label("Opening…"));
        picture.setMinSize(SIZE, SIZE);
        picture.setMaxSize(SIZE, SIZE);
        VBox box = new VBox(8, words, picture);
        box.setAlignment(Pos.CENTER);
        getChildren().setAll(box);
        setFocusTraversable(true);
        setOnMouseClicked(event -> close.run());
        setOnKeyPressed(event -> {
            close.run();
            event.consume();
        });
        pool.execute(() -> draw(study, archive));
    }

    private void draw(StudyEntry study, LocalArchive archive) {
        Optional<Thumbnail> drawn = Optional.empty();
        String problem = "This exam has no images.";
        try {
            List<SeriesEntry> largestFirst = archive.series(study).stream()
                    .sorted(Comparator.comparingInt(SeriesEntry::instanceCount).reversed())
                    .toList();
            for (SeriesEntry series : largestFirst) {
                List<InstanceEntry> images = archive.instances(series).stream()
                        .filter(instance -> instance.rows() > 0)
                        .toList();
                if (drawn.isEmpty() && !images.isEmpty()) {
                    drawn = Thumbnail.of(images.get(images.size() / 2).file(), SIZE, SIZE);
                }
            }
        } catch (IOException | RuntimeException e) {
            problem = "No preview: " + e.getMessage();
        }
        Optional<Thumbnail> result = drawn;
        String words = problem;
        Platform.runLater(() ->
                picture.getChildren().setAll(result.isPresent() ? ThumbnailView.of(result.get()) : new Label(words)));
    }
}
