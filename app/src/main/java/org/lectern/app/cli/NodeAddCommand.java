package org.lectern.app.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lectern.app.retrieval.Access;
import org.lectern.app.retrieval.DicomWebAccess;
import org.lectern.app.retrieval.DicomWebAccess.Authentication;
import org.lectern.app.retrieval.DimseAccess;
import org.lectern.app.retrieval.Limits;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.NodeAddress;
import org.lectern.app.retrieval.TlsFiles;
import org.lectern.app.security.Sealed;
import org.lectern.app.security.Vault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern node add}: sets a node up. */
@Command(
        name = "add",
        description = "Sets up an archive under a name. Then try it: lectern doctor NAME",
        sortOptions = false)
final class NodeAddCommand implements Callable<Integer> {
    private static final String PASSWORD = "LECTERN_PASSWORD";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "How it is called here.")
    private String name;

    @Parameters(
            index = "1",
            paramLabel = "ADDRESS",
            description = "dicom://AET@host:port, dicoms://AET@host:port (TLS) or http(s)://host/path (DICOMweb).")
    private String address;

    @Option(names = "--retrieve", paramLabel = "get|move", description = "How objects are fetched (DIMSE); get.")
    private DimseAccess.@Nullable Way way;

    @Option(names = "--calling-aet", paramLabel = "AET", description = "What we call ourselves to it (DIMSE).")
    private @Nullable String callingAet;

    @Option(names = "--retrieve-url", paramLabel = "URL", description = "Base of WADO-RS where it is another one.")
    private @Nullable URI retrieveUrl;

    @Option(names = "--store-url", paramLabel = "URL", description = "Base of STOW-RS where it is another one.")
    private @Nullable URI storeUrl;

    @Option(names = "--user", paramLabel = "NAME", description = "User name; its password is asked for.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Its first line is the password (- for standard input); or LECTERN_PASSWORD.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Its first line is a bearer token (DICOMweb; - for standard input).")
    private @Nullable Path tokenFile;

    @Option(
            names = "--oauth",
            paramLabel = "ISSUER",
            description = "URL of an OAuth 2.0 issuer to sign in at (DICOMweb).")
    private @Nullable URI issuer;

    @Option(names = "--client-id", paramLabel = "ID", description = "What the issuer calls this program; lectern.")
    private String clientId = "lectern";

    @Option(names = "--scope", paramLabel = "SCOPE", description = "What the issuer is asked for.")
    private String scope = "openid offline_access";

    @Option(
            names = "--client-secret-file",
            paramLabel = "FILE",
            description = "Its first line is our secret with the issuer: nobody signs in then (- for standard input).")
    private @Nullable Path clientSecret;

    @Option(
            names = "--allow-plain-password",
            description = "Lets credentials go over http to another computer, where anybody on the way can read them.")
    private boolean allowPlain;

    @Mixin
    private TlsOptions tls;

    @Option(
            names = "--role",
            split = ",",
            paramLabel = "ROLE",
            description = "What it is used for: query, store, worklist, prefetch; query,store,prefetch.")
    private @Nullable List<Node.Role> roles;

    @Option(names = "--connections", paramLabel = "N", description = "Most associations or requests at once; 4.")
    private int connections = Limits.USUAL.connections();

    @Option(names = "--connect-timeout", paramLabel = "SECONDS", description = "For a connection to come about; 10.")
    private long connectSeconds = Limits.USUAL.connect().toSeconds();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "For the other side to be silent; 60.")
    private long answerSeconds = Limits.USUAL.answer().toSeconds();

    @Option(
            names = "--issuer",
            paramLabel = "ISSUER",
            description = "Who issues the Patient IDs that it gives without an issuer; tells patients of one ID apart.")
    private String patientIdIssuer = "";

    @Option(names = "--priority", paramLabel = "N", description = "Nodes with smaller numbers come first; 100.")
    private int priority = Node.USUAL_PRIORITY;

    @Option(names = "--replace", description = "Replaces the node of this name.")
    private boolean replace;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        checkUsage();
        TheNodes nodes = TheNodes.open(spec.commandLine().getErr());
        if (!replace && nodes.store().node(name).isPresent()) {
            throw isThere();
        }
        Node node = node(nodes.vault());
        if (replace) {
            nodes.store().put(node);
        } else if (!nodes.store().replace(Optional.empty(), node)) {
            throw isThere();
        }
        output.print(document -> NodeText.write(document, node), out -> {
            out.printf(
                    "%s added (%s). Try it with: lectern doctor %s%n",
                    node.name(), node.access().address(), name);
        });
        if (node.access().tlsWarning().isPresent()) {
            spec.commandLine()
                    .getErr()
                    .println("lectern: warning: " + node.access().tlsWarning().get());
        }
        return 0;
    }

    private IOException isThere() {
        return new IOException("There is a node '%s' already; take another name, or add --replace".formatted(name));
    }

    /** What can be refused before anything is opened or asked for. */
    private void checkUsage() {
        try {
            Access access = NodeAddress.access(address);
            Node.of(name, access).withIssuer(patientIdIssuer);
            if (name.contains("://")) {
                throw new IllegalArgumentException("A name holds no '://'; it comes before the address");
            }
            new Limits(connections, Duration.ofSeconds(connectSeconds), Duration.ofSeconds(answerSeconds));
            switch (access) {
                case DimseAccess dimse -> refuseWebOptions(dimse);
                case DicomWebAccess web -> {
                    refuseDimseOptions();
                    refuseExposure(web);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), Failures.oneLine(e.getMessage()));
        }
    }

    private void refuseWebOptions(DimseAccess dimse) {
        if (tokenFile != null || issuer != null || retrieveUrl != null || storeUrl != null || allowPlain) {
            throw new IllegalArgumentException(
                    "Tokens, OAuth, --allow-plain-password and further URLs belong to http(s) addresses");
        }
        if (dimse.tls().isEmpty() && !tls.isEmpty()) {
            throw new IllegalArgumentException("Options for TLS belong to dicoms:// addresses");
        }
    }

    private void refuseDimseOptions() {
        if (way != null || callingAet != null) {
            throw new IllegalArgumentException("--retrieve and --calling-aet belong to dicom:// addresses");
        }
        if ((user == null ? 0 : 1) + (tokenFile == null ? 0 : 1) + (issuer == null ? 0 : 1) > 1) {
            throw new IllegalArgumentException("Only one of --user, --token-file, --oauth can be");
        }
        if (clientSecret != null && issuer == null) {
            throw new IllegalArgumentException("--client-secret-file belongs to --oauth");
        }
    }

    /** Before anybody is asked for a password that would be held back anyway. */
    private void refuseExposure(DicomWebAccess plain) {
        boolean hasSecret = user != null || tokenFile != null || issuer != null;
        DicomWebAccess asGiven = new DicomWebAccess(
                plain.query(),
                retrieveUrl == null ? plain.query() : retrieveUrl,
                storeUrl == null ? plain.query() : storeUrl,
                new Authentication.None(),
                plain.tls(),
                allowPlain);
        asGiven.exposureOf(hasSecret).ifPresent(why -> {
            throw new IllegalArgumentException(
                    why + ". Use an https:// address, or allow it by name with --allow-plain-password");
        });
    }

    private Node node(Vault vault) throws IOException {
        Access access = switch (NodeAddress.access(address)) {
            case DimseAccess dimse -> dimse(dimse, vault);
            case DicomWebAccess web -> web(web, vault);
        };
        Node node = Node.of(name, access)
                .withLimits(
                        new Limits(connections, Duration.ofSeconds(connectSeconds), Duration.ofSeconds(answerSeconds)))
                .withPriority(priority)
                .withIssuer(patientIdIssuer);
        return roles == null ? node : node.withRoles(roles.isEmpty() ? Set.of() : EnumSet.copyOf(roles));
    }

    private DimseAccess dimse(DimseAccess plain, Vault vault) throws IOException {
        Optional<TlsFiles> files =
                plain.tls().isPresent() ? Optional.of(tls.files(vault, plain.purpose())) : Optional.empty();
        Optional<DimseAccess.User> identity = Optional.empty();
        if (user != null) {
            String password = TypedSecret.needed(passwordFile, PASSWORD, "Password of " + user);
            identity = Optional.of(new DimseAccess.User(user, Optional.of(vault.seal(plain.purpose(), password))));
        }
        return new DimseAccess(
                plain.aeTitle(),
                plain.host(),
                plain.port(),
                Optional.ofNullable(callingAet),
                way == null ? DimseAccess.Way.GET : way,
                files,
                identity);
    }

    private DicomWebAccess web(DicomWebAccess plain, Vault vault) throws IOException {
        String purpose = plain.purpose();
        Authentication authentication = new Authentication.None();
        if (user != null) {
            String password = TypedSecret.needed(passwordFile, PASSWORD, "Password of " + user);
            authentication = new Authentication.Basic(user, vault.seal(purpose, password));
        } else if (tokenFile != null) {
            authentication = new Authentication.Bearer(
                    vault.seal(purpose, TypedSecret.needed(tokenFile, "LECTERN_TOKEN", "Token")));
        } else if (issuer != null) {
            Optional<Sealed> secret = Optional.empty();
            if (clientSecret != null) {
                secret = Optional.of(
                        vault.seal(purpose, TypedSecret.needed(clientSecret, "LECTERN_CLIENT_SECRET", "Secret")));
            }
            authentication = new Authentication.OAuth(issuer, clientId, scope, secret, Optional.empty());
        }
        return new DicomWebAccess(
                plain.query(),
                retrieveUrl == null ? plain.query() : retrieveUrl,
                storeUrl == null ? plain.query() : storeUrl,
                authentication,
                tls.files(vault, purpose),
                allowPlain);
    }
}
