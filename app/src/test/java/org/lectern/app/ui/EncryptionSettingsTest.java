package org.lectern.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.Threads;
import org.lectern.app.reading.ui.FxToolkit;
import org.lectern.app.security.ArchiveKey;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.MasterKeys.Place;
import org.lectern.app.settings.Folders;
import org.lectern.app.settings.ui.SettingsScreen;
import org.lectern.imaging.archive.ArchiveEncryption;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyQuery;
import org.lectern.imaging.archive.importing.Importer;
import org.lectern.imaging.codec.Parallel;
import org.lectern.samples.Sample;

/** Encrypting and decrypting from the settings. */
@ExtendWith(FxToolkit.class)
class EncryptionSettingsTest {
    @TempDir
    Path folder;

    private Folders folders;
    private MasterKeys keys;
    private final List<Boolean> begun = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();

    @BeforeEach
    void anArchive() throws Exception {
        folders = Folders.of(Map.of("LECTERN_HOME", folder.resolve("home").toString()), folder, "Linux");
        keys = new MasterKeys(
                folders.configuration(), Optional::empty, fresh -> Optional.of("three plain words".toCharArray()));
        Sample.CT_TILT.write(folder, Parallel.SEQUENTIAL, file -> {});
        try (Threads threads = Threads.start();
                LocalArchive archive = LocalArchive.open(folders.archive())) {
            new Importer(archive, threads.io())
                    .run(List.of(folder.resolve(Sample.CT_TILT.label())), progress -> {}, () -> false);
        }
    }

    private Services services(LocalArchive archive, Threads threads) throws Exception {
        return Services.open(archive, folders, threads, InstantSource.system(), keys)
                .with(begun::add);
    }

    private void press(Services services, boolean isEncrypted, Threads threads, String button) throws Exception {
        Screens.on(() -> {
            EncryptionSettings settings = new EncryptionSettings(services, isEncrypted, threads.io(), said::add);
            Scene scene = new Scene(new SettingsScreen(List.of(settings.section()), () -> {}), 1000, 600);
            Theme.apply(scene);
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            ((Button) scene.lookup(button)).fire();
            return true;
        });
    }

    @Test
    void theKeyIsMadeWhereTheReaderWantsItBeforeAnythingCloses() throws Exception {
        try (Threads threads = Threads.start();
                LocalArchive archive = LocalArchive.open(folders.archive());
                Services services = services(archive, threads)) {
            press(services, false, threads, "#encrypt-system");
            Screens.until("a sentence", () -> !said.isEmpty());
            assertTrue(said.getFirst()
                    .startsWith("The archive is not encrypted. The operating system offers no key store"));
            assertEquals(List.of(), begun);
            assertEquals(Optional.empty(), keys.place());
            press(services, false, threads, "#encrypt-passphrase");
            Screens.until("encryption", () -> begun.equals(List.of(true)));
            assertEquals(Optional.of(Place.PASSPHRASE), keys.place());
            press(services, true, threads, "#decrypt");
            assertEquals(List.of(true, false), begun);
        }
    }

    @Test
    void theArchiveOfAnOpenWindowIsEncryptedAndDecryptedAndOpenAgain() throws Exception {
        LocalArchive archive = LocalArchive.open(folders.archive());
        for (boolean encrypts : List.of(true, false)) {
            Threads threads = Threads.start();
            ArchiveConversion conversion = new ArchiveConversion(
                    folders, new ArchiveKey(folders, keys), services(archive, threads), threads, archive);
            List<Integer> progress = new ArrayList<>();
            int files = conversion.files();
            ArchiveConversion.Converted converted = conversion.run(encrypts, progress::add);
            archive = converted.archive();
            assertEquals(Optional.empty(), converted.problem());
            assertEquals(encrypts, archive.isEncrypted());
            assertEquals(1, archive.studies(StudyQuery.ALL).size());
            assertTrue(files > 0 && progress.getLast() >= files, progress.getLast() + " of " + files);
        }
        archive.close();
    }

    @Test
    void whatCannotBeConvertedOpensAgainWithAReason() throws Exception {
        ArchiveEncryption.encrypt(folders.archive(), keys.open().derive("archive"), done -> {});
        LocalArchive archive = LocalArchive.open(folders.archive(), new ArchiveKey(folders, keys).find());
        Threads threads = Threads.start();
        ArchiveConversion conversion = new ArchiveConversion(
                folders, new ArchiveKey(folders, keys), services(archive, threads), threads, archive);
        ArchiveConversion.Converted converted = conversion.run(true, done -> {});
        try (LocalArchive again = converted.archive()) {
            assertTrue(again.isEncrypted());
            assertTrue(converted.problem().orElseThrow().contains("is encrypted already"));
        }
    }

    @Test
    void progressIsANumber() throws Exception {
        ConversionScreen screen = Screens.on(() -> new ConversionScreen(true, 1200));
        screen.done(600);
        Screens.until("the number", () -> words(screen).equals("%,d of %,d files".formatted(600, 1200)));
        screen.done(1300);
        Screens.until("not more than all", () -> words(screen).equals("%,d of %,d files".formatted(1200, 1200)));
    }

    private static String words(Pane screen) {
        return screen.getChildren().stream()
                .filter(node -> "conversion-words".equals(node.getId()))
                .map(node -> ((Label) node).getText())
                .findFirst()
                .orElse("");
    }
}
