package org.lectern.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.Threads;
import org.lectern.app.reading.ui.FxToolkit;
import org.lectern.app.retrieval.receiver.Destinations;
import org.lectern.app.retrieval.receiver.StationReceiver;
import org.lectern.app.settings.Station;
import org.lectern.app.settings.ui.Option;

/** The receiver as the settings show it. */
@ExtendWith(FxToolkit.class)
class StationSettingsTest {
    @TempDir
    Path folder;

    private String told = "";

    private Scene shown(Services services, Station station, Threads threads) throws Exception {
        return Screens.on(() -> new Scene(new VBox(
                new StationSettings(services, station, folder, threads.io(), new StationSettings.Desk() {
                            @Override
                            public void say(String words) {
                                told = words;
                            }

                            @Override
                            public void changed(Station now) {}
                        })
                        .section().options().stream().map(Option::control).toArray(javafx.scene.Node[]::new))));
    }

    private static String state(Scene scene) {
        return ((Label) scene.lookup("#receiver-state")).getText();
    }

    @Test
    void aReceiverWhosePortWasBusyStartsAgainFromTheScreenAndWhatMakesNoSenseIsPutBack() throws Exception {
        try (Threads threads = Threads.start();
                OpenWindow open = new OpenWindow(folder.resolve("window"), List.of(), Optional.empty());
                ServerSocket other = new ServerSocket(0)) {
            Services window = open.services();
            Station station = new Station("READER", other.getLocalPort(), true, List.of());
            try (StationReceiver receiver = StationReceiver.open(
                    station,
                    open.archive(),
                    new Destinations(window.network().nodes(), window.connector()),
                    window.vault(),
                    threads.io())) {
                Services services = new Services(
                        window.network(),
                        window.connector(),
                        window.vault(),
                        window.keys(),
                        Optional.of(receiver),
                        window.converter());
                Scene scene = shown(services, station, threads);
                assertTrue(Screens.on(() -> state(scene)).contains("is in use"));
                other.close();
                Screens.on(() -> {
                    ((Button) scene.lookup("#receiver-restart")).fire();
                    return true;
                });
                Screens.until("it listens", () -> state(scene).startsWith("Listening at port " + station.port()));
                assertEquals(Optional.of(station.port()), receiver.port());
                Screens.on(() -> {
                    TextField certificate = (TextField) scene.lookup("#receiver-certificate");
                    certificate.setText(folder.resolve("gone.pem").toString());
                    certificate.fireEvent(new javafx.event.ActionEvent());
                    assertTrue(told.contains("does not exist"), told);
                    assertEquals("", certificate.getText());
                    TextField authorities = (TextField) scene.lookup("#receiver-authorities");
                    authorities.setText(
                            Files.writeString(folder.resolve("ca.pem"), "x").toString());
                    authorities.fireEvent(new javafx.event.ActionEvent());
                    assertTrue(told.contains("certificate first"), told);
                    certificate.setText(Files.writeString(folder.resolve("our.pem"), "no certificate")
                            .toString());
                    certificate.fireEvent(new javafx.event.ActionEvent());
                    ((Button) scene.lookup("#receiver-restart")).fire();
                    return true;
                });
                Screens.until("what is wrong is told", () -> state(scene).startsWith("Nothing can be sent here"));
                assertEquals(Optional.empty(), receiver.port(), "not in the open instead");
                Screens.until("it is kept", () -> Station.read(folder).tls().isPresent());
            }
        }
    }
}
