package org.lectern.app.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lectern.app.retrieval.DicomWebAccess;
import org.lectern.app.retrieval.DicomWebAccess.Authentication;
import org.lectern.app.retrieval.DimseAccess;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.TlsFiles;

/** A node for reading; of its secrets only that there are some. */
final class NodeText {
    private static final String KEPT = "kept, sealed";

    private NodeText() {}

    static String line(Node node) {
        return String.join("\t", node.name(), node.access().address(), roles(node));
    }

    private static String roles(Node node) {
        return Stream.of(Node.Role.values())
                .filter(node::has)
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }

    static List<String> lines(Node node) {
        return facts(node).entrySet().stream()
                .map(fact -> "%-16s %s".formatted(fact.getKey(), fact.getValue()))
                .toList();
    }

    static void write(JsonGenerator json, Node node) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, Object> fact : facts(node).entrySet()) {
            json.writeFieldName(fact.getKey());
            switch (fact.getValue()) {
                case Integer number -> json.writeNumber(number);
                case Long number -> json.writeNumber(number);
                case Boolean truth -> json.writeBoolean(truth);
                default -> json.writeString(fact.getValue().toString());
            }
        }
        json.writeEndObject();
    }

    private static Map<String, Object> facts(Node node) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", node.name());
        facts.put("address", node.access().address());
        facts.put("roles", roles(node));
        facts.put("priority", node.priority());
        if (!node.issuer().isEmpty()) {
            facts.put("patientIdIssuer", node.issuer());
        }
        facts.put("connections", node.limits().connections());
        facts.put("connectSeconds", node.limits().connect().toSeconds());
        facts.put("answerSeconds", node.limits().answer().toSeconds());
        switch (node.access()) {
            case DimseAccess dimse -> {
                facts.put("retrieve", dimse.way().name().toLowerCase(Locale.ROOT));
                dimse.callingAeTitle().ifPresent(title -> facts.put("callingAeTitle", title));
                dimse.user().ifPresent(user -> {
                    facts.put("user", user.name());
                    user.password().ifPresent(password -> facts.put("password", KEPT));
                });
                dimse.tls().ifPresent(tls -> tls(tls, facts));
            }
            case DicomWebAccess web -> {
                facts.put("retrieveUrl", web.retrieve());
                facts.put("storeUrl", web.store());
                authentication(web.authentication(), facts);
                if (web.allowsPlainCredentials()) {
                    facts.put("allowPlainPassword", true);
                }
                tls(web.tls(), facts);
            }
        }
        return facts;
    }

    private static void authentication(Authentication how, Map<String, Object> facts) {
        switch (how) {
            case Authentication.None _ -> facts.put("authentication", "none");
            case Authentication.Basic basic -> {
                facts.put("authentication", "basic");
                facts.put("user", basic.user());
                facts.put("password", KEPT);
            }
            case Authentication.Bearer _ -> {
                facts.put("authentication", "bearer");
                facts.put("token", KEPT);
            }
            case Authentication.OAuth oauth -> {
                facts.put("authentication", "oauth");
                facts.put("issuer", oauth.issuer());
                facts.put("clientId", oauth.clientId());
                facts.put("scope", oauth.scope());
                oauth.clientSecret().ifPresent(secret -> facts.put("clientSecret", KEPT));
                oauth.refreshToken().ifPresent(token -> facts.put("refreshToken", KEPT));
            }
        }
    }

    private static void tls(TlsFiles tls, Map<String, Object> facts) {
        tls.authorities().ifPresent(file -> facts.put("tlsTrust", file));
        tls.certificate().ifPresent(file -> facts.put("tlsCertificate", file));
        tls.key().ifPresent(file -> facts.put("tlsKey", file));
        tls.password().ifPresent(password -> facts.put("tlsPassword", KEPT));
        if (tls.anyHost()) {
            facts.put("tlsAnyHost", true);
        }
    }
}
