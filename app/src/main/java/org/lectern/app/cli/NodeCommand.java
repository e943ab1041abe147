package org.lectern.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.lectern.app.retrieval.Node;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern node}: the archives elsewhere that are set up here. */
@Command(
        name = "node",
        description = "Sets up, lists, shows and removes the archives that can be searched and sent to.",
        subcommands = {
            NodeAddCommand.class,
            NodeCommand.ListAll.class,
            NodeCommand.Show.class,
            NodeCommand.Remove.class,
            NodeSignInCommand.class
        })
final class NodeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "One of add, list, show, remove, sign-in is missing");
    }

    /** {@code lectern node list}. */
    @Command(name = "list", description = "Lists the nodes by priority: name, address, what for.")
    static final class ListAll implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Output output;

        @Override
        public Integer call() throws IOException {
            List<Node> nodes =
                    TheNodes.open(spec.commandLine().getErr()).store().nodes();
            output.print(
                    document -> {
                        document.writeStartArray();
                        for (Node node : nodes) {
                            NodeText.write(document, node);
                        }
                        document.writeEndArray();
                    },
                    out -> {
                        nodes.forEach(node -> out.println(NodeText.line(node)));
                    });
            return 0;
        }
    }

    /** {@code lectern node show}. */
    @Command(name = "show", description = "Shows how a node is set up, without its secrets.")
    static final class Show implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "NODE", description = "Its name.")
        private String name;

        @Mixin
        private Output output;

        @Override
        public Integer call() throws IOException {
            Node node = TheNodes.open(spec.commandLine().getErr()).node(name);
            output.print(document -> NodeText.write(document, node), out -> {
                NodeText.lines(node).forEach(out::println);
            });
            return 0;
        }
    }

    /** {@code lectern node remove}. */
    @Command(name = "remove", description = "Forgets a node with its secrets. Nothing happens at the other end.")
    static final class Remove implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "NODE", description = "Its name.")
        private String name;

        @Mixin
        private Output output;

        @Override
        public Integer call() throws IOException {
            TheNodes nodes = TheNodes.open(spec.commandLine().getErr());
            Node node = nodes.node(name);
            if (!nodes.store().remove(node.name())) {
                throw new IOException(
                        "'%s' is an address; only nodes that were added have to be removed".formatted(name));
            }
            output.print(
                    document -> {
                        document.writeStartObject();
                        document.writeStringField("removed", node.name());
                        document.writeEndObject();
                    },
                    out -> {
                        out.printf("%s removed%n", node.name());
                    });
            return 0;
        }
    }
}
