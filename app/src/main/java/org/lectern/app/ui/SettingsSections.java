package org.lectern.app.ui;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import org.lectern.app.retrieval.SystemBrowser;
import org.lectern.app.retrieval.diagnosis.Diagnosis;
import org.lectern.app.retrieval.ui.NodesScreen;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.settings.ArchiveSettings;
import org.lectern.app.settings.FetchAhead;
import org.lectern.app.settings.Station;
import org.lectern.app.settings.ui.Option;
import org.lectern.app.settings.ui.Section;
import org.lectern.app.wording.Wording;
import org.lectern.app.worklist.ListHabitsFile;
import org.lectern.imaging.archive.LocalArchive;

/** What can be set, with what each changes. FX thread; files are written away from it. */
final class SettingsSections {
    private final Services services;
    private final LocalArchive archive;
    private final Path configuration;
    private final ListHabitsFile habits;
    private final ExecutorService io;
    private final Runnable nodesChanged;
    private final StatusStrip status;
    private Station station = Station.INITIAL;
    private ArchiveSettings keeping = ArchiveSettings.INITIAL;
    private FetchAhead ahead = FetchAhead.INITIAL;
    private Optional<NodesScreen> archives = Optional.empty();

    /**
     * Sections.
     *
     * @param status says what went well or wrong
     */
    SettingsSections(
            Services services,
            LocalArchive archive,
            Path configuration,
            ListHabitsFile habits,
            ExecutorService io,
            Runnable nodesChanged,
            StatusStrip status) {
        this.services = services;
        this.archive = archive;
        this.configuration = configuration;
        this.habits = habits;
        this.io = io;
        this.nodesChanged = nodesChanged;
        this.status = status;
    }

    List<Section> all() {
        try {
            station = Station.read(configuration);
            keeping = ArchiveSettings.read(configuration);
            ahead = FetchAhead.read(configuration);
        } catch (IOException e) {
            status.complain(String.valueOf(e.getMessage()));
        }
        NodesScreen nodes = new NodesScreen(
                services.network().nodes(),
                services.vault(),
                () -> new Diagnosis(services.connector(), station, io, Clock.system(ZoneId.systemDefault())),
                services.connector()::signIn,
                SystemBrowser.ofThisComputer(io),
                io,
                nodesChanged);
        archives = Optional.of(nodes);
        List<Section> sections = new ArrayList<>();
        sections.add(Section.of(
                "Archives",
                "nodes pacs dicom dicomweb ae title host port tls certificate password token oauth sign in issuer doctor test",
                nodes));
        sections.add(station());
        sections.add(searching());
        sections.add(ahead());
        sections.add(keeping());
        sections.add(new EncryptionSettings(services, archive.isEncrypted(), io, status::say).section());
        sections.add(secrets());
        return sections;
    }

    /** Begins to sign in to a node on the screen that {@link #all} has made. */
    void signIn(String node) {
        archives.ifPresent(screen -> screen.signIn(node));
    }

    private Section station() {
        return new StationSettings(services, station, configuration, io, new StationSettings.Desk() {
                    @Override
                    public void say(String words) {
                        status.say(words);
                    }

                    @Override
                    public void changed(Station now) {
                        station = now;
                    }
                })
                .section();
    }

    private Section searching() {
        CheckBox pause = new CheckBox("on");
        pause.setId("asks-after-pause");
        pause.setSelected(habits.habits().asksAfterPause());
        pause.setOnAction(event -> habits.change(kept -> kept.withAsksAfterPause(pause.isSelected())));
        return Section.of(
                "Searching",
                new Option(
                        "Ask archives when typing pauses",
                        "Archives that are chosen beside the search box are asked as soon as you stop typing; off, only on"
                                + " Ctrl+Enter.",
                        pause));
    }

    private Section ahead() {
        CheckBox on = new CheckBox("on");
        on.setSelected(ahead.isOn());
        on.setOnAction(event -> keep(new FetchAhead(on.isSelected(), ahead.priors(), ahead.next())));
        TextField priors = text(
                Integer.toString(ahead.priors()),
                4,
                typed -> keep(new FetchAhead(ahead.isOn(), number(typed), ahead.next())));
        TextField next = text(
                Integer.toString(ahead.next()),
                4,
                typed -> keep(new FetchAhead(ahead.isOn(), ahead.priors(), number(typed))));
        return Section.of(
                "Fetched ahead",
                new Option(
                        "Fetch ahead",
                        "Earlier exams of the same patient and region, and the next exams of the list, come before you ask,"
                                + " behind everything you ask for.",
                        on),
                new Option("Earlier exams", "At most so many for the exam that is open.", priors),
                new Option("Next exams", "So many of those below the open one in the list.", next));
    }

    private void keep(FetchAhead changed) {
        ahead = changed;
        later(() -> changed.save(configuration), "What is fetched ahead is kept");
    }

    private Section keeping() {
        TextField size = text(shown(keeping.gigabytes()), 6, typed -> keep(keeping.withGigabytes(limit(typed))));
        size.setPromptText("no limit");
        TextField age = text(shown(keeping.days()), 6, typed -> keep(keeping.withDays(limit(typed))));
        age.setPromptText("no limit");
        CheckBox rejected = new CheckBox("crossed out");
        rejected.setId("shows-rejected");
        rejected.setSelected(keeping.showsRejected());
        rejected.setOnAction(event -> {
            ArchiveSettings changed = keeping.withShowsRejected(rejected.isSelected());
            keeping = changed;
            later(
                    () -> {
                        changed.save(configuration);
                        archive.showRejected(changed.showsRejected());
                    },
                    changed.showsRejected()
                            ? "Images rejected for quality are shown now, crossed out"
                            : "Images rejected for quality are hidden now");
        });
        return Section.of(
                "Kept on this computer",
                new Option(
                        "Most space, in GB",
                        "Beyond it, fetched studies go that were not opened for longest; never what is pinned, open, imported"
                                + " or not yet sent.",
                        size),
                new Option(
                        "Longest time, in days",
                        "Fetched studies go that were not opened for so many days; an archive elsewhere still has them.",
                        age),
                new Option(
                        "Show images rejected for quality",
                        "Those that a note of the modality or archive rejects for quality are hidden; on, they are shown"
                                + " crossed out. What is rejected for the patient's safety, a wrong worklist entry or its age"
                                + " is never shown.",
                        rejected));
    }

    private Section secrets() {
        Button passphrase = new Button("Under a passphrase…");
        passphrase.setOnAction(event -> move(MasterKeys.Place.PASSPHRASE, "under a passphrase"));
        Button system = new Button("In the system's key store");
        system.setOnAction(event -> move(MasterKeys.Place.SYSTEM, "in the system's key store"));
        return Section.of(
                "Passwords",
                new Option(
                        "The key that protects them",
                        "Passwords and tokens of archives are kept encrypted; this says where the key to them is. "
                                + place(),
                        new HBox(8, passphrase, system)));
    }

    private String place() {
        try {
            return services.keys()
                    .place()
                    .map(place -> switch (place) {
                        case SYSTEM -> "Now it is in the system's key store.";
                        case PASSPHRASE -> "Now it is under a passphrase.";
                        case FILE -> "Now it is in a file: who has this account or its backup has the passwords.";
                    })
                    .orElse("There is none yet; it is made with the first password.");
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void move(MasterKeys.Place place, String words) {
        later(() -> services.keys().move(place), "The key is now " + words);
    }

    // --- fields and files

    private static String shown(OptionalInt limit) {
        return limit.isPresent() ? Integer.toString(limit.getAsInt()) : "";
    }

    private static OptionalInt limit(String typed) {
        return typed.isBlank() ? OptionalInt.empty() : OptionalInt.of(number(typed));
    }

    private static int number(String typed) {
        try {
            return Integer.parseInt(typed.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is no whole number".formatted(typed), e);
        }
    }

    private TextField text(String value, int columns, Consumer<String> taken) {
        return TypedField.of(value, columns, taken, status::complain);
    }

    private void keep(ArchiveSettings changed) {
        keeping = changed;
        io.execute(() -> {
            try {
                changed.save(configuration);
                archive.setLimits(changed.limits());
                List<String> told = new ArrayList<>(List.of("The limits hold now"));
                told.addAll(Wording.eviction(archive.keepLimits()));
                Platform.runLater(() -> status.say(String.join(". ", told)));
            } catch (IOException e) {
                Platform.runLater(() -> status.complain(String.valueOf(e.getMessage())));
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private void later(Work work, String done) {
        io.execute(() -> {
            try {
                work.run();
                Platform.runLater(() -> status.say(done));
            } catch (IOException e) {
                Platform.runLater(() -> status.complain(String.valueOf(e.getMessage())));
            }
        });
    }
}
