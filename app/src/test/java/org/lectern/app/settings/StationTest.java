package org.lectern.app.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        for (String wrong :
                List.of("", "@h", " @h", "ABCDEFGHIJKLMNOPQ", "A@h@i", "A@", "A\nB", "*@h", "A@10.0.0.0/8")) {
            assertThrows(IllegalArgumentException.class, () -> Caller.parse(wrong), wrong);
        }
    }
}
