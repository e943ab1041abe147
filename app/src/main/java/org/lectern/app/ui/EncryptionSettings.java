package org.lectern.app.ui;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.MasterKeys.Place;
import org.lectern.app.settings.ui.Option;
import org.lectern.app.settings.ui.Section;

/** Encryption of the archive as a section of the settings. FX thread. */
final class EncryptionSettings {
    private final Services services;
    private final boolean isEncrypted;
    private final Executor io;
    private final Consumer<String> said;

    EncryptionSettings(Services services, boolean isEncrypted, Executor io, Consumer<String> said) {
        this.services = services;
        this.isEncrypted = isEncrypted;
        this.io = io;
        this.said = said;
    }

    Section section() {
        return Section.of("Encryption", isEncrypted ? encrypted() : plain());
    }

    private Option plain() {
        Button passphrase = button("Encrypt under a passphrase…", "encrypt-passphrase");
        passphrase.setOnAction(event -> encrypt(Place.PASSPHRASE));
        Button system = button("Encrypt with the system's key store", "encrypt-system");
        system.setOnAction(event -> encrypt(Place.SYSTEM));
        return new Option(
                "Encrypt this archive",
                "Images, names, marks, transfers and kept searches on this computer become unreadable for who gets its disk or a"
                        + " backup. Under a passphrase it is typed at each start; with the system's key store, signing in is"
                        + " enough. Without key.json and its key nobody can read the archive: back them up. Running transfers"
                        + " wait meanwhile.",
                new VBox(8, passphrase, system));
    }

    private Option encrypted() {
        Button decrypt = button("Decrypt", "decrypt");
        decrypt.setOnAction(event -> services.converter().convert(false));
        return new Option(
                "This archive is encrypted",
                "Images, names, marks, transfers and kept searches can be read with its key only. Decrypting makes them"
                        + " readable for who gets this computer's disk or a backup. Running transfers wait meanwhile.",
                decrypt);
    }

    private static Button button(String words, String id) {
        Button button = new Button(words);
        button.setId(id);
        button.setMaxWidth(Double.MAX_VALUE);
        return button;
    }

    /** First the key, where the reader can still change their mind; then everything closes. */
    private void encrypt(Place place) {
        MasterKeys keys = services.keys();
        io.execute(() -> {
            try {
                keys.keepIn(place);
                Platform.runLater(() -> services.converter().convert(true));
            } catch (IOException e) {
                String why = "The archive is not encrypted. " + e.getMessage();
                Platform.runLater(() -> said.accept(why));
            }
        });
    }
}
