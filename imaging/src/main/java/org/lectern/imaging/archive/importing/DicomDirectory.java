package org.lectern.imaging.archive.importing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomFile;

/**
 * The directory of a medium (PS3.3 annex F, PS3.10 section 8): which files belong to it.
 *
 * <p>A file ID is looked up part by part among the names that are really there, regardless of case and of the version
 * suffix of ISO 9660, so that no path is ever made from what the directory says; a link that leads out of the medium is
 * not followed.
 */
final class DicomDirectory {
    private static final int MAX_REFERENCES = 500_000;
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])([.;].*)?");
    private static final Pattern NAME = Pattern.compile("[^/\\\\:\\p{Cntrl}]{1,255}");

    private final Path root;
    private final Path realRoot;
    private final Map<Path, Map<String, Path>> listings = new HashMap<>();

    private DicomDirectory(Path root) throws IOException {
        this.root = root;
        this.realRoot = root.toRealPath();
    }

    /**
     * What a directory names.
     *
     * @param files those that are there
     * @param refusals those that are not, or whose name is not to be followed
     */
    record Contents(List<Path> files, List<Refusal> refusals) {}

    /** Whether a file has the name that PS3.10 section 8.6 gives the directory. */
    static boolean isNamedSo(Path file) {
        return plain(String.valueOf(file.getFileName())).equals("dicomdir");
    }

    static Contents read(Path dicomdir) throws IOException {
        Path absolute = dicomdir.toAbsolutePath();
        Path root = absolute.getParent();
        DicomDirectory directory = new DicomDirectory(root == null ? absolute : root);
        return directory.resolve(DicomFile.read(dicomdir).dataSet(), dicomdir.toString());
    }

    private Contents resolve(DataSet data, String label) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        List<Refusal> refusals = new ArrayList<>();
        for (DataSet record : data.items(Tag.DirectoryRecordSequence)) {
            List<String> parts = record.texts(Tag.ReferencedFileID);
            if (parts.isEmpty() || files.size() + refusals.size() >= MAX_REFERENCES) {
                continue;
            }
            String shown = label + " → " + shown(parts);
            if (!parts.stream().allMatch(DicomDirectory::isHarmless)) {
                refusals.add(new Refusal(
                        shown, "the directory names a place outside the medium", "Such an entry is never followed"));
                continue;
            }
            Optional<Path> file = find(parts);
            if (file.isPresent()) {
                files.add(file.get());
            } else {
                refusals.add(new Refusal(
                        shown,
                        "is listed in the directory of the medium but is not there",
                        "The medium may be incomplete: ask its sender for the missing images"));
            }
        }
        return new Contents(List.copyOf(files), refusals);
    }

    private static boolean isHarmless(String part) {
        return NAME.matcher(part).matches()
                && !part.equals(".")
                && !part.equals("..")
                && !DEVICE.matcher(part).matches();
    }

    private Optional<Path> find(List<String> parts) throws IOException {
        Path at = root;
        for (String part : parts) {
            Path next = listing(at).get(plain(part));
            if (next == null) {
                return Optional.empty();
            }
            at = next;
        }
        return Files.isRegularFile(at) && at.toRealPath().startsWith(realRoot) ? Optional.of(at) : Optional.empty();
    }

    private Map<String, Path> listing(Path folder) throws IOException {
        Map<String, Path> known = listings.get(folder);
        if (known != null) {
            return known;
        }
        Map<String, Path> names = new HashMap<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    names.putIfAbsent(plain(String.valueOf(entry.getFileName())), entry);
                }
            }
        }
        listings.put(folder, names);
        return names;
    }

    /** Lower case, without the {@code ;1} and the trailing dot that ISO 9660 adds. */
    private static String plain(String name) {
        return name.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst(";[0-9]{1,5}$", "")
                .replaceFirst("\\.$", "");
    }

    private static String shown(List<String> parts) {
        String joined = String.join("/", parts).replaceAll("\\p{Cntrl}", "?");
        return joined.length() <= 120 ? joined : joined.substring(0, 120) + "…";
    }
}
