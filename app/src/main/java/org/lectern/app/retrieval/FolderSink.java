package org.lectern.app.retrieval;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.lectern.imaging.network.ObjectSink;

/**
 * Puts objects that arrive into one folder, a file each. A file is named by its SOP Instance UID only where that is one
 * (PS3.5 section 9.1), else by a hash of it: names never come from outside unchecked. Safe for several threads.
 */
public final class FolderSink implements ObjectSink {
    private static final String UID = "[0-9]+(\\.[0-9]+)*";
    private static final int LONGEST_UID = 64;

    private final Path folder;
    private final boolean durable;

    /**
     * Into a folder, made where it is not there.
     *
     * @param durable whether an object survives a power cut when it is taken, as a sender expects
     */
    public FolderSink(Path folder, boolean durable) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.durable = durable;
    }

    @Override
    public Path newFile() throws IOException {
        return Files.createTempFile(folder, ".arriving-", ".part");
    }

    @Override
    public Outcome take(Received object) throws IOException {
        Path arrived = object.file();
        Path place = folder.resolve(name(object.sopInstanceUid()));
        if (durable) {
            try (FileChannel channel = FileChannel.open(arrived, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
        try {
            Files.createLink(place, arrived); // unlike a move, never replaces anything
            return Outcome.STORED;
        } catch (FileAlreadyExistsException e) {
            return Files.mismatch(arrived, place) < 0 ? Outcome.ALREADY_HERE : Outcome.CONFLICT;
        } catch (UnsupportedOperationException e) {
            return moved(arrived, place);
        } finally {
            Files.deleteIfExists(arrived);
        }
    }

    private static Outcome moved(Path arrived, Path place) throws IOException {
        if (Files.exists(place)) {
            return Files.mismatch(arrived, place) < 0 ? Outcome.ALREADY_HERE : Outcome.CONFLICT;
        }
        Files.move(arrived, place);
        return Outcome.STORED;
    }

    /** What the file of an object is called. */
    static String name(String sopInstanceUid) {
        if (sopInstanceUid.length() <= LONGEST_UID && sopInstanceUid.matches(UID)) {
            return sopInstanceUid + ".dcm";
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(sopInstanceUid.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + HexFormat.of().formatHex(hash) + ".dcm";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return; // a hidden file stays; the next run does not use it
        }
    }
}
