package org.lectern.app.ui;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.lectern.app.retrieval.AeTitle;
import org.lectern.app.retrieval.ReceiverTls;
import org.lectern.app.settings.Station;
import org.lectern.app.settings.ui.Option;
import org.lectern.app.settings.ui.Section;

/** What other systems see of this workstation, and how its receiver stands. FX thread; files are written away from it. */
final class StationSettings {
    private static final String CERTIFICATE = "the file of our certificate";

    private final Services services;
    private final Path configuration;
    private final ExecutorService io;
    private final Desk desk;
    private final Label state = new Label();
    private final Button restart = new Button("Start again");
    private final AtomicReference<Station> latest;
    private final ReentrantLock saving = new ReentrantLock();
    private Station station;

    /** Who hears what happened. */
    interface Desk {
        /** What went well or wrong. */
        void say(String words);

        /** The station is another one now. */
        void changed(Station now);
    }

    StationSettings(Services services, Station station, Path configuration, ExecutorService io, Desk desk) {
        this.services = services;
        this.station = station;
        this.latest = new AtomicReference<>(station);
        this.configuration = configuration;
        this.io = io;
        this.desk = desk;
        state.setId("receiver-state");
        state.setWrapText(true);
        state.setMaxWidth(420);
        restart.setId("receiver-restart");
        restart.setOnAction(event -> restart());
        showState();
    }

    Section section() {
        TextField title = field(station.aeTitle(), 16, typed -> {
            String checked = AeTitle.checked(typed);
            return kept -> kept.withAeTitle(checked);
        });
        TextField port = field(Integer.toString(station.port()), 6, typed -> {
            int number = number(typed);
            return kept -> kept.withPort(number);
        });
        CheckBox receives = new CheckBox("on");
        receives.setSelected(station.receives());
        receives.setOnAction(event -> change(kept -> kept.withReceives(receives.isSelected())));
        String callers = String.join(
                ", ", station.callers().stream().map(Object::toString).toList());
        TextField allowed = field(
                callers,
                28,
                typed -> kept -> kept.withCallers(Arrays.stream(typed.split("[,;]"))
                        .filter(part -> !part.isBlank())
                        .map(Station.Caller::parse)
                        .toList()));
        allowed.setPromptText("everybody");
        return Section.of(
                "This station",
                new Option(
                        "AE title", "What we call ourselves to DICOM archives; their administrators enter it.", title),
                new Option("Port", "Where our receiver listens for archives that send to us.", port),
                new Option(
                        "Receiver",
                        "Takes objects that others send, such as by C-MOVE, all the time that Lectern runs.",
                        receives),
                new Option(
                        "Who may send to us",
                        "AE titles, each with an address or network where it matters: AET, AET@address, AET@10.1.0.0/16,"
                                + " *@10.1.0.0/16; apart by commas.",
                        allowed),
                new Option(
                        "Certificate of the receiver",
                        "With one, others reach us over TLS only. Its key, where it is in another file; and what opens the"
                                + " key.",
                        certificate()),
                new Option(
                        "Certificates of callers",
                        "A file of authorities: whoever calls must show a certificate of one of them. Empty, callers need"
                                + " none.",
                        authorities()),
                new Option(
                        "How it stands",
                        "Changes above hold when the receiver starts again.",
                        new VBox(6, state, restart)));
    }

    private VBox certificate() {
        Optional<Station.Secured> now = station.tls();
        TextField certificate = field(
                now.map(Station.Secured::certificate).map(Path::toString).orElse(""),
                28,
                typed -> kept -> kept.withTls(path(typed)
                        .map(file -> new Station.Secured(
                                file,
                                kept.tls().flatMap(Station.Secured::key),
                                kept.tls().flatMap(Station.Secured::password),
                                kept.tls().flatMap(Station.Secured::authorities)))));
        certificate.setPromptText("none: no encryption");
        certificate.setAccessibleText("Certificate of the receiver");
        certificate.setId("receiver-certificate");
        TextField key = field(
                now.flatMap(Station.Secured::key).map(Path::toString).orElse(""),
                28,
                typed -> kept -> kept.withTls(Optional.of(new Station.Secured(
                        secured(kept).certificate(),
                        path(typed),
                        secured(kept).password(),
                        secured(kept).authorities()))));
        key.setPromptText("key: in the certificate's file");
        key.setAccessibleText("Key of the certificate");
        PasswordField password = new PasswordField();
        password.setPromptText(
                now.flatMap(Station.Secured::password).isPresent()
                        ? "password: kept; type to replace it"
                        : "password of the key: none");
        password.setAccessibleText("Password of the key");
        password.setOnAction(event -> seal(password));
        password.focusedProperty().addListener((focus, before, has) -> {
            if (!has && !password.getText().isEmpty()) {
                seal(password);
            }
        });
        return new VBox(6, certificate, key, password);
    }

    private TextField authorities() {
        TextField authorities = field(
                station.tls()
                        .flatMap(Station.Secured::authorities)
                        .map(Path::toString)
                        .orElse(""),
                28,
                typed -> kept -> kept.withTls(Optional.of(new Station.Secured(
                        secured(kept).certificate(),
                        secured(kept).key(),
                        secured(kept).password(),
                        path(typed)))));
        authorities.setPromptText("callers need none");
        authorities.setId("receiver-authorities");
        return authorities;
    }

    private static Station.Secured secured(Station kept) {
        return kept.tls().orElseThrow(() -> new IllegalArgumentException("Name %s first".formatted(CERTIFICATE)));
    }

    private static Optional<Path> path(String typed) {
        if (typed.isBlank()) {
            return Optional.empty();
        }
        Path file = Path.of(typed.strip()).toAbsolutePath().normalize();
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("%s does not exist or may not be read".formatted(file));
        }
        return Optional.of(file);
    }

    private void seal(PasswordField password) {
        String typed = password.getText();
        password.clear();
        if (station.tls().isEmpty()) {
            desk.say("Name %s first".formatted(CERTIFICATE));
            return;
        }
        password.setPromptText("password: kept; type to replace it");
        io.execute(() -> {
            try {
                String sealed =
                        services.vault().seal(ReceiverTls.PURPOSE, typed).text();
                Platform.runLater(() -> change(kept -> kept.withTls(kept.tls()
                        .map(tls -> new Station.Secured(
                                tls.certificate(), tls.key(), Optional.of(sealed), tls.authorities())))));
            } catch (IOException e) {
                tell(String.valueOf(e.getMessage()));
            }
        });
    }

    private void restart() {
        services.receiver().ifPresent(receiver -> {
            restart.setDisable(true);
            Station now = station;
            io.execute(() -> {
                String words = "";
                try {
                    receiver.restart(now);
                } catch (IOException e) {
                    words = String.valueOf(e.getMessage());
                }
                String failure = words;
                Platform.runLater(() -> {
                    restart.setDisable(false);
                    showState();
                    desk.say(failure.isEmpty() ? receiver.state() : failure);
                });
            });
        });
    }

    private void showState() {
        services.receiver().ifPresent(receiver -> {
            state.setText(receiver.state());
            state.getStyleClass().setAll("label", receiver.notice().isPresent() ? "attention" : "secondary");
        });
        restart.setDisable(services.receiver().isEmpty());
    }

    private static int number(String typed) {
        try {
            return Integer.parseInt(typed.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is no whole number".formatted(typed), e);
        }
    }

    private TextField field(String value, int columns, Function<String, UnaryOperator<Station>> change) {
        return TypedField.of(value, columns, typed -> change(change.apply(typed)), desk::say);
    }

    private void change(UnaryOperator<Station> change) {
        Station changed = change.apply(station);
        station = changed;
        latest.set(changed);
        desk.changed(changed);
        io.execute(() -> {
            try {
                save();
                tell("This station's settings are kept");
            } catch (IOException e) {
                tell(String.valueOf(e.getMessage()));
            }
        });
    }

    /** The newest, whichever change this is for: changes in quick succession do not overtake each other. */
    private void save() throws IOException {
        saving.lock();
        try {
            latest.get().save(configuration);
        } finally {
            saving.unlock();
        }
    }

    private void tell(String words) {
        Platform.runLater(() -> desk.say(words));
    }
}
