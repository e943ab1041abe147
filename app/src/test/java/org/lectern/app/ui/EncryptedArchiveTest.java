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
import org.lectern.app.annotation.JsonAnnotationStore;
import org.lectern.app.reading.ui.FxToolkit;
import org.lectern.app.security.ArchiveKey;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.Passphrase;
import org.lectern.app.settings.Folders;
import org.lectern.imaging.archive.ArchiveEncryption;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.importing.Importer;
import org.lectern.imaging.codec.Parallel;
import org.lectern.samples.Sample;

/** The window on an encrypted archive with a CT of the head. */
@ExtendWith(FxToolkit.class)
class EncryptedArchiveTest {
    private static final int PATIENCE_S = 60;

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
        ArchiveKey key = new ArchiveKey(folders.archive(), keys);
        ArchiveEncryption.encrypt(folders.archive(), key.findOrMake(), List.of(folders.marks()), done -> {});
    }

    @Test
    void anEncryptedExamIsPaintedAndItsMarksAreEncryptedToo() throws Exception {
        encrypt(Passphrase.none());
        try (OpenWindow open = new OpenWindow(folder, List.of(), Optional.empty())) {
            assertTrue(open.archive().isEncrypted());
            open.rows(1);
            Screens.press(open.scene(), "ENTER");
            Screens.until("an image is painted", open.window()::showsImage);
            JsonAnnotationStore marks = new JsonAnnotationStore(open.archive().sealed(folders.marks()));
            marks.save("1.2.3", List.of());
            assertEquals(List.of(), marks.load("1.2.3"));
            String bytes = Files.readString(folders.marks().resolve("1.2.3.json"), StandardCharsets.ISO_8859_1);
            assertFalse(bytes.contains("version"), "what lies on the disk is sealed");
        }
    }

    @Test
    void theLockedArchiveSaysThatAPassphraseIsWrongAndOpensWithTheRightOne() throws Exception {
        encrypt(fresh -> Optional.of("three plain words".toCharArray()));
        PassphraseQuestion question = new PassphraseQuestion();
        ArchiveKey key = new ArchiveKey(folders.archive(), Services.keys(folders, question));
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
                window.showLocked(screen);
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
