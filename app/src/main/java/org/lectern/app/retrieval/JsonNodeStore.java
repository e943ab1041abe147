package org.lectern.app.retrieval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.lectern.app.settings.JsonObject;
import org.lectern.app.settings.SettingsFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes as {@code nodes.json} in the configuration folder. A file that cannot be understood is set aside and told,
 * never overwritten. Other processes may change the file at the same time: what they write is seen at the next question,
 * and nobody's change undoes another's.
 */
public final class JsonNodeStore implements NodeStore {
    private static final Logger LOG = LoggerFactory.getLogger(JsonNodeStore.class);
    private static final int VERSION = 1;
    private static final int MOST_NODES = 1_000;
    private static final Comparator<Node> ORDER = Comparator.comparingInt(Node::priority)
            .thenComparing(Node::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Node::name);

    private final Path file;
    private final List<String> notices = new ArrayList<>();
    private List<Node> nodes;
    private Version seen = Version.NONE;

    /**
     * Which file was read. Each writing makes a file of its own, so that the system's key for it tells two apart that
     * were written within one tick of the clock.
     *
     * @param key of the file system; empty where it has none
     */
    private record Version(Optional<Object> key, FileTime changed, long bytes) {
        static final Version NONE = new Version(Optional.empty(), FileTime.fromMillis(0), -1);

        static Version of(Path file) throws IOException {
            try {
                BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                return new Version(Optional.ofNullable(now.fileKey()), now.lastModifiedTime(), now.size());
            } catch (NoSuchFileException e) {
                return NONE;
            }
        }
    }

    /** The nodes kept in a configuration folder. */
    public JsonNodeStore(Path folder) throws IOException {
        this.file = folder.resolve("nodes.json");
        this.seen = Version.of(file);
        this.nodes = load();
    }

    /** What had to be set aside, in words for people. */
    public synchronized List<String> notices() {
        return List.copyOf(notices);
    }

    /** As the file has them now; while somebody is half through writing it by hand, as they were before. */
    @Override
    public synchronized List<Node> nodes() {
        try {
            Version now = Version.of(file);
            if (!now.equals(seen)) {
                seen = now;
                nodes = read();
            }
        } catch (IOException e) {
            LOG.warn("the nodes cannot be read again; those known hold: {}", e.getMessage());
        }
        return nodes;
    }

    @Override
    public synchronized void put(Node node) throws IOException {
        change(before -> {
            List<Node> after = without(before, node.name());
            after.add(node);
            return Optional.of(after);
        });
    }

    @Override
    public synchronized boolean replace(Optional<Node> expected, Node node) throws IOException {
        return change(before -> {
            List<Node> after = without(before, expected.map(Node::name).orElse(node.name()));
            boolean isAsSeen = expected.isPresent() ? before.contains(expected.get()) : after.size() == before.size();
            boolean isFree = without(after, node.name()).size() == after.size();
            after.add(node);
            return isAsSeen && isFree ? Optional.of(after) : Optional.empty();
        });
    }

    @Override
    public synchronized boolean remove(String name) throws IOException {
        return change(before -> Optional.of(without(before, name)).filter(after -> after.size() < before.size()));
    }

    /** Changes every node in one step. */
    synchronized void changeAll(UnaryOperator<Node> change) throws IOException {
        change(before -> Optional.of(before.stream().map(change).toList()));
    }

    private static List<Node> without(List<Node> nodes, String name) {
        List<Node> others = new ArrayList<>(nodes);
        others.removeIf(node -> node.name().equalsIgnoreCase(name));
        return others;
    }

    /** Answers whether anything was changed. */
    private boolean change(Function<List<Node>, Optional<List<Node>>> change) throws IOException {
        return SettingsFile.locked(file, () -> {
            List<Node> before = load();
            Optional<List<Node>> changed = change.apply(before);
            if (changed.isEmpty()) {
                nodes = before;
                seen = Version.of(file);
                return false;
            }
            List<Node> after = changed.get().stream().sorted(ORDER).toList();
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
            nodes = after;
            seen = Version.of(file);
            return true;
        });
    }

    private List<Node> read() throws IOException {
        try {
            return read(JsonObject.read(file));
        } catch (NoSuchFileException first) {
            return List.of();
        }
    }

    private List<Node> load() throws IOException {
        try {
            return read();
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
