package org.lectern.app.retrieval.ui;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.lectern.app.retrieval.Access;
import org.lectern.app.retrieval.DicomWebAccess;
import org.lectern.app.retrieval.DicomWebAccess.Authentication;
import org.lectern.app.retrieval.DimseAccess;
import org.lectern.app.retrieval.Limits;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.TlsFiles;
import org.lectern.app.security.Sealed;
import org.lectern.app.security.Vault;

/**
 * What somebody typed about a node. Secrets are in it only until it is made a node; an empty one means the one that was
 * kept before.
 *
 * @param isWeb DICOMweb, else DIMSE
 * @param address base URL of DICOMweb
 * @param authentication how we say who we are
 * @param user name for DIMSE's user identity or HTTP Basic
 * @param secret passcode, password, token or client secret
 * @param isPlainAllowed whether credentials may go over http to another computer
 * @param issuer of the Patient IDs that it gives without one
 */
record NodeForm(
        String name,
        boolean isWeb,
        Dimse dimse,
        String address,
        Proof authentication,
        String user,
        String secret,
        boolean isPlainAllowed,
        OAuth oauth,
        Tls tls,
        String issuer,
        Set<Node.Role> roles,
        Burden burden) {
    /** How we say who we are to a web server. */
    enum Proof {
        NONE("Nobody asks"),
        BASIC("Name and password"),
        BEARER("Token"),
        OAUTH("Signing in (OAuth 2.0)");

        private final String words;

        Proof(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** Coordinates of a DIMSE node; the port as typed. */
    record Dimse(String aeTitle, String host, String port, String ourTitle, boolean isMove) {}

    /** Where somebody signs in. */
    record OAuth(String issuer, String clientId, String scope) {}

    /** Encryption and certificates; paths as typed. */
    record Tls(
            boolean isOn, String authorities, String certificate, String key, String keyPassword, boolean isAnyHost) {}

    /** What a node may be burdened with, as typed. */
    record Burden(String connections, String connectSeconds, String answerSeconds, String priority) {}

    /**
     * The node. Seals what is secret.
     *
     * @param before the node as it was, whose secrets stay where none are typed
     * @throws IllegalArgumentException in words for people where something typed makes no sense
     */
    Node node(Vault vault, Optional<Node> before) throws IOException {
        Access access = isWeb ? web(vault, before) : dimse(vault, before);
        Limits limits = new Limits(
                number("Connections at once", burden.connections()),
                Duration.ofSeconds(number("Seconds to connect", burden.connectSeconds())),
                Duration.ofSeconds(number("Seconds to answer", burden.answerSeconds())));
        Set<Node.Role> used = roles.isEmpty() ? Set.of() : EnumSet.copyOf(roles);
        return Node.of(name.strip(), access)
                .withRoles(used)
                .withLimits(limits)
                .withPriority(number("Order", burden.priority()))
                .withIssuer(issuer);
    }

    private Access dimse(Vault vault, Optional<Node> before) throws IOException {
        DimseAccess bare = new DimseAccess(
                dimse.aeTitle(),
                dimse.host().strip(),
                number("Port", dimse.port()),
                Optional.of(dimse.ourTitle()).filter(text -> !text.isBlank()),
                dimse.isMove() ? DimseAccess.Way.MOVE : DimseAccess.Way.GET,
                tls.isOn() ? Optional.of(TlsFiles.PLATFORM) : Optional.empty(),
                Optional.empty());
        Optional<Sealed> kept = before.filter(old -> old.access().purpose().equals(bare.purpose()))
                .flatMap(NodeForm::secretOf);
        Optional<TlsFiles> files = tls.isOn() ? Optional.of(tlsFiles(vault, bare.purpose(), before)) : Optional.empty();
        Optional<DimseAccess.User> who = user.isBlank()
                ? Optional.empty()
                : Optional.of(new DimseAccess.User(user.strip(), sealed(vault, bare.purpose(), secret, kept)));
        return new DimseAccess(bare.aeTitle(), bare.host(), bare.port(), bare.callingAeTitle(), bare.way(), files, who);
    }

    private Access web(Vault vault, Optional<Node> before) throws IOException {
        DicomWebAccess bare = DicomWebAccess.of(uri(address));
        Optional<DicomWebAccess> old = before.map(Node::access)
                .filter(DicomWebAccess.class::isInstance)
                .map(DicomWebAccess.class::cast)
                .filter(access -> access.query().equals(bare.query()));
        String purpose = bare.purpose();
        Optional<Sealed> kept = before.filter(node -> node.access().purpose().equals(purpose))
                .filter(node -> proof(node.access()) == authentication)
                .flatMap(NodeForm::secretOf);
        Authentication proof = switch (authentication) {
            case NONE -> new Authentication.None();
            case BASIC -> new Authentication.Basic(needed("The user's name", user), secret(vault, purpose, kept));
            case BEARER -> new Authentication.Bearer(secret(vault, purpose, kept));
            case OAUTH ->
                new Authentication.OAuth(
                        uri(oauth.issuer()),
                        needed("The client's name", oauth.clientId()),
                        oauth.scope().strip(),
                        sealed(vault, purpose, secret, kept),
                        old.map(DicomWebAccess::authentication)
                                .filter(Authentication.OAuth.class::isInstance)
                                .map(Authentication.OAuth.class::cast)
                                .filter(this::isSameSignIn)
                                .flatMap(Authentication.OAuth::refreshToken));
        };
        DicomWebAccess access = new DicomWebAccess(
                bare.query(),
                old.map(DicomWebAccess::retrieve).orElse(bare.retrieve()),
                old.map(DicomWebAccess::store).orElse(bare.store()),
                proof,
                tlsFiles(vault, purpose, before),
                isPlainAllowed);
        access.exposure().ifPresent(why -> {
            throw new IllegalArgumentException(why + ". Use an https:// address, or tick the box that allows it here");
        });
        return access;
    }

    /** What one issuer granted is not shown to another. */
    private boolean isSameSignIn(Authentication.OAuth was) {
        return was.issuer().toString().equals(oauth.issuer().strip().replaceAll("/$", ""))
                && was.clientId().equals(oauth.clientId().strip());
    }

    private TlsFiles tlsFiles(Vault vault, String purpose, Optional<Node> before) throws IOException {
        Optional<Sealed> kept = before.filter(node -> node.access().purpose().equals(purpose))
                .flatMap(node -> tlsOf(node.access()))
                .flatMap(TlsFiles::password);
        Optional<Path> certificate = path(tls.certificate());
        return new TlsFiles(
                path(tls.authorities()),
                certificate,
                path(tls.key()),
                certificate.isEmpty() ? Optional.empty() : sealed(vault, purpose, tls.keyPassword(), kept),
                tls.isAnyHost());
    }

    private Sealed secret(Vault vault, String purpose, Optional<Sealed> kept) throws IOException {
        return sealed(vault, purpose, secret, kept)
                .orElseThrow(
                        () -> new IllegalArgumentException((authentication == Proof.BASIC ? "A password" : "A token")
                                + " is needed; one that was kept for another server is not sent to this one"));
    }

    private static Optional<Sealed> sealed(Vault vault, String purpose, String typed, Optional<Sealed> kept)
            throws IOException {
        return typed.isEmpty() ? kept : Optional.of(vault.seal(purpose, typed));
    }

    /** The secret that a node was given before. */
    static Optional<Sealed> secretOf(Node node) {
        return switch (node.access()) {
            case DimseAccess dimse -> dimse.user().flatMap(DimseAccess.User::password);
            case DicomWebAccess web ->
                switch (web.authentication()) {
                    case Authentication.None _ -> Optional.empty();
                    case Authentication.Basic basic -> Optional.of(basic.password());
                    case Authentication.Bearer bearer -> Optional.of(bearer.token());
                    case Authentication.OAuth oauth -> oauth.clientSecret();
                };
        };
    }

    /** A node without what was granted at a sign-in, which is renewed behind our back. */
    static Node withoutSignIn(Node node) {
        return node.access() instanceof DicomWebAccess web && web.authentication() instanceof Authentication.OAuth oauth
                ? node.withAccess(web.with(new Authentication.OAuth(
                        oauth.issuer(), oauth.clientId(), oauth.scope(), oauth.clientSecret(), Optional.empty())))
                : node;
    }

    /** The certificates that a node was given. */
    static Optional<TlsFiles> tlsOf(Access access) {
        return switch (access) {
            case DimseAccess dimse -> dimse.tls();
            case DicomWebAccess web -> Optional.of(web.tls());
        };
    }

    /** How we say who we are to it. */
    static Proof proof(Access access) {
        return switch (access) {
            case DimseAccess _ -> Proof.NONE;
            case DicomWebAccess web ->
                switch (web.authentication()) {
                    case Authentication.None _ -> Proof.NONE;
                    case Authentication.Basic _ -> Proof.BASIC;
                    case Authentication.Bearer _ -> Proof.BEARER;
                    case Authentication.OAuth _ -> Proof.OAUTH;
                };
        };
    }

    /** Whether credentials would go to this address in the open; an address that is none yet exposes nothing. */
    static boolean isExposed(String typed) {
        try {
            return DicomWebAccess.of(URI.create(typed.strip())).exposureOf(true).isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Path> path(String typed) {
        return typed.isBlank() ? Optional.empty() : Optional.of(Path.of(typed.strip()));
    }

    private static URI uri(String typed) {
        try {
            return URI.create(typed.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'%s' is no address; write http(s)://host/path".formatted(typed), e);
        }
    }

    private static String needed(String what, String typed) {
        if (typed.isBlank()) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return typed.strip();
    }

    private static int number(String what, String typed) {
        try {
            return Integer.parseInt(typed.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s: '%s' is no whole number".formatted(what, typed), e);
        }
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "NodeForm[" + name + "]";
    }
}
