package org.lectern.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.Threads;
import org.lectern.app.reading.ReadingServices;
import org.lectern.app.reading.ui.FxToolkit;
import org.lectern.app.retrieval.transfer.Subject;
import org.lectern.app.retrieval.transfer.TransferRequest;
import org.lectern.app.security.ArchiveKey;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.Passphrase;
import org.lectern.app.settings.Folders;
import org.lectern.app.worklist.ListHabitsFile;
import org.lectern.app.worklist.ListQuestion;
import org.lectern.app.worklist.Period;
import org.lectern.app.worklist.SavedSearch;
import org.lectern.app.worklist.Scope;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyQuery;
import org.lectern.imaging.archive.importing.Importer;
import org.lectern.imaging.codec.Parallel;
import org.lectern.samples.Sample;

/** The window on an encrypted archive with a CT of the head. */
@ExtendWith(FxToolkit.class)
class EncryptedArchiveTest {
    private static final int PATIENCE_S = 60;
    private static final String NAME = "HABERMEHL^Otto";

    @TempDir
    Path folder;

    private Folders folders;

    @BeforeEach
    void anArchive() throws Exception {
        folders = Folders.of(Map.of("LECTERN_HOME", folder.resolve("home").toString()), folder, "Linux");
        Sample.CT_TILT.write(folder, Parallel.SEQUENTIAL, file -> {});
        try (Threads threads = Threads.start();
                LocalArchive archive = LocalArchive.open(folders.archive())) {
            new Importer(archive, threads.io())
                    .run(List.of(folder.resolve(Sample.CT_TILT.label())), progress -> {}, () -> false);
        }
    }

    private void encrypt(Passphrase passphrase) throws Exception {
        MasterKeys keys = new MasterKeys(folders.configuration(), Optional::empty, passphrase);
        ArchiveKey key = new ArchiveKey(folders, keys);
        key.encrypt(done -> {});
    }

    @Test
    void anEncryptedExamIsPaintedAndItsMarksAreEncryptedToo() throws Exception {
        encrypt(Passphrase.none());
        try (OpenWindow open = new OpenWindow(folder, List.of(), Optional.empty())) {
            assertTrue(open.archive().isEncrypted());
            open.rows(1);
            Screens.press(open.scene(), "ENTER");
            Screens.until("an image is painted", open.window()::showsImage);
            String uid = open.archive().studies(StudyQuery.ALL).getFirst().studyUid();
            try (Threads threads = Threads.start();
                    ReadingServices reading = ReadingServices.start(threads, folders.marks(), open.archive())) {
                reading.annotations().save(uid, List.of());
                assertEquals(List.of(), reading.annotations().load(uid));
            }
            open.services()
                    .network()
                    .transfers()
                    .add(TransferRequest.retrieve(new Subject(uid, "ID1", "", NAME, ""), List.of("nowhere")));
            ListHabitsFile habits = new ListHabitsFile(open.archive().sealed(folders.listHabits()));
            habits.change(before -> before.with(
                    new SavedSearch("mine", new ListQuestion(NAME, Period.ANY, "", Optional.empty(), Scope.HERE))));
        }
        try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String told = file + Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(told.contains("2.25."), file + " tells a UID");
                assertFalse(told.contains(NAME), file + " tells a name");
                assertFalse(told.contains("annotations\""), file + " is plain");
            }
        }
        try (OpenWindow open = new OpenWindow(folder, List.of(), Optional.empty())) {
            assertEquals(
                    NAME,
                    open.services()
                            .network()
                            .transfers()
                            .list()
                            .getFirst()
                            .subject()
                            .patientName());
        }
    }

    @Test
    void theLockedArchiveSaysThatAPassphraseIsWrongAndOpensWithTheRightOne() throws Exception {
        encrypt(fresh -> Optional.of("three plain words".toCharArray()));
        PassphraseQuestion question = new PassphraseQuestion();
        ArchiveKey key = new ArchiveKey(folders, Services.keys(folders, question));
        assertTrue(key.isAskedFor());
        CompletableFuture<LocalArchive> opened = new CompletableFuture<>();
        try (Threads threads = Threads.start()) {
            UnlockScreen screen = Screens.on(() -> new UnlockScreen(
                    threads.io(),
                    passphrase -> {
                        question.offer(passphrase);
                        return LocalArchive.open(folders.archive(), key.find());
                    },
                    opened::complete));
            Scene scene = Screens.on(() -> {
                MainWindow window = new MainWindow(new Stage(), threads, folders, java.time.InstantSource.system());
                Scene made = new Scene(window.root(), 1400, 900);
                Theme.apply(made);
                Stage stage = new Stage();
                stage.setScene(made);
                stage.show();
                window.showFirst(screen);
                return made;
            });
            Label words = (Label) Screens.on(() -> screen.lookup("#unlock-words"));
            type(screen, "three other words");
            Screens.until("a sentence", () -> words.getText().equals("The passphrase is wrong"));
            assertFalse(opened.isDone());
            type(screen, "three plain words");
            try (LocalArchive archive = opened.get(PATIENCE_S, TimeUnit.SECONDS)) {
                assertTrue(archive.isEncrypted());
            }
            Screens.on(() -> {
                scene.getWindow().hide();
                return true;
            });
        }
    }

    private static void type(UnlockScreen screen, String text) throws Exception {
        Screens.on(() -> {
            ((PasswordField) screen.lookup("#passphrase")).setText(text);
            ((Button) screen.lookup("#unlock")).fire();
            return true;
        });
    }
}
