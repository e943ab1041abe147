package org.lectern.imaging.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where objects lie below the archive's folder: {@code objects/ab/abcd…/0123….dcm}, the folders named by the SHA-256 of
 * the Study Instance UID and the file by that of the SOP Instance UID and by how it {@linkplain Origin#ending came}. No part
 * of a name ever comes from outside.
 *
 * @param folder on the disk
 * @param root the same, as its files are read: sealed or plain
 */
record ObjectStore(Path folder, Path root, Disk disk) {
    private static final int STUDY_DIGITS = 24;
    private static final int OBJECT_DIGITS = 40;

    /** Plain files in a folder. */
    static ObjectStore plain(Path folder, Disk disk) {
        return new ObjectStore(folder, folder, disk);
    }

    /** Where small files lie that are as secret as the objects. */
    Path sealed() {
        return root;
    }

    Path objects() {
        return root.resolve("objects");
    }

    Path incoming() {
        return root.resolve("incoming");
    }

    /** A new folder for what is being received. */
    Path newIncoming() throws IOException {
        Path made = incoming().resolve(UUID.randomUUID().toString());
        disk.makeFolder(made);
        return made;
    }

    /** Waits until an object and its name lie on the medium, unless it has been removed. */
    void forceIfThere(String place) throws IOException {
        try {
            disk.force(file(place));
        } catch (NoSuchFileException removed) {
            return;
        }
    }

    /** The place of an object, relative to the archive's folder, with forward slashes. */
    static String place(ObjectRecord object, Origin origin) {
        String study = hash(object.study().uid(), STUDY_DIGITS);
        String name = hash(object.sopUid(), OBJECT_DIGITS) + origin.ending();
        return "objects/%s/%s/%s".formatted(study.substring(0, 2), study, name);
    }

    /** The file at a place. */
    Path file(String place) {
        return root.resolve(place);
    }

    /** The place of a file below the objects folder. */
    String placeOf(Path file) {
        StringBuilder place = new StringBuilder();
        for (Path part : root.relativize(file)) {
            place.append(place.isEmpty() ? "" : "/").append(part);
        }
        return place.toString();
    }

    /** Whether a place has the form that {@link #place} gives it, so that it cannot lead out of the archive. */
    static boolean isPlace(String text) {
        return text.matches("objects/[0-9a-f]{2}/[0-9a-f]{%d}/[0-9a-f]{%d}(\\.received|\\.fetched|\\.made)?\\.dcm"
                .formatted(STUDY_DIGITS, OBJECT_DIGITS));
    }

    /** Deletes a file and those folders above it that became empty. */
    void delete(String place) throws IOException {
        Path file = file(place);
        disk.delete(file);
        Path above = file.getParent();
        for (int level = 0; level < 2 && above != null; level++, above = above.getParent()) {
            try {
                Files.deleteIfExists(above);
            } catch (DirectoryNotEmptyException others) {
                return;
            }
        }
    }

    /** Deletes a folder below incoming with what is in it. */
    void discard(Path batch) throws IOException {
        if (!batch.startsWith(incoming()) || batch.equals(incoming())) {
            throw new IllegalArgumentException("not a batch: " + batch);
        }
        Files.walkFileTree(batch, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                disk.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                disk.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static String hash(String uid, int digits) {
        byte[] digest = ObjectRecord.sha256().digest(uid.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest).substring(0, digits);
    }
}
