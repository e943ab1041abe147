package org.lectern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.archive.InstanceEntry;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.SeriesEntry;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;

/**
 * What a command works on: a path, or the UID of something in the archive, whose files can be encrypted and have names that
 * nobody knows. A file that is called like a UID is that file.
 */
record FileOrUid(String text) {
    private static final String UID = "[0-9]+(\\.[0-9]+)+";

    boolean isUid() {
        return text.matches(UID) && !Files.exists(Path.of(text));
    }

    /** The file, or that of the object in the archive; stays readable. */
    Path file(PrintWriter err) throws IOException {
        if (!isUid()) {
            return Path.of(text);
        }
        try (LocalArchive archive = TheArchive.open(err)) {
            return archive.instance(text)
                    .map(InstanceEntry::file)
                    .orElseThrow(() -> new IOException(
                            "No object in the archive has the SOP Instance UID %s, and there is no file of that name"
                                    .formatted(text)));
        }
    }

    /** The folder, or that in which the archive keeps a study or the study of a series. */
    Path folder(PrintWriter err) throws IOException {
        if (!isUid()) {
            return Path.of(text);
        }
        try (LocalArchive archive = TheArchive.open(err)) {
            Optional<Path> file = instances(archive).stream().findFirst().map(InstanceEntry::file);
            return Optional.ofNullable(file.orElseThrow(this::unknown).getParent())
                    .orElseThrow(this::unknown);
        }
    }

    /** The files of an object, a study or a series in the archive. */
    List<Path> files(LocalArchive archive) throws IOException {
        List<InstanceEntry> found =
                new ArrayList<>(archive.instance(text).stream().toList());
        if (found.isEmpty()) {
            found.addAll(instances(archive));
        }
        if (found.isEmpty()) {
            throw unknown();
        }
        return found.stream().map(InstanceEntry::file).toList();
    }

    private List<InstanceEntry> instances(LocalArchive archive) throws IOException {
        List<InstanceEntry> found = new ArrayList<>();
        for (StudyEntry study : archive.studiesWithUid(text)) {
            found.addAll(archive.instances(study));
        }
        if (found.isEmpty()) {
            for (StudyEntry study : archive.studies(StudyQuery.of(""))) {
                for (SeriesEntry series : archive.series(study)) {
                    if (series.seriesUid().equals(text)) {
                        found.addAll(archive.instances(series));
                    }
                }
            }
        }
        return found;
    }

    private IOException unknown() {
        return new IOException("Nothing in the archive has the UID %s; list what is there with: lectern studies --json"
                .formatted(text));
    }
}
