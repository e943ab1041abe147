package org.lectern.app.settings;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What other systems see of this workstation.
 *
 * @param aeTitle our application entity title
 * @param port where our receiver listens
 * @param receives whether the receiver runs while the workstation is open
 * @param callers who may talk to the receiver; empty for everybody
 */
public record Station(String aeTitle, int port, boolean receives, List<Caller> callers) {
    /** Before anything was set up; 11112 is the port registered for DICOM without privileges (PS3.8 section 9.1.1). */
    public static final Station INITIAL = new Station("LECTERN", 11_112, false, List.of());

    /** Refuses a port out of range; 0 is any free one. */
    public Station {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port is a number from 0 to 65535");
        }
        callers = List.copyOf(callers);
    }

    /**
     * A caller that is let in.
     *
     * @param aeTitle what it calls itself
     * @param address where it calls from, host name or IP address; {@code *} for anywhere
     */
    public record Caller(String aeTitle, String address) {
        private static final Pattern TEXT =
                Pattern.compile("([ -~&&[^\\\\@*]]{1,16})(?:@(\\*|[\\p{L}\\p{N}.:_-]{1,253}))?");

        /** Reads {@code AET} or {@code AET@address}. */
        public static Caller parse(String text) {
            Matcher matcher = TEXT.matcher(text.strip());
            if (!matcher.matches() || matcher.group(1).isBlank()) {
                throw new IllegalArgumentException("'%s' is no caller: write AET or AET@address".formatted(text));
            }
            String address = matcher.group(2);
            return new Caller(matcher.group(1).strip(), address == null ? "*" : address);
        }

        @Override
        public String toString() {
            return aeTitle + "@" + address;
        }
    }

    /** Reads {@code station.json} of a configuration folder. */
    public static Station read(Path folder) throws IOException {
        Path file = file(folder);
        try {
            return of(JsonObject.read(file));
        } catch (NoSuchFileException first) {
            return INITIAL;
        } catch (JsonObject.DamagedException | IllegalArgumentException e) {
            throw new IOException(
                    "%s cannot be understood (%s). Mend it, or delete it and set the station up again with: lectern station"
                            .formatted(file, e.getMessage()));
        }
    }

    private static Station of(JsonObject json) throws IOException {
        List<Caller> callers = new ArrayList<>();
        for (String caller : json.texts("callers")) {
            callers.add(Caller.parse(caller));
        }
        return new Station(
                json.text("aeTitle").orElse(INITIAL.aeTitle()),
                json.number("port").orElse(INITIAL.port()),
                json.truth("receives"),
                callers);
    }

    /** Writes it into the configuration folder. */
    public void save(Path folder) throws IOException {
        SettingsFile.write(file(folder), json -> {
            json.writeStartObject();
            json.writeStringField("aeTitle", aeTitle);
            json.writeNumberField("port", port);
            json.writeBooleanField("receives", receives);
            json.writeArrayFieldStart("callers");
            for (Caller caller : callers) {
                json.writeString(caller.toString());
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static Path file(Path folder) {
        return folder.resolve("station.json");
    }
}
