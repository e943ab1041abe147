package org.lectern.app.retrieval.ui;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.NodeStore;
import org.lectern.app.retrieval.SystemBrowser;
import org.lectern.app.retrieval.diagnosis.Diagnosis;
import org.lectern.app.security.Vault;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nodes: added, changed, tested and removed by name. */
public final class NodesScreen extends BorderPane {
    private static final Logger LOG = LoggerFactory.getLogger(NodesScreen.class);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final NodeStore nodes;
    private final Vault vault;
    private final Supplier<Diagnosis> doctor;
    private final SigningIn signingIn;
    private final ExecutorService io;
    private final Runnable changed;
    private final SignInPane signIn;
    private final ListView<Node> list = new ListView<>();
    private final NodeEditor editor = new NodeEditor();
    private final Ladder ladder = new Ladder();
    private final Label said = new Label();
    private final Button remove = new Button("Remove");
    private Optional<Node> edited = Optional.empty();
    private long testing;

    /** Lets somebody sign in to a node; answers whether that is kept for the next time. */
    public interface SigningIn {
        /** Waits until somebody has, given up, or run out of time. */
        boolean signIn(Node node, Consumer<URI> page, Duration patience, Cancellation cancellation) throws IOException;
    }

    /** What is done with a node once it is kept. */
    private enum Then {
        NOTHING,
        TEST,
        SIGN_IN
    }

    /**
     * A screen.
     *
     * @param doctor tests nodes
     * @param browser shows sign-in pages
     * @param changed hears that nodes are others now
     */
    public NodesScreen(
            NodeStore nodes,
            Vault vault,
            Supplier<Diagnosis> doctor,
            SigningIn signingIn,
            SystemBrowser browser,
            ExecutorService io,
            Runnable changed) {
        this.nodes = nodes;
        this.vault = vault;
        this.doctor = doctor;
        this.signingIn = signingIn;
        this.io = io;
        this.changed = changed;
        this.signIn = new SignInPane(browser);
        editor.onSignIn(() -> save(Then.SIGN_IN));
        getStyleClass().add("nodes");
        setLeft(left());
        setCenter(middle());
        fill(Optional.empty());
    }

    private VBox left() {
        list.setId("nodes-list");
        list.setAccessibleText("Archives");
        list.setCellFactory(view -> new Cell());
        list.setPrefWidth(270);
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
        save.setOnAction(event -> save(Then.NOTHING));
        Button test = new Button("Save and test");
        test.setId("node-test");
        test.setTooltip(new Tooltip("Keeps it and says step by step what works  (Enter)"));
        test.setOnAction(event -> save(Then.TEST));
        said.setWrapText(true);
        said.setId("node-said");
        HBox.setHgrow(said, Priority.ALWAYS);
        HBox buttons = new HBox(8, save, test);
        buttons.setAlignment(Pos.CENTER_LEFT);
        editor.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && event.getTarget() instanceof TextInputControl) {
                save(Then.TEST);
                event.consume();
            }
        });
        ScrollPane scroll = new ScrollPane(editor);
        scroll.setFitToWidth(true);
        scroll.setMinHeight(120);
        scroll.prefViewportHeightProperty().bind(editor.heightProperty());
        VBox form = new VBox(10, scroll, buttons, said);
        form.setPrefWidth(480);
        form.setMinWidth(380);
        StackPane side = new StackPane(ladder, signIn);
        HBox.setHgrow(side, Priority.ALWAYS);
        side.setPrefWidth(520);
        side.setMinWidth(320);
        showSigningIn(false);
        HBox middle = new HBox(24, form, side);
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
        showSigningIn(false);
        signIn.cancel();
        signIn.end();
        testing++;
    }

    /** Shows fields for another archive. */
    public void addNew() {
        list.getSelectionModel().clearSelection();
        edit(Optional.empty());
        editor.focusName();
    }

    /** Puts the cursor where one begins: into the list, or the first field while nothing is set up. */
    @Override
    public void requestFocus() {
        if (list.getItems().isEmpty()) {
            editor.focusName();
        } else {
            list.requestFocus();
        }
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

    private void save(Then then) {
        NodeForm form = editor.form();
        Optional<Node> before = edited;
        later(() -> {
            Node node = kept(form, before);
            Platform.runLater(() -> {
                fill(Optional.of(node.name()));
                say(node.name() + " is kept.", false);
                changed.run();
                switch (then) {
                    case NOTHING -> {}
                    case TEST -> test(node);
                    case SIGN_IN -> signIn(node);
                }
            });
        });
    }

    /** The node as it is kept now, in place of the one that was edited; a sign-in of meanwhile stays with it. */
    private Node kept(NodeForm form, Optional<Node> before) throws IOException {
        while (true) {
            Optional<Node> now = before.flatMap(old -> nodes.node(old.name()));
            Node node = form.node(vault, now);
            if (now.isPresent() && !NodeForm.withoutSignIn(now.get()).equals(NodeForm.withoutSignIn(before.get()))) {
                Platform.runLater(() -> fill(Optional.of(now.get().name())));
                throw new IllegalArgumentException(
                        "%s was changed by somebody else meanwhile and is shown as it is now; change it again"
                                .formatted(now.get().name()));
            }
            boolean isTaken =
                    now.filter(old -> old.name().equalsIgnoreCase(node.name())).isEmpty()
                            && nodes.node(node.name()).isPresent();
            if (isTaken) {
                throw new IllegalArgumentException("There is another archive called " + node.name());
            }
            if (nodes.replace(now, node)) {
                return node;
            }
        }
    }

    private void test(Node node) {
        long number = ++testing;
        showSigningIn(false);
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

    /** Begins to sign in to a node that is set up; shows it where it is set up otherwise. */
    public void signIn(String name) {
        nodes.node(name).ifPresent(node -> {
            fill(Optional.of(node.name()));
            if (NodeForm.proof(node.access()) == NodeForm.Proof.OAUTH) {
                signIn(node);
            }
        });
    }

    private void signIn(Node node) {
        Cancellation cancellation = signIn.begin(node.name(), PATIENCE);
        long number = ++testing;
        showSigningIn(true);
        say("", false);
        later(() -> {
            String words;
            boolean isProblem = true;
            try {
                boolean isKept = signingIn.signIn(
                        node,
                        page -> Platform.runLater(() -> {
                            if (number == testing) {
                                signIn.show(page);
                            }
                        }),
                        PATIENCE,
                        cancellation);
                words = isKept
                        ? "Signed in to %s.".formatted(node.name())
                        : ("Signed in to %s until Lectern is closed: it granted nothing that can be kept. Its administrator"
                                        + " may allow the scope offline_access.")
                                .formatted(node.name());
                isProblem = !isKept;
            } catch (NetworkException e) {
                words = e.problem() == NetworkException.Problem.CANCELLED
                        ? "The sign-in to %s was cancelled.".formatted(node.name())
                        : String.valueOf(e.getMessage());
            }
            ended(node, number, words, isProblem);
        });
    }

    private void ended(Node node, long number, String words, boolean isProblem) {
        Platform.runLater(() -> {
            changed.run();
            if (number == testing) {
                fill(Optional.of(node.name())); // with what is kept of it now
                signIn.end();
                showSigningIn(false);
                say(words, isProblem);
            }
        });
    }

    private void showSigningIn(boolean isShown) {
        signIn.setVisible(isShown);
        ladder.setVisible(!isShown);
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
                setTooltip(null);
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
            setTooltip(new Tooltip(node.access().address()));
            setAccessibleText(node.name() + ", " + node.access().address());
        }
    }
}
