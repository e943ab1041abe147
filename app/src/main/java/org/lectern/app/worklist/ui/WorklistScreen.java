package org.lectern.app.worklist.ui;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.lectern.app.Threads;
import org.lectern.app.command.Command;
import org.lectern.app.command.Commands;
import org.lectern.app.command.ui.CommandPalette;
import org.lectern.app.command.ui.Keys;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.query.StudyRow;
import org.lectern.app.worklist.Arriving;
import org.lectern.app.worklist.Column;
import org.lectern.app.worklist.Columns;
import org.lectern.app.worklist.ListHabitsFile;
import org.lectern.app.worklist.ListQuestion;
import org.lectern.app.worklist.ListRow;
import org.lectern.app.worklist.ListSnapshot;
import org.lectern.app.worklist.Scope;
import org.lectern.app.worklist.StudySearch;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;

/** The home screen: search, the studies, and below them the selected exam and its patient's other exams. */
public final class WorklistScreen extends BorderPane {
    private static final int MOST_NEXT = 100;
    private static final Duration PAUSE = Duration.millis(600);

    private final WorklistActions actions;
    private final LocalArchive archive;
    private final Threads threads;
    private final ListHabitsFile habits;
    private final StudySearch search;
    private final StudyTable table;
    private final SearchBar bar;
    private final SeriesStrip series;
    private final Timeline timeline;
    private final StackPane layers = new StackPane();
    private final StackPane shade = new StackPane();
    private final PauseTransition pause = new PauseTransition(PAUSE);
    private Commands commands = new Commands();
    private Consumer<ListSnapshot> follower = list -> {};
    private ListSnapshot shown = ListSnapshot.NOTHING;
    private Optional<ListRow> detailed = Optional.empty();
    private Optional<ListRow.Key> wanted = Optional.empty();
    private boolean isFilling;
    private boolean isAskedAgain;
    private boolean filled;

    /** The list of an archive and of those elsewhere. */
    public WorklistScreen(
            LocalArchive archive,
            Threads threads,
            InstantSource clock,
            ListHabitsFile habits,
            WorklistActions actions) {
        this.actions = actions;
        this.archive = archive;
        this.threads = threads;
        this.habits = habits;
        this.search = new StudySearch(archive, threads, clock, Platform::runLater, this::show);
        this.table = new StudyTable(clock, actions::open, this::arranged);
        this.bar = new SearchBar(habits, actions, this::asked);
        this.series = new SeriesStrip(archive, threads.io(), threads.pool());
        this.timeline = new Timeline(archive, threads.io(), this::select);
        getStyleClass().add("worklist");
        setTop(bar);
        SplitPane below = new SplitPane(series, timeline);
        below.setDividerPositions(0.72);
        SplitPane all = new SplitPane(table, below);
        all.setOrientation(Orientation.VERTICAL);
        all.setDividerPositions(0.7);
        SplitPane.setResizableWithParent(below, false);
        shade.getStyleClass().add("shade");
        shade.setVisible(false);
        shade.setOnMousePressed(event -> closeShade());
        layers.getChildren().setAll(all, shade);
        setCenter(layers);
        search.sort(habits.habits().columns().sort());
        table.arrange(habits.habits().columns());
        commands.add(Command.of("show.palette", "Show", "Find a command", "Ctrl+K", this::openPalette));
        sitesChanged();
        listen();
    }

    private void listen() {
        pause.setOnFinished(event -> askElsewhereToo());
        table.getSelectionModel().selectedItemProperty().addListener((item, before, now) -> showDetails());
        ContextMenu menu = new ContextMenu();
        menu.setOnShowing(event -> fill(menu));
        menu.getItems().add(new MenuItem("Open"));
        table.setContextMenu(menu);
        addEventFilter(KeyEvent.KEY_PRESSED, this::onKey);
        bar.words().addEventFilter(KeyEvent.KEY_PRESSED, this::onSearchKey);
    }

    private void fill(ContextMenu menu) {
        List<MenuItem> items = new ArrayList<>();
        for (String id : WorklistCommands.ofMenu()) {
            commands.find(id)
                    .filter(command -> command.enabled().getAsBoolean())
                    .ifPresent(command -> {
                        MenuItem item = new MenuItem(command.hint());
                        item.setOnAction(event -> command.action().run());
                        items.add(item);
                    });
        }
        menu.getItems().setAll(items);
    }

    // --- what the window may ask and tell

    /** What can be done here. */
    public Commands commands() {
        return commands;
    }

    /** Hears each list that is shown, on the screen's thread. */
    public void onShown(Consumer<ListSnapshot> hears) {
        follower = hears;
    }

    /** Tells rows how studies arrive; call {@link #arrivalsChanged} when that changes. */
    public void setArriving(Function<ListRow, Optional<Arriving>> how) {
        table.setArriving(how);
    }

    /** Studies have come nearer. */
    public void arrivalsChanged() {
        table.refresh();
    }

    /** Nodes were added, changed or removed. */
    public void sitesChanged() {
        Commands now = new Commands();
        new WorklistCommands(this, actions, now).addAll();
        commands = now;
        bar.showScopes();
    }

    /** Text from 1 to 1.5 times the usual size. */
    public void setTextScale(double scale) {
        table.setTextScale(scale);
    }

    /** The row that is selected. */
    public Optional<ListRow> selected() {
        return table.selectedRow();
    }

    /** The studies below one in the list, the next ones first. */
    public List<StudyRow> after(ListRow row) {
        int at = shown.rows().indexOf(row);
        return shown.rows().stream()
                .skip(at + 1L)
                .limit(at < 0 ? 0 : MOST_NEXT)
                .map(ListRow::study)
                .toList();
    }

    /** Puts the cursor into the search box. */
    public void focusSearch() {
        bar.words().requestFocus();
        bar.words().selectAll();
    }

    /** Puts the cursor into the list. */
    public void focusList() {
        table.requestFocus();
    }

    /** Whether the archive of this computer has answered. */
    public boolean isFilled() {
        return filled;
    }

    /** Asks the archive of this computer again, keeping the selection. */
    public void refresh() {
        if (shown.number() == 0) {
            ask(bar.question());
        } else {
            search.refreshHere();
            timeline.show(detailed); // the patient may have more exams now
        }
    }

    /** Ends the search. */
    public void close() {
        pause.stop();
        search.close();
    }

    // --- asking

    /** Something else is asked: this computer at once, the others when the reader pauses. */
    private void asked() {
        ListQuestion question = bar.question();
        pause.stop();
        boolean isSameElsewhere =
                question.in(Scope.HERE).equals(shown.question().in(Scope.HERE))
                        && !question.scope().isHere();
        if (question.scope().isHere() || !isSameElsewhere) {
            ask(question.in(Scope.HERE));
        }
        if (!question.scope().isHere() && habits.habits().asksAfterPause()) {
            pause.playFromStart();
        }
    }

    private void askElsewhereToo() {
        if (!bar.question().scope().isHere()) {
            ask(bar.question());
        }
    }

    private void ask(ListQuestion question) {
        search.ask(question, question.scope().of(actions.sites()));
    }

    /** Asks the archives that are chosen, all where none is, without waiting for a pause. */
    void askElsewhere() {
        pause.stop();
        ListQuestion question = bar.question();
        ask(question.scope().isHere() ? question.in(Scope.EVERYWHERE) : question);
    }

    /** Somebody has something new: asks everybody again whom the list is made of, and lets others know. */
    public void announced(Runnable others) {
        askAgain();
        others.run();
    }

    void askAgain() {
        search.refresh();
    }

    void stopAsking() {
        pause.stop();
        search.cancel();
    }

    void toggleScope() {
        bar.toggleScope();
    }

    void toggle(String site) {
        List<String> all = actions.sites().stream().map(Site::name).toList();
        Scope scope = bar.question().scope();
        bar.setScope(scope.with(site, !scope.has(site), all));
    }

    void keepSearch() {
        bar.askName();
    }

    void clearSearch() {
        bar.ask(ListQuestion.ALL.in(bar.question().scope()));
    }

    void askSaved(int number) {
        bar.askSaved(number);
    }

    boolean hasSaved(int number) {
        return bar.hasSaved(number);
    }

    private void arranged(Columns columns) {
        if (!columns.sort().equals(habits.habits().columns().sort())) {
            search.sort(columns.sort());
        }
        habits.change(kept -> kept.withColumns(columns));
    }

    void toggle(Column column) {
        boolean isShown = habits.habits().columns().places().stream()
                .anyMatch(place -> place.column() == column && place.isShown());
        Columns now = habits.habits().columns().with(column, !isShown);
        habits.change(kept -> kept.withColumns(now));
        table.arrange(now);
    }

    // --- showing

    private void show(ListSnapshot list) {
        if (list.number() != shown.number()) {
            isAskedAgain =
                    list.question().in(Scope.HERE).equals(shown.question().in(Scope.HERE));
        }
        shown = list;
        filled = filled || list.here().filter(here -> here.phase().isEnd()).isPresent();
        isFilling = true;
        table.setPlaceholder(placeholder(list));
        table.show(list.number(), list.rows(), isAwaited(list));
        isFilling = false;
        if (wanted.filter(table::select).isPresent()) {
            wanted = Optional.empty();
        }
        bar.show(list);
        showDetails();
        follower.accept(list);
    }

    /** Whether what was selected may still join the list. */
    private boolean isAwaited(ListSnapshot list) {
        boolean hereIsOver = list.here().filter(here -> here.phase().isEnd()).isPresent();
        boolean allIsOver = list.sites().stream().allMatch(site -> site.phase().isEnd());
        return isAskedAgain ? !(hereIsOver && allIsOver) : !hereIsOver;
    }

    private Node placeholder(ListSnapshot list) {
        Optional<String> problem =
                list.here().filter(here -> !here.words().isEmpty()).map(here -> here.words());
        if (problem.isPresent()) {
            return message("The studies cannot be listed", problem.get());
        }
        if (!list.here().filter(here -> here.phase().isEnd()).isPresent()) {
            return message("Looking…", "");
        }
        if (list.elsewhere().stream().anyMatch(site -> !site.phase().isEnd())) {
            return message("Nothing on this computer", "Other archives are still being asked.");
        }
        return list.question().isOpen() && list.elsewhere().isEmpty()
                ? invitation()
                : message("No study matches", "Change the words or filters, or search elsewhere with Ctrl+E.");
    }

    /** The panes below follow the selection, not each answer that arrives. */
    private void showDetails() {
        if (isFilling) {
            return;
        }
        Optional<ListRow> now = selected();
        boolean isSame = now.map(row -> detailed.filter(
                                before -> row.is(before.key()) && row.here().equals(before.here()))
                        .isPresent())
                .orElse(detailed.isEmpty());
        if (!isSame) {
            detailed = now;
            series.show(now);
            timeline.show(now);
        }
    }

    private void select(StudyEntry study) {
        ListRow.Key key = new ListRow.Key(
                study.studyUid(), study.patient().id(), study.patient().issuer());
        if (!table.select(key)) { // outside the filters, yet asked for
            wanted = Optional.of(key);
            clearSearch();
        }
    }

    void preview() {
        selected().flatMap(ListRow::here).ifPresent(study -> {
            Preview shownPreview = new Preview(study, archive, threads.pool(), this::closePreview);
            layers.getChildren().add(shownPreview);
            shownPreview.requestFocus();
        });
    }

    private void closePreview() {
        layers.getChildren().removeIf(Preview.class::isInstance);
        table.requestFocus();
    }

    // --- the palette

    void openPalette() {
        open(commands);
    }

    /** Lets the reader choose one of some names, by keys as in the palette. */
    void choose(String what, List<String> names, Consumer<String> chosen) {
        Commands choices = new Commands();
        for (String name : names) {
            choices.add(Command.of("choose." + name, what, name, "", () -> chosen.accept(name)));
        }
        open(choices);
    }

    private void open(Commands offered) {
        CommandPalette palette = new CommandPalette(offered, this::closeShade);
        shade.getChildren().setAll(palette);
        shade.setVisible(true);
        palette.open("");
    }

    private void closeShade() {
        shade.setVisible(false);
        shade.getChildren().clear();
        table.requestFocus();
    }

    // --- keys

    private void onKey(KeyEvent event) {
        if (shade.isVisible() || layers.getChildren().getLast() instanceof Preview) {
            return;
        }
        boolean isTyping = event.getTarget() instanceof javafx.scene.control.TextInputControl;
        boolean isPlain = !event.isShortcutDown()
                && !event.isAltDown()
                && !event.getCode().isFunctionKey();
        if (isTyping && isPlain) {
            return; // belongs to the text
        }
        if (Keys.chord(event).filter(commands::press).isPresent()) {
            event.consume();
        }
    }

    private void onSearchKey(KeyEvent event) {
        if (event.getCode() == KeyCode.DOWN) {
            table.requestFocus();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
            selected().ifPresent(actions::open);
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE && !bar.words().getText().isEmpty()) {
            bar.words().clear();
            event.consume();
        }
    }

    // --- words in place of rows

    private Node invitation() {
        Button files = new Button("Import files or ZIP…  (Ctrl+I)");
        files.setOnAction(event -> actions.importFiles());
        Button folder = new Button("Import a folder or CD…  (Ctrl+Shift+I)");
        folder.setOnAction(event -> actions.importFolder());
        Button samples = new Button("Import the sample studies");
        samples.setOnAction(event -> actions.importSamples());
        Button nodes = new Button("Set up an archive…  (Ctrl+Shift+N)");
        nodes.setOnAction(event -> actions.showSettings("Archives"));
        HBox buttons = new HBox(8, files, folder, samples, nodes);
        buttons.setAlignment(Pos.CENTER);
        VBox box = message(
                "No studies here yet",
                "Drag files, a folder, a patient CD or a ZIP archive anywhere into this window, or search an archive.");
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
