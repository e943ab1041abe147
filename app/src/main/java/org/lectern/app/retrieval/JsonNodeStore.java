package org.lectern.app.retrieval;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.lectern.app.settings.JsonObject;
import org.lectern.app.settings.SettingsFile;

/**
 * The nodes as {@code nodes.json} in the configuration folder. A file that cannot be understood is set aside and told,
 * never overwritten. Other processes may change the file at the same time.
 */
public final class JsonNodeStore implements NodeStore {
    private static final int VERSION = 1;
    private static final int MOST_NODES = 1_000;
    private static final Comparator<Node> ORDER = Comparator.comparingInt(Node::priority)
            .thenComparing(Node::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Node::name);

    private final Path file;
    private final List<String> notices = new ArrayList<>();
    private List<Node> nodes;

    /** The nodes kept in a configuration folder. */
    public JsonNodeStore(Path folder) throws IOException {
        this.file = folder.resolve("nodes.json");
        this.nodes = load();
    }

    /** What had to be set aside, in words for people. */
    public synchronized List<String> notices() {
        return List.copyOf(notices);
    }

    @Override
    public synchronized List<Node> nodes() {
        return nodes;
    }

    @Override
    public synchronized void put(Node node) throws IOException {
        change(before -> {
            List<Node> after = without(before, node.name());
            after.add(node);
            return after;
        });
    }

    @Override
    public synchronized boolean remove(String name) throws IOException {
        boolean there = node(name).isPresent();
        if (there) {
            change(before -> without(before, name));
        }
        return there;
    }

    private static List<Node> without(List<Node> nodes, String name) {
        List<Node> others = new ArrayList<>(nodes);
        others.removeIf(node -> node.name().equalsIgnoreCase(name));
        return others;
    }

    private void change(UnaryOperator<List<Node>> change) throws IOException {
        nodes = SettingsFile.locked(file, () -> {
            List<Node> after = change.apply(load()).stream().sorted(ORDER).toList();
            if (after.size() > MOST_NODES) {
                throw new IOException("More than %d nodes cannot be kept".formatted(MOST_NODES));
            }
            SettingsFile.write(file, json -> {
                json.writeStartObject();
                json.writeNumberField("version", VERSION);
                json.writeArrayFieldStart("nodes");
                for (Node node : after) {
                    NodeJson.write(json, node);
                }
                json.writeEndArray();
                json.writeEndObject();
            });
            return after;
        });
    }

    private List<Node> load() throws IOException {
        try {
            return read(JsonObject.read(file));
        } catch (NoSuchFileException first) {
            return List.of();
        } catch (JsonObject.DamagedException e) {
            Path aside = SettingsFile.setAside(file);
            notices.add(
                    "the nodes could not be read (%s); the file was set aside as %s. Mend it there and move it back, or set the nodes up again"
                            .formatted(e.getMessage(), aside));
            return List.of();
        }
    }

    private static List<Node> read(JsonObject json) throws IOException {
        if (json.number("version").orElse(0) != VERSION) {
            throw json.damaged("written by another version of Lectern");
        }
        List<Node> read = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonObject object : json.objects("nodes")) {
            Node node = NodeJson.read(object);
            if (!names.add(node.name().toLowerCase(Locale.ROOT)) || read.size() == MOST_NODES) {
                throw object.damaged("two nodes of one name, or too many");
            }
            read.add(node);
        }
        return read.stream().sorted(ORDER).toList();
    }

    /** The node of a name, or the one that an address stands for. */
    public Optional<Node> resolve(String nameOrAddress) {
        return Node.isAddress(nameOrAddress) ? Optional.of(NodeAddress.parse(nameOrAddress)) : node(nameOrAddress);
    }
}
