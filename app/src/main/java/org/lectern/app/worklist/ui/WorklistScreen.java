package org.lectern.app.worklist.ui;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.lectern.app.Threads;
import org.lectern.app.worklist.Period;
import org.lectern.app.worklist.StudySearch;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;

/** The home screen: search, the studies, and below them the selected exam and its patient's other exams. */
public final class WorklistScreen extends BorderPane {
    private static final String ALL_MODALITIES = "All modalities";

    private final WorklistActions actions;
    private final InstantSource clock;
    private final StudySearch search;
    private final StudyTable table;
    private final TextField question = new TextField();
    private final ComboBox<Period> period = new ComboBox<>();
    private final ComboBox<String> modality = new ComboBox<>();
    private final Label count = new Label();
    private final SeriesStrip series;
    private final Timeline timeline;
    private final StackPane layers = new StackPane();
    private final Consumer<StudyEntry> preview;
    private boolean archiveIsEmpty = true;
    private boolean filled;

    /** The list of an archive. */
    public WorklistScreen(LocalArchive archive, Threads threads, InstantSource clock, WorklistActions actions) {
        this.actions = actions;
        this.clock = clock;
        this.search = new StudySearch(archive, threads.io(), Platform::runLater);
        this.table = new StudyTable(clock, actions);
        this.series = new SeriesStrip(archive, threads.io(), threads.pool());
        this.timeline = new Timeline(archive, threads.io(), this::select);
        getStyleClass().add("worklist");
        setTop(bar());
        SplitPane below = new SplitPane(series, timeline);
        below.setDividerPositions(0.72);
        SplitPane all = new SplitPane(table, below);
        all.setOrientation(javafx.geometry.Orientation.VERTICAL);
        all.setDividerPositions(0.7);
        SplitPane.setResizableWithParent(below, false);
        layers.getChildren().setAll(all);
        setCenter(layers);
        this.preview = study -> show(study, archive, threads);
        listen();
    }

    private Node bar() {
        question.setPromptText("Search patient, ID, accession, description, date…");
        question.setId("search");
        question.setAccessibleText("Search studies");
        HBox.setHgrow(question, Priority.ALWAYS);
        period.getItems().setAll(Period.values());
        period.setValue(Period.ANY);
        modality.getItems().setAll(ALL_MODALITIES);
        modality.setValue(ALL_MODALITIES);
        count.getStyleClass().add("secondary");
        count.setMinWidth(Region.USE_PREF_SIZE);
        HBox bar = new HBox(8, question, period, modality, count);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("search-bar");
        return bar;
    }

    private void listen() {
        question.textProperty().addListener((text, before, now) -> refresh());
        period.valueProperty().addListener((value, before, now) -> refresh());
        modality.valueProperty().addListener((value, before, now) -> refresh());
        table.getSelectionModel().selectedItemProperty().addListener((item, before, now) -> {
            series.show(Optional.ofNullable(now));
            timeline.show(Optional.ofNullable(now));
        });
        table.setContextMenu(menu());
        table.addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        question.addEventFilter(KeyEvent.KEY_PRESSED, this::onSearchKey);
    }

    private ContextMenu menu() {
        MenuItem open = new MenuItem("Open  (↵)");
        open.setOnAction(event -> selected().ifPresent(actions::open));
        MenuItem look = new MenuItem("Preview  (Space)");
        look.setOnAction(event -> selected().ifPresent(preview));
        MenuItem remove = new MenuItem("Remove from this computer…  (Del)");
        remove.setOnAction(event -> selected().ifPresent(actions::remove));
        return new ContextMenu(open, look, remove);
    }

    private void onKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER) {
            selected().ifPresent(actions::open);
            event.consume();
        } else if (event.getCode() == KeyCode.DELETE) {
            selected().ifPresent(actions::remove);
            event.consume();
        } else if (event.getCode() == KeyCode.SPACE) {
            selected().ifPresent(preview);
            event.consume();
        }
    }

    private void show(StudyEntry study, LocalArchive archive, Threads threads) {
        Preview shown = new Preview(study, archive, threads.pool(), this::closePreview);
        layers.getChildren().add(shown);
        shown.requestFocus();
    }

    private void closePreview() {
        layers.getChildren().removeIf(Preview.class::isInstance);
        table.requestFocus();
    }

    private void onSearchKey(KeyEvent event) {
        if (event.getCode() == KeyCode.DOWN) {
            table.requestFocus();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            selected().ifPresent(actions::open);
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE && !question.getText().isEmpty()) {
            question.clear();
            event.consume();
        }
    }

    /** The exam that is selected. */
    public Optional<StudyEntry> selected() {
        return Optional.ofNullable(table.getSelectionModel().getSelectedItem());
    }

    /** Puts the cursor into the search box. */
    public void focusSearch() {
        question.requestFocus();
        question.selectAll();
    }

    /** Puts the cursor into the list. */
    public void focusList() {
        table.requestFocus();
    }

    /** Whether the archive has answered. */
    public boolean isFilled() {
        return filled;
    }

    /** Asks the archive again, keeping the selection. */
    public void refresh() {
        String chosen = modality.getValue();
        StudyQuery query = StudyQuery.of(question.getText())
                .withModalities(chosen == null || chosen.equals(ALL_MODALITIES) ? Set.of() : Set.of(chosen))
                .between(
                        period.getValue().from(LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault())),
                        Optional.empty());
        boolean unlimited = query.equals(StudyQuery.ALL);
        search.ask(query, found -> show(found, unlimited), problem -> {
            table.setPlaceholder(message("The studies cannot be listed", problem));
            table.getItems().clear();
        });
    }

    private void show(List<StudyEntry> found, boolean unlimited) {
        filled = true;
        if (unlimited) {
            archiveIsEmpty = found.isEmpty();
            offerModalities(found);
        }
        Optional<Long> before = selected().map(StudyEntry::id);
        table.setPlaceholder(
                archiveIsEmpty ? invitation() : message("No study matches", "Change the words or filters."));
        table.getItems().setAll(found);
        table.sort();
        count.setText(found.size() == 1 ? "1 study" : found.size() + " studies");
        int row = before.map(this::rowOf).orElse(0);
        if (!found.isEmpty()) {
            table.getSelectionModel().select(Math.max(0, row));
        }
    }

    private int rowOf(long id) {
        for (int i = 0; i < table.getItems().size(); i++) {
            if (table.getItems().get(i).id() == id) {
                return i;
            }
        }
        return 0;
    }

    private void select(StudyEntry study) {
        if (table.getItems().stream().noneMatch(item -> item.id() == study.id())) {
            table.getItems().add(study); // outside the filters, yet asked for
        }
        int row = rowOf(study.id());
        table.getSelectionModel().clearAndSelect(row);
        table.scrollTo(row);
    }

    private void offerModalities(List<StudyEntry> all) {
        Set<String> present = new TreeSet<>();
        all.forEach(study -> present.addAll(study.modalities()));
        if (modality.getItems().size() != present.size() + 1
                || !modality.getItems().containsAll(present)) {
            String chosen = modality.getValue();
            modality.getItems().setAll(ALL_MODALITIES);
            modality.getItems().addAll(present);
            modality.setValue(modality.getItems().contains(chosen) ? chosen : ALL_MODALITIES);
        }
    }

    private Node invitation() {
        Button files = new Button("Import files or ZIP…  (Ctrl+I)");
        files.setOnAction(event -> actions.importFiles());
        Button folder = new Button("Import a folder or CD…  (Ctrl+Shift+I)");
        folder.setOnAction(event -> actions.importFolder());
        Button samples = new Button("Import the sample studies");
        samples.setOnAction(event -> actions.importSamples());
        HBox buttons = new HBox(8, files, folder, samples);
        buttons.setAlignment(Pos.CENTER);
        VBox box = message(
                "No studies here yet",
                "Drag files, a folder, a patient CD or a ZIP archive anywhere into this window.");
        box.getChildren().add(buttons);
        return box;
    }

    private static VBox message(String title, String text) {
        Label first = new Label(title);
        first.getStyleClass().add("message-title");
        Label second = new Label(text);
        second.getStyleClass().add("secondary");
        VBox box = new VBox(8, first, second);
        box.setAlignment(Pos.CENTER);
        return box;
    }
}
