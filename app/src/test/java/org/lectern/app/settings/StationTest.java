package org.lectern.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.settings.Station.Caller;

class StationTest {
    @TempDir
    Path folder;

    @Test
    void itComesBackAsItWasSaved() throws IOException {
        assertEquals(Station.INITIAL, Station.read(folder));
        Station station =
                new Station("READER 1", 104, true, List.of(new Caller("PACS", "10.1.0.5"), new Caller("CT", "::1")));
        station.save(folder);
        assertEquals(station, Station.read(folder));
        Station secured = station.withTls(Optional.of(new Station.Secured(
                Path.of("/etc/reader.pem"),
                Optional.of(Path.of("/etc/reader.key")),
                Optional.of("sealed"),
                Optional.empty())));
        secured.save(folder);
        assertEquals(secured, Station.read(folder));
        secured.withPort(11_113).withTls(Optional.empty()).save(folder);
        assertEquals(station.withPort(11_113), Station.read(folder));
    }

    @Test
    void aDamagedFileIsToldAndStays() throws IOException {
        Path file = Files.writeString(folder.resolve("station.json"), "{\n\"port\": \"many\"}");
        String told =
                assertThrows(IOException.class, () -> Station.read(folder)).getMessage();
        assertTrue(told.contains("station.json") && told.contains("'port'"), told);
        assertTrue(Files.exists(file));
    }

    @Test
    void aCallerIsATitleAndWhereItCallsFrom() {
        assertEquals(new Caller("PACS", "*"), Caller.parse("PACS"));
        assertEquals(new Caller("PACS", "10.0.0.5"), Caller.parse("PACS@10.0.0.5"));
        assertEquals(new Caller("PACS", "*"), Caller.parse("PACS@*"));
        assertEquals(new Caller("PACS", "10.0.0.0/8"), Caller.parse("PACS@10.0.0.0/8"));
        assertEquals(new Caller("*", "fd00::/8"), Caller.parse("*@fd00::/8"));
        assertEquals(new Caller("*", "pacs.example"), Caller.parse("*@pacs.example"));
        for (String wrong : List.of(
                "", "@h", " @h", "ABCDEFGHIJKLMNOPQ", "A@h@i", "A@", "A\nB", "A,B@h", "A@10.0.0.0/33", "A@h/8")) {
            assertThrows(IllegalArgumentException.class, () -> Caller.parse(wrong), wrong);
        }
    }
}
