package org.lectern.app.worklist.ui;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.lectern.app.retrieval.query.StudyAnswer;
import org.lectern.app.wording.Amounts;
import org.lectern.app.worklist.ListRow;
import org.lectern.app.worklist.Thumbnail;
import org.lectern.imaging.archive.InstanceEntry;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.SeriesEntry;
import org.lectern.imaging.archive.StudyEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The selected exam by series, each with a picture from its middle. */
final class SeriesStrip extends ScrollPane {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesStrip.class);
    private static final int PICTURE = 128;
    private static final int MOST_SERIES = 100;

    private final LocalArchive archive;
    private final Executor io;
    private final Executor pool;
    private final HBox cards = new HBox(8);
    private final AtomicLong newest = new AtomicLong();

    SeriesStrip(LocalArchive archive, Executor io, Executor pool) {
        this.archive = archive;
        this.io = io;
        this.pool = pool;
        cards.getStyleClass().add("series-cards");
        setContent(cards);
        setFitToHeight(true);
        setVbarPolicy(ScrollBarPolicy.NEVER);
        getStyleClass().add("series-strip");
    }

    void show(Optional<ListRow> row) {
        long number = newest.incrementAndGet();
        if (row.isEmpty()) {
            cards.getChildren().clear();
            return;
        }
        Optional<StudyEntry> study = row.get().here();
        if (study.isEmpty()) {
            cards.getChildren().setAll(elsewhere(row.get()));
            return;
        }
        io.execute(() -> {
            try {
                List<SeriesEntry> series = archive.series(study.get());
                Platform.runLater(() -> fill(number, series));
            } catch (IOException e) {
                Platform.runLater(() -> say(number, String.valueOf(e.getMessage())));
            }
        });
    }

    private static VBox elsewhere(ListRow row) {
        Label place = new Label("Not on this computer; it lies at " + row.where() + ".");
        StudyAnswer shown = row.shown();
        List<String> much = new ArrayList<>();
        shown.series().ifPresent(count -> much.add(Amounts.of(count, "series")));
        row.imagesThere().ifPresent(count -> much.add(Amounts.of(count, "image")));
        Label size = new Label(String.join(", ", much));
        size.getStyleClass().add("secondary");
        Label keys = new Label(
                "Enter fetches and opens it, the first image as soon as it is here; Ctrl+D fetches it behind.");
        keys.getStyleClass().add("secondary");
        VBox box = new VBox(4, place, size, keys);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private void say(long number, String problem) {
        if (number == newest.get()) {
            Label label = new Label(problem);
            label.getStyleClass().add("problem");
            cards.getChildren().setAll(label);
        }
    }

    private void fill(long number, List<SeriesEntry> series) {
        if (number != newest.get()) {
            return;
        }
        setHvalue(0);
        cards.getChildren().clear();
        for (SeriesEntry entry : series.subList(0, Math.min(MOST_SERIES, series.size()))) {
            StackPane picture = new StackPane(new Label(entry.modality().isEmpty() ? "?" : entry.modality()));
            picture.getStyleClass().add("series-picture");
            picture.setMinSize(PICTURE, PICTURE);
            picture.setMaxSize(PICTURE, PICTURE);
            cards.getChildren().add(card(entry, picture));
            pool.execute(() -> draw(number, entry, picture));
        }
        if (series.size() > MOST_SERIES) {
            cards.getChildren().add(new Label("and %d more".formatted(series.size() - MOST_SERIES)));
        }
    }

    private static VBox card(SeriesEntry entry, StackPane picture) {
        String title = entry.number().isPresent()
                ? entry.number().getAsInt() + "  " + entry.description()
                : entry.description();
        Label name = new Label(title.isBlank() ? "unnamed series" : title);
        name.getStyleClass().add("series-name");
        name.setMaxWidth(PICTURE);
        Label count = new Label("%s  %d %s"
                .formatted(entry.modality(), entry.instanceCount(), entry.instanceCount() == 1 ? "object" : "objects"));
        count.getStyleClass().add("secondary");
        VBox card = new VBox(2, picture, name, count);
        card.setAlignment(Pos.TOP_LEFT);
        card.setAccessibleText(name.getText() + ", " + count.getText());
        return card;
    }

    private void draw(long number, SeriesEntry entry, StackPane picture) {
        if (number != newest.get()) {
            return;
        }
        try {
            List<InstanceEntry> instances = archive.instances(entry);
            if (instances.isEmpty()) {
                return;
            }
            List<InstanceEntry> sound =
                    instances.stream().filter(one -> !one.rejected()).toList();
            List<InstanceEntry> shown = sound.isEmpty() ? instances : sound;
            Optional<Thumbnail> drawn = Thumbnail.of(shown.get(shown.size() / 2).file(), PICTURE, PICTURE);
            drawn.ifPresent(image -> Platform.runLater(() -> {
                if (number == newest.get()) {
                    picture.getChildren().setAll(ThumbnailView.of(image));
                    if (sound.isEmpty()) {
                        Label rejected = new Label("rejected for quality");
                        rejected.getStyleClass().add("series-rejected");
                        picture.getChildren().add(rejected);
                    }
                }
            }));
        } catch (IOException | RuntimeException e) {
            LOG.warn("no thumbnail: {}", e.getClass().getSimpleName());
            Platform.runLater(() -> {
                Label label = new Label("no preview");
                label.getStyleClass().add("secondary");
                picture.getChildren().setAll(label);
            });
        }
    }
}
