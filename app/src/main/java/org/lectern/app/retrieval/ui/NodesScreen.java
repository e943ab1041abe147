package org.lectern.app.retrieval.ui;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.NodeStore;
import org.lectern.app.retrieval.diagnosis.Diagnosis;
import org.lectern.app.security.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nodes: added, changed, tested and removed by name. */
public final class NodesScreen extends BorderPane {
    private static final Logger LOG = LoggerFactory.getLogger(NodesScreen.class);

    private final NodeStore nodes;
    private final Vault vault;
    private final Supplier<Diagnosis> doctor;
    private final ExecutorService io;
    private final Runnable changed;
    private final ListView<Node> list = new ListView<>();
    private final NodeEditor editor = new NodeEditor();
    private final Ladder ladder = new Ladder();
    private final Label said = new Label();
    private final Button remove = new Button("Remove");
    private Optional<Node> edited = Optional.empty();
    private long testing;

    /**
     * A screen.
     *
     * @param doctor tests nodes
     * @param changed hears that nodes are others now
     */
    public NodesScreen(NodeStore nodes, Vault vault, Supplier<Diagnosis> doctor, ExecutorService io, Runnable changed) {
        this.nodes = nodes;
        this.vault = vault;
        this.doctor = doctor;
        this.io = io;
        this.changed = changed;
        getStyleClass().add("nodes");
        setLeft(left());
        setCenter(middle());
        fill(Optional.empty());
    }

    private VBox left() {
        list.setId("nodes-list");
        list.setAccessibleText("Archives");
        list.setCellFactory(view -> new Cell());
        list.setPrefWidth(220);
        Label none = new Label("No archive is set up.");
        none.getStyleClass().add("secondary");
        list.setPlaceholder(none);
        list.getSelectionModel()
                .selectedItemProperty()
                .addListener((item, before, now) -> edit(Optional.ofNullable(now)));
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.DELETE) {
                remove();
                event.consume();
            } else if (event.getCode() == KeyCode.INSERT) {
                addNew();
                event.consume();
            }
        });
        Button add = new Button("Add");
        add.setId("node-add");
        add.setTooltip(new Tooltip("Another archive  (Ins)"));
        add.setOnAction(event -> addNew());
        remove.setId("node-remove");
        remove.setTooltip(new Tooltip("Forgets this archive and its secrets  (Del); nothing there is touched"));
        remove.setOnAction(event -> remove());
        VBox box = new VBox(8, list, new HBox(8, add, remove));
        VBox.setVgrow(list, Priority.ALWAYS);
        box.getStyleClass().add("nodes-left");
        return box;
    }

    private HBox middle() {
        Button save = new Button("Save");
        save.setId("node-save");
        save.setOnAction(event -> save(false));
        Button test = new Button("Save and test");
        test.setId("node-test");
        test.setOnAction(event -> save(true));
        said.setWrapText(true);
        said.setId("node-said");
        HBox.setHgrow(said, Priority.ALWAYS);
        HBox buttons = new HBox(8, save, test);
        buttons.setAlignment(Pos.CENTER_LEFT);
        ScrollPane scroll = new ScrollPane(editor);
        scroll.setFitToWidth(true);
        scroll.setMinHeight(120);
        scroll.prefViewportHeightProperty().bind(editor.heightProperty());
        VBox form = new VBox(10, scroll, buttons, said);
        form.setPrefWidth(480);
        form.setMinWidth(380);
        HBox.setHgrow(ladder, Priority.ALWAYS);
        ladder.setPrefWidth(520);
        ladder.setMinWidth(320);
        HBox middle = new HBox(24, form, ladder);
        middle.getStyleClass().add("nodes-middle");
        return middle;
    }

    private void fill(Optional<String> selected) {
        List<Node> all = nodes.nodes();
        list.getItems().setAll(all);
        all.stream()
                .filter(node -> selected.filter(node.name()::equals).isPresent())
                .findFirst()
                .or(() -> all.stream().findFirst())
                .ifPresentOrElse(list.getSelectionModel()::select, () -> edit(Optional.empty()));
    }

    private void edit(Optional<Node> node) {
        edited = node;
        editor.show(node);
        remove.setDisable(node.isEmpty());
        said.setText(node.isEmpty() ? "A new archive: give it a name and say where it is." : "");
        said.getStyleClass().setAll("label", "secondary");
        ladder.clear("Test it to see what works and what does not.");
        testing++;
    }

    /** Shows fields for another archive. */
    public void addNew() {
        list.getSelectionModel().clearSelection();
        edit(Optional.empty());
        editor.focusName();
    }

    private void remove() {
        edited.ifPresent(node -> later(() -> {
            nodes.remove(node.name());
            Platform.runLater(() -> {
                fill(Optional.empty());
                say(node.name() + " was forgotten. Nothing there was touched.", false);
                changed.run();
            });
        }));
    }

    private void save(boolean andTest) {
        NodeForm form = editor.form();
        Optional<Node> before = edited;
        later(() -> {
            Node node = form.node(vault, before);
            boolean isTaken = before.filter(old -> old.name().equalsIgnoreCase(node.name()))
                            .isEmpty()
                    && nodes.node(node.name()).isPresent();
            if (isTaken) {
                throw new IllegalArgumentException("There is another archive called " + node.name());
            }
            nodes.put(node);
            if (before.filter(old -> !old.name().equalsIgnoreCase(node.name())).isPresent()) {
                nodes.remove(before.get().name());
            }
            Platform.runLater(() -> {
                fill(Optional.of(node.name()));
                say(node.name() + " is kept.", false);
                changed.run();
                if (andTest) {
                    test(node);
                }
            });
        });
    }

    private void test(Node node) {
        long number = ++testing;
        ladder.begin(node.name());
        later(() -> {
            Diagnosis.Result result = doctor.get()
                    .run(
                            node,
                            step -> Platform.runLater(() -> {
                                if (number == testing) {
                                    ladder.add(step);
                                }
                            }));
            Platform.runLater(() -> {
                if (number == testing) {
                    ladder.end(node.name(), result);
                }
            });
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Secrets are sealed and files written away from the screen; what goes wrong is said. */
    private void later(Work work) {
        io.execute(() -> {
            try {
                work.run();
            } catch (IOException | IllegalArgumentException e) {
                Platform.runLater(() -> say(String.valueOf(e.getMessage()), true));
            } catch (RuntimeException e) {
                LOG.error("a node could not be worked on", e);
                Platform.runLater(() -> say("That failed: " + e.getClass().getSimpleName(), true));
            }
        });
    }

    private void say(String words, boolean isProblem) {
        said.setText(words);
        said.getStyleClass().setAll("label", isProblem ? "attention" : "secondary");
    }

    private static final class Cell extends ListCell<Node> {
        @Override
        protected void updateItem(@Nullable Node node, boolean empty) {
            super.updateItem(node, empty);
            if (empty || node == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            Label name = new Label(node.name());
            Label address = new Label(node.access().address());
            address.getStyleClass().add("secondary");
            VBox box = new VBox(name, address);
            box.setMinWidth(0);
            setPrefWidth(0);
            setGraphic(box);
            setAccessibleText(node.name() + ", " + node.access().address());
        }
    }
}
