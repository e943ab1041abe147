package org.lectern.app.retrieval.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.Threads;
import org.lectern.app.reading.ui.FxToolkit;
import org.lectern.app.retrieval.DicomWebAccess;
import org.lectern.app.retrieval.DicomWebAccess.Authentication;
import org.lectern.app.retrieval.JsonNodeStore;
import org.lectern.app.retrieval.ui.NodeForm.Proof;
import org.lectern.app.security.MasterKeyVault;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.Passphrase;
import org.lectern.app.ui.Screens;

/** Nodes set up in the window. */
@ExtendWith(FxToolkit.class)
class NodesScreenTest {
    private static final String SECRET = "correct horse battery";

    @TempDir
    Path folder;

    @Test
    void aPasswordIsKeptSealedIsNeverShownAgainAndStaysWhenNothingIsTyped() throws Exception {
        JsonNodeStore store = new JsonNodeStore(folder);
        MasterKeyVault vault = new MasterKeyVault(new MasterKeys(folder, Optional::empty, Passphrase.none()));
        try (Threads threads = Threads.start()) {
            Scene scene = Screens.on(() -> {
                NodesScreen screen = new NodesScreen(
                        store,
                        vault,
                        () -> {
                            throw new IllegalStateException("nothing is tested here");
                        },
                        threads.io(),
                        () -> {});
                Stage stage = new Stage();
                stage.setScene(new Scene(screen, 1200, 800));
                stage.show();
                return stage.getScene();
            });
            Screens.on(() -> {
                kind(scene).setValue("DICOMweb");
                proof(scene).setValue(Proof.BASIC);
                field(scene, "#node-name").setText("north");
                field(scene, "#node-address").setText("https://pacs.example/dicom-web");
                field(scene, "#node-user").setText("maria");
                field(scene, "#node-secret").setText(SECRET);
                ((Button) scene.lookup("#node-save")).fire();
                return true;
            });
            Screens.until("it is kept", () -> store.node("north").isPresent());
            Screens.until(
                    "it is said",
                    () -> ((Label) scene.lookup("#node-said")).getText().equals("north is kept."));
            assertEquals(SECRET, password(store, vault));
            assertFalse(everything().contains(SECRET), "no file holds the password");
            Screens.on(() -> {
                PasswordField secret = (PasswordField) scene.lookup("#node-secret");
                assertEquals("", secret.getText());
                assertEquals("kept; type to replace it", secret.getPromptText());
                field(scene, "#node-name").setText("north wing");
                ((Button) scene.lookup("#node-save")).fire();
                return true;
            });
            Screens.until(
                    "it has another name",
                    () -> store.node("north wing").isPresent()
                            && store.node("north").isEmpty());
            assertEquals(SECRET, password(store, vault));
        }
    }

    @Test
    void aPasswordIsNotTakenAlongToAnotherServer() throws Exception {
        JsonNodeStore store = new JsonNodeStore(folder);
        MasterKeyVault vault = new MasterKeyVault(new MasterKeys(folder, Optional::empty, Passphrase.none()));
        NodeForm form = form("https://pacs.example/dicom-web", SECRET);
        store.put(form.node(vault, Optional.empty()));
        IllegalArgumentException refused = org.junit.jupiter.api.Assertions.assertThrows(
                IllegalArgumentException.class,
                () -> form("https://other.example/dicom-web", "").node(vault, store.node("north")));
        assertTrue(refused.getMessage().startsWith("A password is needed"), refused.getMessage());
    }

    private static NodeForm form(String address, String secret) {
        return new NodeForm(
                "north",
                true,
                new NodeForm.Dimse("", "", "", "", false),
                address,
                Proof.BASIC,
                "maria",
                secret,
                new NodeForm.OAuth("", "", ""),
                new NodeForm.Tls(false, "", "", "", "", false),
                java.util.Set.of(),
                new NodeForm.Burden("4", "10", "60", "100"));
    }

    private static String password(JsonNodeStore store, MasterKeyVault vault) throws Exception {
        DicomWebAccess access = (DicomWebAccess) store.nodes().getFirst().access();
        return vault.open(access.purpose(), ((Authentication.Basic) access.authentication()).password());
    }

    private String everything() throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<String> kind(Scene scene) {
        return (ComboBox<String>) scene.lookup("#node-kind");
    }

    @SuppressWarnings("unchecked")
    private static ComboBox<Proof> proof(Scene scene) {
        return (ComboBox<Proof>) scene.lookup("#node-proof");
    }

    private static TextField field(Scene scene, String selector) {
        return (TextField) scene.lookup(selector);
    }
}
