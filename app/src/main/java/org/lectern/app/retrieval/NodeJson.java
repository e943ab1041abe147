package org.lectern.app.retrieval;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.lectern.app.retrieval.DicomWebAccess.Authentication;
import org.lectern.app.security.Sealed;
import org.lectern.app.settings.JsonObject;

/** A node as an object of {@code nodes.json}. */
final class NodeJson {
    private NodeJson() {}

    static Node read(JsonObject json) throws IOException {
        try {
            Limits limits = new Limits(
                    json.number("connections").orElse(Limits.USUAL.connections()),
                    seconds(json, "connectSeconds", Limits.USUAL.connect()),
                    seconds(json, "answerSeconds", Limits.USUAL.answer()));
            return new Node(
                    json.needed("name"),
                    access(json),
                    roles(json),
                    limits,
                    json.number("priority").orElse(Node.USUAL_PRIORITY),
                    json.text("issuer").orElse(""));
        } catch (IllegalArgumentException e) {
            throw json.damaged(e.getMessage() == null ? "not a node" : e.getMessage());
        }
    }

    private static Duration seconds(JsonObject json, String name, Duration usual) throws IOException {
        return Duration.ofSeconds(json.number(name).orElse(Math.toIntExact(usual.toSeconds())));
    }

    private static Set<Node.Role> roles(JsonObject json) throws IOException {
        List<Node.Role> roles = new ArrayList<>();
        for (String role : json.texts("roles")) {
            roles.add(Node.Role.valueOf(role.toUpperCase(Locale.ROOT)));
        }
        return roles.isEmpty() ? Set.of() : EnumSet.copyOf(roles);
    }

    private static Access access(JsonObject json) throws IOException {
        return switch (json.needed("protocol")) {
            case "dimse" -> dimse(json);
            case "dicomweb" -> web(json);
            default -> throw json.damaged("'protocol' is neither dimse nor dicomweb");
        };
    }

    private static DimseAccess dimse(JsonObject json) throws IOException {
        Optional<JsonObject> tls = json.object("tls");
        Optional<JsonObject> user = json.object("user");
        return new DimseAccess(
                json.needed("aeTitle"),
                json.needed("host"),
                json.number("port").orElse(0),
                json.text("callingAeTitle"),
                json.text("retrieve").orElse("get").equals("move") ? DimseAccess.Way.MOVE : DimseAccess.Way.GET,
                tls.isPresent() ? Optional.of(tls(tls.get())) : Optional.empty(),
                user.isPresent()
                        ? Optional.of(new DimseAccess.User(user.get().needed("name"), sealed(user.get(), "password")))
                        : Optional.empty());
    }

    private static DicomWebAccess web(JsonObject json) throws IOException {
        URI query = NodeAddress.uri(json.needed("url"));
        Optional<JsonObject> tls = json.object("tls");
        return new DicomWebAccess(
                query,
                json.text("retrieveUrl").map(NodeAddress::uri).orElse(query),
                json.text("storeUrl").map(NodeAddress::uri).orElse(query),
                authentication(json),
                tls.isPresent() ? tls(tls.get()) : TlsFiles.PLATFORM,
                json.truth("allowPlainPassword"));
    }

    private static Authentication authentication(JsonObject json) throws IOException {
        Optional<JsonObject> found = json.object("authentication");
        if (found.isEmpty()) {
            return new Authentication.None();
        }
        JsonObject how = found.get();
        return switch (how.needed("kind")) {
            case "basic" -> new Authentication.Basic(how.needed("user"), neededSealed(how, "password"));
            case "bearer" -> new Authentication.Bearer(neededSealed(how, "token"));
            case "oauth" ->
                new Authentication.OAuth(
                        NodeAddress.uri(how.needed("issuer")),
                        how.needed("clientId"),
                        how.text("scope").orElse(""),
                        sealed(how, "clientSecret"),
                        sealed(how, "refreshToken"));
            default -> throw how.damaged("'kind' is not one of basic, bearer, oauth");
        };
    }

    private static TlsFiles tls(JsonObject json) throws IOException {
        return new TlsFiles(
                json.text("authorities").map(Path::of),
                json.text("certificate").map(Path::of),
                json.text("key").map(Path::of),
                sealed(json, "password"),
                json.truth("anyHost"));
    }

    private static Optional<Sealed> sealed(JsonObject json, String name) throws IOException {
        return json.text(name).map(Sealed::new);
    }

    private static Sealed neededSealed(JsonObject json, String name) throws IOException {
        return new Sealed(json.needed(name));
    }

    static void write(JsonGenerator json, Node node) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", node.name());
        switch (node.access()) {
            case DimseAccess dimse -> write(json, dimse);
            case DicomWebAccess web -> write(json, web);
        }
        json.writeArrayFieldStart("roles");
        for (Node.Role role : Node.Role.values()) {
            if (node.has(role)) {
                json.writeString(role.name().toLowerCase(Locale.ROOT));
            }
        }
        json.writeEndArray();
        json.writeNumberField("connections", node.limits().connections());
        json.writeNumberField("connectSeconds", node.limits().connect().toSeconds());
        json.writeNumberField("answerSeconds", node.limits().answer().toSeconds());
        json.writeNumberField("priority", node.priority());
        if (!node.issuer().isEmpty()) {
            json.writeStringField("issuer", node.issuer());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, DimseAccess dimse) throws IOException {
        json.writeStringField("protocol", "dimse");
        json.writeStringField("aeTitle", dimse.aeTitle());
        json.writeStringField("host", dimse.host());
        json.writeNumberField("port", dimse.port());
        text(json, "callingAeTitle", dimse.callingAeTitle());
        json.writeStringField("retrieve", dimse.way().name().toLowerCase(Locale.ROOT));
        if (dimse.tls().isPresent()) {
            write(json, dimse.tls().get());
        }
        if (dimse.user().isPresent()) {
            json.writeObjectFieldStart("user");
            json.writeStringField("name", dimse.user().get().name());
            sealed(json, "password", dimse.user().get().password());
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, DicomWebAccess web) throws IOException {
        json.writeStringField("protocol", "dicomweb");
        json.writeStringField("url", web.query().toString());
        if (!web.retrieve().equals(web.query())) {
            json.writeStringField("retrieveUrl", web.retrieve().toString());
        }
        if (!web.store().equals(web.query())) {
            json.writeStringField("storeUrl", web.store().toString());
        }
        if (!(web.authentication() instanceof Authentication.None)) {
            json.writeObjectFieldStart("authentication");
            write(json, web.authentication());
            json.writeEndObject();
        }
        if (web.allowsPlainCredentials()) {
            json.writeBooleanField("allowPlainPassword", true);
        }
        if (!web.tls().equals(TlsFiles.PLATFORM)) {
            write(json, web.tls());
        }
    }

    private static void write(JsonGenerator json, Authentication authentication) throws IOException {
        switch (authentication) {
            case Authentication.None _ -> json.writeStringField("kind", "none");
            case Authentication.Basic basic -> {
                json.writeStringField("kind", "basic");
                json.writeStringField("user", basic.user());
                json.writeStringField("password", basic.password().text());
            }
            case Authentication.Bearer bearer -> {
                json.writeStringField("kind", "bearer");
                json.writeStringField("token", bearer.token().text());
            }
            case Authentication.OAuth oauth -> {
                json.writeStringField("kind", "oauth");
                json.writeStringField("issuer", oauth.issuer().toString());
                json.writeStringField("clientId", oauth.clientId());
                json.writeStringField("scope", oauth.scope());
                sealed(json, "clientSecret", oauth.clientSecret());
                sealed(json, "refreshToken", oauth.refreshToken());
            }
        }
    }

    private static void write(JsonGenerator json, TlsFiles tls) throws IOException {
        json.writeObjectFieldStart("tls");
        text(json, "authorities", tls.authorities().map(Path::toString));
        text(json, "certificate", tls.certificate().map(Path::toString));
        text(json, "key", tls.key().map(Path::toString));
        sealed(json, "password", tls.password());
        json.writeBooleanField("anyHost", tls.anyHost());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    private static void sealed(JsonGenerator json, String name, Optional<Sealed> value) throws IOException {
        text(json, name, value.map(Sealed::text));
    }
}
