package org.lectern.app.worklist.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.lectern.app.retrieval.Site;
import org.lectern.app.retrieval.query.BodyRegion;
import org.lectern.app.worklist.ListHabitsFile;
import org.lectern.app.worklist.ListQuestion;
import org.lectern.app.worklist.ListSnapshot;
import org.lectern.app.worklist.Period;
import org.lectern.app.worklist.SavedSearch;
import org.lectern.app.worklist.Scope;

/** What is asked: words, where to look, filters, and the searches that were kept by name. */
final class SearchBar extends VBox {
    private static final String ALL_MODALITIES = "All modalities";
    private static final String WHOLE_BODY = "Any region";
    private static final Set<String> USUAL =
            Set.of("CR", "CT", "DX", "ECG", "MG", "MR", "NM", "OT", "PT", "RF", "SR", "US", "XA");

    private final ListHabitsFile habits;
    private final WorklistActions actions;
    private final Runnable changed;
    private final TextField words = new TextField();
    private final MenuButton scopes = new MenuButton();
    private final ComboBox<Period> period = new ComboBox<>();
    private final ComboBox<String> modality = new ComboBox<>();
    private final ComboBox<String> region = new ComboBox<>();
    private final Label count = new Label();
    private final HBox chips = new HBox(4);
    private final TextField name = new TextField();
    private final SiteLine sites = new SiteLine();
    private Scope scope;
    private boolean isFilling;

    /**
     * A bar.
     *
     * @param changed hears that something else is asked
     */
    SearchBar(ListHabitsFile habits, WorklistActions actions, Runnable changed) {
        super(6);
        this.habits = habits;
        this.actions = actions;
        this.changed = changed;
        this.scope = habits.habits().scope();
        getStyleClass().add("search-bar");
        words.setPromptText("Search patient, ID, accession, description…");
        words.setId("search");
        words.setAccessibleText("Search studies");
        HBox.setHgrow(words, Priority.ALWAYS);
        scopes.setId("scope");
        scopes.setTooltip(new Tooltip("Where to search  (Ctrl+E)"));
        scopes.setMinWidth(Region.USE_PREF_SIZE);
        count.getStyleClass().add("secondary");
        count.setId("count");
        count.setMinWidth(Region.USE_PREF_SIZE);
        HBox first = new HBox(8, words, scopes, count);
        first.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(first, sites, filters());
        words.textProperty().addListener((text, before, now) -> tell());
        showScopes();
        showSaved();
    }

    private FlowPane filters() {
        period.getItems().setAll(Period.values());
        period.setValue(Period.ANY);
        period.setAccessibleText("Period");
        modality.getItems().setAll(ALL_MODALITIES);
        modality.getItems().addAll(new TreeSet<>(USUAL));
        modality.setValue(ALL_MODALITIES);
        modality.setAccessibleText("Modality");
        region.getItems().setAll(WHOLE_BODY);
        for (BodyRegion one : BodyRegion.values()) {
            region.getItems().add(one.toString());
        }
        region.setValue(WHOLE_BODY);
        region.setAccessibleText("Body region");
        period.valueProperty().addListener((value, before, now) -> tell());
        modality.valueProperty().addListener((value, before, now) -> tell());
        region.valueProperty().addListener((value, before, now) -> tell());
        chips.setAlignment(Pos.CENTER_LEFT);
        name.setPromptText("Name of this search, then Enter");
        name.setAccessibleText("Name of this search");
        name.setPrefColumnCount(20);
        name.setOnAction(event -> save());
        name.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                showSaved();
                words.requestFocus();
                event.consume();
            }
        });
        FlowPane row = new FlowPane(8, 6, period, modality, region, chips);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /** The box for words. */
    TextField words() {
        return words;
    }

    /** What is asked for now. */
    ListQuestion question() {
        return new ListQuestion(
                words.getText(),
                Optional.ofNullable(period.getValue()).orElse(Period.ANY),
                ALL_MODALITIES.equals(modality.getValue()) ? "" : modality.getValue(),
                region(),
                scope);
    }

    private Optional<BodyRegion> region() {
        return List.of(BodyRegion.values()).stream()
                .filter(one -> one.toString().equals(region.getValue()))
                .findFirst();
    }

    /** Asks something else. */
    void ask(ListQuestion question) {
        isFilling = true;
        words.setText(question.text());
        period.setValue(question.period());
        if (!question.modality().isEmpty() && !modality.getItems().contains(question.modality())) {
            modality.getItems().add(question.modality());
        }
        modality.setValue(question.modality().isEmpty() ? ALL_MODALITIES : question.modality());
        region.setValue(question.region().map(BodyRegion::toString).orElse(WHOLE_BODY));
        isFilling = false;
        setScope(question.scope());
    }

    /** Looks elsewhere. */
    void setScope(Scope wanted) {
        scope = wanted;
        habits.change(kept -> kept.withScope(wanted));
        showScopes();
        tell();
    }

    /** Looks everywhere, or on this computer alone again. */
    void toggleScope() {
        setScope(scope.isHere() ? Scope.EVERYWHERE : Scope.HERE);
    }

    /** Shows what there is to choose from; nodes may have been added. */
    void showScopes() {
        List<String> all = actions.sites().stream().map(Site::name).toList();
        scopes.setText(scope.words(all));
        List<MenuItem> items = new ArrayList<>();
        CheckMenuItem here = new CheckMenuItem("This computer only");
        here.setSelected(scope.isHere());
        here.setOnAction(event -> setScope(Scope.HERE));
        items.add(here);
        CheckMenuItem everywhere = new CheckMenuItem("All archives  (Ctrl+E)");
        everywhere.setSelected(scope.isAll());
        everywhere.setDisable(all.isEmpty());
        everywhere.setOnAction(event -> setScope(Scope.EVERYWHERE));
        items.add(everywhere);
        items.add(new SeparatorMenuItem());
        for (String site : all) {
            CheckMenuItem item = new CheckMenuItem(site);
            item.setSelected(scope.has(site));
            item.setOnAction(event -> setScope(scope.with(site, item.isSelected(), all)));
            items.add(item);
        }
        MenuItem nodes = new MenuItem(all.isEmpty() ? "Add an archive…" : "Set up archives…");
        nodes.setOnAction(event -> actions.showSettings("Archives"));
        items.add(nodes);
        scopes.getItems().setAll(items);
    }

    /** Shows how the question was answered. */
    void show(ListSnapshot list) {
        sites.show(list);
        int rows = list.rows().size();
        count.setText((rows == 1 ? "1 study" : rows + " studies")
                + (list.leftOut() == 0 ? "" : ", %d more not listed".formatted(list.leftOut())));
        Set<String> present = new TreeSet<>();
        list.rows().stream()
                .limit(2000)
                .forEach(row -> present.addAll(row.shown().modalities()));
        present.removeAll(modality.getItems());
        modality.getItems().addAll(present);
    }

    private void tell() {
        if (!isFilling) {
            changed.run();
        }
    }

    // --- searches by name

    private void showSaved() {
        Button today = new Button("Today");
        today.setId("show-today");
        today.getStyleClass().add("chip");
        today.setTooltip(new Tooltip("What is scheduled today and what has come of it  (Ctrl+Shift+T)"));
        today.setOnAction(event -> actions.showToday());
        chips.getChildren().setAll(today);
        int number = 1;
        for (SavedSearch search : habits.habits().saved()) {
            Button chip = new Button(search.name());
            chip.getStyleClass().add("chip");
            chip.setTooltip(new Tooltip("Search again" + (number <= 9 ? "  (Alt+%d)".formatted(number) : "")));
            chip.setOnAction(event -> ask(search.question()));
            MenuItem replace = new MenuItem("Keep what is asked now under this name");
            replace.setOnAction(event -> keep(search.name()));
            MenuItem forget = new MenuItem("Forget this search");
            forget.setOnAction(event -> {
                habits.change(kept -> kept.without(search.name()));
                showSaved();
            });
            chip.setContextMenu(new ContextMenu(replace, forget));
            chips.getChildren().add(chip);
            number++;
        }
        Button add = new Button("+ keep search");
        add.getStyleClass().add("chip-add");
        add.setId("keep-search");
        add.setTooltip(new Tooltip("Keep this search under a name  (Ctrl+Shift+S)"));
        add.setOnAction(event -> askName());
        chips.getChildren().add(add);
    }

    /** Asks for a name to keep the search under. */
    void askName() {
        name.clear();
        chips.getChildren().set(chips.getChildren().size() - 1, name);
        name.requestFocus();
    }

    private void save() {
        if (!name.getText().isBlank()) {
            keep(name.getText());
        }
        words.requestFocus();
    }

    private void keep(String as) {
        String bounded = as.strip().substring(0, Math.min(40, as.strip().length()));
        habits.change(kept -> kept.with(new SavedSearch(bounded, question())));
        showSaved();
    }

    /** Asks the saved search of a number again. */
    void askSaved(int number) {
        List<SavedSearch> saved = habits.habits().saved();
        if (number < saved.size()) {
            ask(saved.get(number).question());
        }
    }

    /** Whether there is one with this number. */
    boolean hasSaved(int number) {
        return number < habits.habits().saved().size();
    }
}
