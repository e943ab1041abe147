package org.lectern.app.reading.ui;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lectern.app.annotation.Annotation;
import org.lectern.app.reading.ReadingModel;

/** The marks of the exam; a click goes to the image. */
final class MarkList extends VBox {
    private final ReadingModel model;
    private final ListView<Annotation> list = new ListView<>();
    private final Function<Annotation, String> words;

    MarkList(ReadingModel model, Function<Annotation, String> words, Consumer<Annotation> go) {
        this.model = model;
        this.words = words;
        getStyleClass().add("side");
        setPrefWidth(220);
        Label title = new Label("Measurements");
        title.getStyleClass().add("title");
        list.setAccessibleText("Measurements of this exam");
        list.setCellFactory(view -> new Cell());
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(title, list);
        list.setOnMouseClicked(event -> {
            Annotation chosen = list.getSelectionModel().getSelectedItem();
            if (chosen != null) {
                go.accept(chosen);
            }
        });
        model.onChange(this::update);
        update();
    }

    private void update() {
        List<Annotation> all = model.annotations().all();
        if (!all.equals(list.getItems())) {
            list.getItems().setAll(all);
        }
        setVisible(model.isMarkListShown());
        setManaged(model.isMarkListShown());
        model.selected().ifPresentOrElse(list.getSelectionModel()::select, list.getSelectionModel()::clearSelection);
    }

    private final class Cell extends ListCell<Annotation> {
        @Override
        protected void updateItem(@Nullable Annotation annotation, boolean empty) {
            super.updateItem(annotation, empty);
            setWrapText(true);
            setPrefWidth(0);
            setText(empty || annotation == null ? null : getIndex() + 1 + "  " + words.apply(annotation));
        }
    }
}
