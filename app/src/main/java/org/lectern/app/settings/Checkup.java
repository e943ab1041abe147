package org.lectern.app.settings;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import javax.crypto.SecretKey;
import org.lectern.imaging.archive.ArchiveEncryption;
import org.lectern.imaging.archive.Integrity;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.cache.FrameCache;
import org.lectern.imaging.codec.Decoders;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.dictionary.Uid;

/** Looks at what the workstation rests on and says in plain words what is well and what is to be done. */
public final class Checkup {
    private static final long LITTLE_DISK = 5L << 30;
    private static final long LITTLE_MEMORY = 4L << 30;
    private static final Map<String, String> SYNTAXES = Map.of(
            Uid.RLELossless, "RLE",
            Uid.JPEGBaseline8Bit, "JPEG",
            Uid.JPEGLosslessSV1, "JPEG lossless",
            Uid.JPEGLSLossless, "JPEG-LS",
            Uid.JPEG2000Lossless, "JPEG 2000",
            Uid.HTJ2KLossless, "HTJ2K",
            Uid.JPEGXLLossless, "JPEG XL");

    private final Folders folders;
    private final Map<String, String> environment;
    private final List<Line> lines = new ArrayList<>();

    /** Finds the key of the archive. */
    @FunctionalInterface
    public interface KeyFinder {
        /** Nothing where the archive is plain, or where its passphrase was not given. */
        Optional<SecretKey> find() throws IOException;
    }

    /** How something stands. */
    public enum State {
        /** As it should be. */
        WELL,
        /** Works, with a drawback. */
        NOTE,
        /** Has to be put right. */
        PROBLEM
    }

    /**
     * One thing looked at.
     *
     * @param what its name
     * @param found what was found
     * @param remedy what to do; empty when it is well
     */
    public record Line(State state, String what, String found, String remedy) {
        /** Takes the full stop off the end, which who shows the line sets. */
        public Line {
            found = withoutStop(found);
            remedy = withoutStop(remedy);
        }

        private static String withoutStop(String text) {
            return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        }
    }

    private Checkup(Folders folders, Map<String, String> environment) {
        this.folders = folders;
        this.environment = Map.copyOf(environment);
    }

    /** Looks at everything. */
    public static List<Line> run(Folders folders, Map<String, String> environment, KeyFinder key) {
        Checkup checkup = new Checkup(folders, environment);
        checkup.java();
        checkup.memory();
        checkup.display();
        checkup.graphics();
        checkup.archive(key);
        checkup.configuration();
        checkup.codecs();
        return List.copyOf(checkup.lines);
    }

    private void well(String what, String found) {
        lines.add(new Line(State.WELL, what, found, ""));
    }

    private void note(String what, String found, String remedy) {
        lines.add(new Line(State.NOTE, what, found, remedy));
    }

    private void problem(String what, String found, String remedy) {
        lines.add(new Line(State.PROBLEM, what, found, remedy));
    }

    private void java() {
        well(
                "Java",
                "%s by %s on %s %s, %d processors"
                        .formatted(
                                Runtime.version(),
                                System.getProperty("java.vendor"),
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"),
                                Runtime.getRuntime().availableProcessors()));
    }

    private void memory() {
        long heap = Runtime.getRuntime().maxMemory();
        String found =
                "up to %s for the program, %s for images".formatted(gib(heap), gib(FrameCache.defaultBudgetBytes()));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            long all = system.getTotalMemorySize();
            found += ", %s in this computer".formatted(gib(all));
            if (all < LITTLE_MEMORY) {
                note("Memory", found, "Large volumes will not fit; 8 GiB or more are better");
                return;
            }
        }
        well("Memory", found);
    }

    private void display() {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            well("Display", "the system's own");
            return;
        }
        String name = environment.getOrDefault("DISPLAY", "");
        if (name.isEmpty()) {
            note(
                    "Display",
                    environment.containsKey("WAYLAND_DISPLAY") ? "Wayland without X" : "none",
                    "The window needs an X display (on Wayland: Xwayland); commands work without one");
            return;
        }
        Path socket = Path.of("/tmp/.X11-unix/X" + name.replaceAll("^.*:|\\..*$", ""));
        if (name.startsWith(":") && !Files.exists(socket)) {
            problem(
                    "Display",
                    name + " is named but nobody serves it",
                    "Log in to a desktop, or set DISPLAY to one that runs");
            return;
        }
        well("Display", name);
    }

    private void graphics() {
        List<String> drivers = new ArrayList<>();
        try (DirectoryStream<Path> cards = Files.newDirectoryStream(Path.of("/sys/class/drm"), "card[0-9]")) {
            for (Path card : cards) {
                Path driver = card.resolve("device/driver");
                drivers.add(
                        Files.exists(driver)
                                ? String.valueOf(driver.toRealPath().getFileName())
                                : "unknown driver");
            }
        } catch (IOException e) {
            drivers.clear(); // no such folder: not Linux, or no graphics card
        }
        if (drivers.isEmpty()) {
            well("Graphics", "no graphics card found; the processor draws, which needs none");
        } else {
            well("Graphics", "card with driver " + String.join(", ", drivers));
        }
    }

    private void archive(KeyFinder finder) {
        try {
            Optional<SecretKey> key = finder.find();
            if (key.isEmpty() && ArchiveEncryption.isOn(folders.archive())) {
                note(
                        "Archive",
                        "encrypted, in %s; not looked into without its passphrase".formatted(folders.archive()),
                        "Run this again with the passphrase, typed or in the file that LECTERN_PASSPHRASE_FILE names");
                space(folders.archive());
            } else {
                archive(key);
            }
        } catch (IOException e) {
            problem("Archive", String.valueOf(e.getMessage()), "See the sentence before");
        }
    }

    private void archive(Optional<SecretKey> key) throws IOException {
        try (LocalArchive archive = LocalArchive.open(folders.archive(), key)) {
            archive.notices().forEach(notice -> note("Archive", notice, "Nothing: it has been put right"));
            Integrity integrity = archive.verify();
            String found = "%d objects, %s, %s, in %s"
                    .formatted(
                            integrity.instances(),
                            gib(integrity.bytes()),
                            archive.isEncrypted() ? "encrypted" : "not encrypted",
                            archive.folder());
            if (integrity.isSound()) {
                well("Archive", found + "; every file is there");
            } else {
                problem(
                        "Archive",
                        found
                                + "; %d files are missing, %d have changed"
                                        .formatted(integrity.missing(), integrity.changed()),
                        "Import these exams again; the files were changed outside Lectern");
            }
            space(archive.folder());
        }
    }

    private void space(Path folder) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < LITTLE_DISK) {
            problem(
                    "Disk",
                    gib(free) + " free for the archive",
                    "Free some space, or set LECTERN_HOME to a larger disk");
        } else {
            well("Disk", gib(free) + " free for the archive");
        }
    }

    private void configuration() {
        Path folder = folders.configuration();
        boolean writable = Files.isWritable(Files.exists(folder) ? folder : existing(folder));
        if (writable) {
            well("Settings", "in %s; logs in %s".formatted(folder, folders.logs()));
        } else {
            problem("Settings", folder + " cannot be written", "Change its permissions, or set LECTERN_HOME");
        }
    }

    private static Path existing(Path folder) {
        Path at = folder.toAbsolutePath();
        while (at.getParent() != null && !Files.exists(at)) {
            at = at.getParent();
        }
        return at;
    }

    private void codecs() {
        StringJoiner there = new StringJoiner(", ");
        there.add("uncompressed").add("deflated");
        SYNTAXES.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(syntax -> {
            Optional<FrameDecoder> decoder = Decoders.standard().decoder(syntax.getKey());
            if (decoder.isPresent()) {
                boolean plugIn = decoder.get().getClass().getPackageName().endsWith("imageio");
                there.add(syntax.getValue() + (plugIn ? " (plug-in)" : ""));
            } else {
                note(
                        "Decoder",
                        "none for " + syntax.getValue(),
                        "Put an ImageIO reader plug-in for it on the class path (LECTERN_PLUGINS)");
            }
        });
        well("Decoders", there.toString());
    }

    private static String gib(long bytes) {
        double gib = bytes / (double) (1L << 30);
        if (gib < 1) {
            return "%d MiB".formatted(bytes >> 20);
        }
        return String.format(Locale.ROOT, gib < 10 ? "%.1f GiB" : "%.0f GiB", gib);
    }
}
