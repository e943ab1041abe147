package org.lectern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.lectern.app.Threads;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.SystemBrowser;
import org.lectern.imaging.network.Cancellation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern node sign-in}: somebody signs in to a node with the browser (OAuth 2.0 with PKCE). */
@Command(
        name = "sign-in",
        description = "Signs in to a node that was added with --oauth, with the browser of this computer.",
        sortOptions = false)
final class NodeSignInCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NODE", description = "Its name.")
    private String name;

    @Option(names = "--no-browser", description = "Only prints the address of the page.")
    private boolean withoutBrowser;

    @Option(names = "--wait", paramLabel = "SECONDS", description = "How long the sign-in may take; 300.")
    private int seconds = 300;

    @Override
    public Integer call() throws IOException {
        TheNodes nodes = TheNodes.open(spec.commandLine().getErr());
        Node node = nodes.node(name);
        PrintWriter out = spec.commandLine().getOut();
        try (Threads threads = Threads.start()) {
            boolean isKept = nodes.connector(threads.io())
                    .signIn(node, page -> show(page, out, threads), Duration.ofSeconds(seconds), new Cancellation());
            if (!isKept) {
                throw new IOException(
                        "%s granted access but nothing that can be kept; ask its administrator whether the scope offline_access is allowed"
                                .formatted(node.name()));
            }
        }
        out.printf("Signed in to %s. Try it with: lectern doctor %s%n", node.name(), node.name());
        out.flush();
        return 0;
    }

    private void show(URI page, PrintWriter out, Threads threads) {
        out.println("Sign in with a browser on this computer at:");
        out.println(page.toASCIIString());
        out.flush();
        if (!withoutBrowser) {
            SystemBrowser.ofThisComputer(threads.io()).open(page, () -> {
                out.println("No browser could be opened; open the page yourself.");
                out.flush();
            });
        }
    }
}
