package org.lectern.app.retrieval.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.NodeConnector;
import org.lectern.app.retrieval.SignInServer;
import org.lectern.app.retrieval.SystemBrowser;
import org.lectern.app.retrieval.receiver.TemporaryReceiver;
import org.lectern.app.retrieval.ui.NodeForm.Proof;
import org.lectern.app.security.MasterKeyVault;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.Passphrase;
import org.lectern.app.settings.Station;
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
            Scene scene = shown(store, vault, threads);
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
    void theFirstArchiveIsSetUpFromTheKeyboardAlone() throws Exception {
        JsonNodeStore store = new JsonNodeStore(folder);
        MasterKeyVault vault = new MasterKeyVault(new MasterKeys(folder, Optional::empty, Passphrase.none()));
        CountDownLatch tested = new CountDownLatch(1);
        try (Threads threads = Threads.start()) {
            Scene scene = Screens.on(() -> {
                NodesScreen screen = new NodesScreen(
                        store,
                        vault,
                        () -> {
                            tested.countDown();
                            throw new IllegalStateException("nothing is tested here");
                        },
                        new NodeConnector(
                                        vault,
                                        () -> Station.INITIAL,
                                        new TemporaryReceiver(0, threads.io()),
                                        threads.io())
                                .keepingIn(store)::signIn,
                        new SystemBrowser(List.of(), threads.io()),
                        threads.io(),
                        () -> {});
                Stage stage = new Stage();
                stage.setScene(new Scene(screen, 1200, 800));
                stage.show();
                screen.requestFocus();
                return stage.getScene();
            });
            Screens.on(() -> {
                TextField name = field(scene, "#node-name");
                assertEquals(name, scene.getFocusOwner());
                kind(scene).setValue("DICOMweb");
                name.setText("north");
                field(scene, "#node-address").setText("https://pacs.example/dicom-web");
                Screens.press(name, "ENTER");
                return true;
            });
            assertTrue(tested.await(60, TimeUnit.SECONDS), "Enter keeps and tests it");
            assertTrue(store.node("north").isPresent());
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

    @Test
    void credentialsForAnAddressWithoutEncryptionAreRefusedUntilThatIsAllowedByName() throws Exception {
        MasterKeyVault vault = new MasterKeyVault(new MasterKeys(folder, Optional::empty, Passphrase.none()));
        NodeForm refused = form("http://pacs.example/dicom-web", SECRET);
        IllegalArgumentException failure = org.junit.jupiter.api.Assertions.assertThrows(
                IllegalArgumentException.class, () -> refused.node(vault, Optional.empty()));
        assertTrue(failure.getMessage().contains("not encrypted"), failure.getMessage());
        assertTrue(failure.getMessage().contains("tick the box"), failure.getMessage());
        DicomWebAccess allowed = (DicomWebAccess) form("http://pacs.example/dicom-web", SECRET, true)
                .node(vault, Optional.empty())
                .access();
        assertTrue(allowed.allowsPlainCredentials());
        assertEquals(
                "HOSP",
                form("https://pacs.example/dicom-web", SECRET)
                        .node(vault, Optional.empty())
                        .issuer());
        try (Threads threads = Threads.start()) {
            Scene scene = shown(new JsonNodeStore(folder), vault, threads);
            Screens.on(() -> {
                kind(scene).setValue("DICOMweb");
                proof(scene).setValue(Proof.BASIC);
                field(scene, "#node-address").setText("https://pacs.example/dicom-web");
                assertTrue(scene.lookup("#node-exposed") == null, "nothing is exposed over https");
                field(scene, "#node-address").setText("http://pacs.example/dicom-web");
                assertTrue(scene.lookup("#node-exposed") != null, "the warning is there");
                proof(scene).setValue(Proof.NONE);
                assertTrue(scene.lookup("#node-exposed") == null, "nothing is exposed without credentials");
                return true;
            });
        }
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsShownAndNotUndone() throws Exception {
        JsonNodeStore store = new JsonNodeStore(folder);
        MasterKeyVault vault = new MasterKeyVault(new MasterKeys(folder, Optional::empty, Passphrase.none()));
        store.put(form("https://pacs.example/dicom-web", SECRET).node(vault, Optional.empty()));
        try (Threads threads = Threads.start()) {
            Scene scene = shown(store, vault, threads);
            JsonNodeStore other = new JsonNodeStore(folder);
            other.put(other.node("north").orElseThrow().withIssuer("CLINIC"));
            Screens.on(() -> {
                field(scene, "#node-user").setText("otto");
                ((Button) scene.lookup("#node-save")).fire();
                return true;
            });
            Screens.until(
                    "it is said",
                    () -> ((Label) scene.lookup("#node-said")).getText().contains("changed by somebody else"));
            assertEquals("CLINIC", Screens.on(() -> field(scene, "#node-issuer").getText()));
            assertEquals("CLINIC", store.node("north").orElseThrow().issuer());
            Screens.on(() -> {
                field(scene, "#node-user").setText("otto");
                ((Button) scene.lookup("#node-save")).fire();
                return true;
            });
            Screens.until(
                    "it is kept",
                    () -> ((Label) scene.lookup("#node-said")).getText().equals("north is kept."));
            assertEquals("CLINIC", other.node("north").orElseThrow().issuer());
        }
    }

    private static void save(JsonNodeStore store, SignInServer server) throws Exception {
        DicomWebAccess web = DicomWebAccess.of(URI.create(server.archive()));
        store.put(Node.of(
                "north",
                web.with(new Authentication.OAuth(
                        URI.create(server.issuer()),
                        "lectern",
                        "offline_access",
                        Optional.empty(),
                        Optional.empty()))));
    }

    private static String said(Scene scene) {
        return ((Label) scene.lookup("#node-said")).getText();
    }

    @Test
    void somebodySignsInWithTheAddressWhereNoBrowserCanBeOpened() throws Exception {
        JsonNodeStore store = new JsonNodeStore(folder);
        MasterKeyVault vault = new MasterKeyVault(new MasterKeys(folder, Optional::empty, Passphrase.none()));
        try (Threads threads = Threads.start();
                SignInServer server = SignInServer.start()) {
            save(store, server);
            Scene scene = shown(store, vault, threads);
            fire(scene, "#node-sign-in");
            Screens.until(
                    "it is said that no browser could be opened",
                    () -> ((Label) scene.lookup("#sign-in-words")).getText().startsWith("No browser could be opened"));
            String page = Screens.on(() -> field(scene, "#sign-in-address").getText());
            assertTrue(page.startsWith(server.issuer() + "/authorize?response_type=code"), page);
            assertTrue(SignInServer.browse(URI.create(page)).contains("You are signed in"));
            Screens.until("it is told", () -> said(scene).equals("Signed in to north."));
            assertTrue(NodesScreenTest.refreshToken(store).isPresent());
            assertFalse(everything().contains("refresh-"), "sealed");
            fire(scene, "#node-save");
            Screens.until("it is kept", () -> said(scene).equals("north is kept."));
            assertTrue(refreshToken(store).isPresent(), "saving anything else keeps the sign-in");
        }
    }

    /** The browser is a program that signs in; a shell script has no more than curl to do it with. */
    @Test
    void theBrowserIsOpenedAtThePage() throws Exception {
        JsonNodeStore store = new JsonNodeStore(folder);
        MasterKeyVault vault = new MasterKeyVault(new MasterKeys(folder, Optional::empty, Passphrase.none()));
        try (Threads threads = Threads.start();
                SignInServer server = SignInServer.start()) {
            save(store, server);
            Scene scene = shown(store, vault, threads, List.of("curl", "-sL"));
            fire(scene, "#node-sign-in");
            Screens.until("it is told", () -> said(scene).equals("Signed in to north."));
            server.refuse(true);
            fire(scene, "#node-sign-in");
            Screens.until("the refusal is told", () -> said(scene).contains("was refused or given up"));
        }
    }

    @Test
    void aSignInCanBeCancelled() throws Exception {
        JsonNodeStore store = new JsonNodeStore(folder);
        MasterKeyVault vault = new MasterKeyVault(new MasterKeys(folder, Optional::empty, Passphrase.none()));
        try (Threads threads = Threads.start();
                SignInServer server = SignInServer.start()) {
            save(store, server);
            Scene scene = shown(store, vault, threads);
            fire(scene, "#node-sign-in");
            Screens.until(
                    "there is a page", () -> scene.lookup("#sign-in-address").isVisible());
            fire(scene, "#sign-in-cancel");
            Screens.until("it is told", () -> said(scene).equals("The sign-in to north was cancelled."));
            assertEquals(List.of(), server.grants());
            assertTrue(refreshToken(store).isEmpty());
        }
    }

    private static Optional<?> refreshToken(JsonNodeStore store) {
        DicomWebAccess access = (DicomWebAccess) store.nodes().getFirst().access();
        return ((Authentication.OAuth) access.authentication()).refreshToken();
    }

    private static void fire(Scene scene, String selector) throws Exception {
        Screens.on(() -> {
            ((Button) scene.lookup(selector)).fire();
            return true;
        });
    }

    private static NodeForm form(String address, String secret) {
        return form(address, secret, false);
    }

    private static NodeForm form(String address, String secret, boolean isPlainAllowed) {
        return new NodeForm(
                "north",
                true,
                new NodeForm.Dimse("", "", "", "", false),
                address,
                Proof.BASIC,
                "maria",
                secret,
                isPlainAllowed,
                new NodeForm.OAuth("", "", ""),
                new NodeForm.Tls(false, "", "", "", "", false),
                "HOSP",
                java.util.Set.of(),
                new NodeForm.Burden("4", "10", "60", "100"));
    }

    /** With a browser that cannot be opened. */
    private static Scene shown(JsonNodeStore store, MasterKeyVault vault, Threads threads) throws Exception {
        return shown(store, vault, threads, List.of("no-such-browser"));
    }

    private static Scene shown(JsonNodeStore store, MasterKeyVault vault, Threads threads, List<String> browser)
            throws Exception {
        return Screens.on(() -> {
            NodesScreen screen = new NodesScreen(
                    store,
                    vault,
                    () -> {
                        throw new IllegalStateException("nothing is tested here");
                    },
                    new NodeConnector(
                                    vault, () -> Station.INITIAL, new TemporaryReceiver(0, threads.io()), threads.io())
                            .keepingIn(store)::signIn,
                    new SystemBrowser(browser, threads.io()),
                    threads.io(),
                    () -> {});
            Stage stage = new Stage();
            stage.setScene(new Scene(screen, 1200, 800));
            stage.show();
            return stage.getScene();
        });
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
