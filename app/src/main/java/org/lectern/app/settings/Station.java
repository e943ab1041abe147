package org.lectern.app.settings;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lectern.imaging.network.AddressRange;

/**
 * What other systems see of this workstation.
 *
 * @param aeTitle our application entity title
 * @param port where our receiver listens
 * @param receives whether the receiver runs while the workstation is open
 * @param callers who may talk to the receiver; empty for everybody
 * @param tls how the receiver is secured; empty for plain TCP
 */
public record Station(String aeTitle, int port, boolean receives, List<Caller> callers, Optional<Secured> tls) {
    /** Before anything was set up; 11112 is the port registered for DICOM without privileges (PS3.8 section 9.1.1). */
    public static final Station INITIAL = new Station("LECTERN", 11_112, false, List.of(), Optional.empty());

    /** Refuses a port out of range; 0 is any free one. */
    public Station {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A port is a number from 0 to 65535");
        }
        callers = List.copyOf(callers);
    }

    /** A station whose receiver speaks plain TCP. */
    public Station(String aeTitle, int port, boolean receives, List<Caller> callers) {
        this(aeTitle, port, receives, callers, Optional.empty());
    }

    /** Whether callers must show a certificate. */
    public boolean isMutual() {
        return tls.flatMap(Secured::authorities).isPresent();
    }

    /** With another AE title. */
    public Station withAeTitle(String other) {
        return new Station(other, port, receives, callers, tls);
    }

    /** Listening at another port. */
    public Station withPort(int other) {
        return new Station(aeTitle, other, receives, callers, tls);
    }

    /** With the receiver on or off. */
    public Station withReceives(boolean isOn) {
        return new Station(aeTitle, port, isOn, callers, tls);
    }

    /** With other callers. */
    public Station withCallers(List<Caller> others) {
        return new Station(aeTitle, port, receives, others, tls);
    }

    /** Secured otherwise. */
    public Station withTls(Optional<Secured> other) {
        return new Station(aeTitle, port, receives, callers, other);
    }

    /**
     * How the receiver shows who it is (PS3.15 section B.12).
     *
     * @param certificate ours, PKCS #12 or PEM
     * @param key its private key, PEM; empty when it is in the certificate's file
     * @param password what opens the key, sealed; empty when nothing has to
     * @param authorities callers must show a certificate of these, PEM; empty when callers need none
     */
    public record Secured(
            Path certificate, Optional<Path> key, Optional<String> password, Optional<Path> authorities) {}

    /**
     * A caller that is let in.
     *
     * @param aeTitle what it calls itself; {@code *} for whatever it likes
     * @param address where it calls from: host name, IP address or network such as {@code 10.1.0.0/16}; {@code *} for
     *     anywhere
     */
    public record Caller(String aeTitle, String address) {
        /** Any title, any address. */
        public static final String ANY = "*";

        private static final Pattern TEXT =
                Pattern.compile("(\\*|[ -~&&[^\\\\@*,;]]{1,16})(?:@(\\*|[\\p{L}\\p{N}.:_-]{1,253}(?:/[0-9]{1,3})?))?");

        /** Refuses a network that is none. */
        public Caller {
            if (address.contains("/")) {
                AddressRange.parse(address);
            }
        }

        /** Reads {@code AET}, {@code AET@address} or {@code *@network}. */
        public static Caller parse(String text) {
            Matcher matcher = TEXT.matcher(text.strip());
            if (!matcher.matches() || matcher.group(1).isBlank()) {
                throw new IllegalArgumentException(
                        "'%s' is no caller: write AET, AET@address, AET@10.1.0.0/16 or *@10.1.0.0/16".formatted(text));
            }
            String address = matcher.group(2);
            return new Caller(matcher.group(1).strip(), address == null ? ANY : address);
        }

        /** The addresses where they are written as such; empty for a host's name and for anywhere. */
        public Optional<AddressRange> range() {
            try {
                return Optional.of(AddressRange.parse(address));
            } catch (IllegalArgumentException name) {
                return Optional.empty();
            }
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
                callers,
                secured(json.object("tls")));
    }

    private static Optional<Secured> secured(Optional<JsonObject> tls) throws IOException {
        if (tls.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Secured(
                Path.of(tls.get().needed("certificate")),
                tls.get().text("key").map(Path::of),
                tls.get().text("password"),
                tls.get().text("authorities").map(Path::of)));
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
            if (tls.isPresent()) {
                json.writeObjectFieldStart("tls");
                json.writeStringField("certificate", tls.get().certificate().toString());
                write(json, "key", tls.get().key().map(Path::toString));
                write(json, "password", tls.get().password());
                write(json, "authorities", tls.get().authorities().map(Path::toString));
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    private static Path file(Path folder) {
        return folder.resolve("station.json");
    }
}
