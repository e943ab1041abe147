package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.part10.DicomFile;

/** A local archive in memory: what arrived, under the patient that the object itself names. */
final class MemoryIntake implements Intake, ObjectSink, LocalObjects {
    private final Path folder;
    private final Map<String, byte[]> contents = new HashMap<>();
    private final Map<String, String> studies = new HashMap<>();
    private final Map<String, String> patients = new HashMap<>();
    private int taken;

    MemoryIntake(Path folder) {
        this.folder = folder;
    }

    @Override
    public ObjectSink sink() {
        return this;
    }

    @Override
    public void settle() {}

    @Override
    public Path newFile() throws IOException {
        return Files.createTempFile(folder, "object", ".part");
    }

    @Override
    public Outcome take(Received object) throws IOException {
        DataSet set = DicomFile.read(object.file()).dataSet();
        byte[] bytes = Files.readAllBytes(object.file());
        Files.delete(object.file());
        return keep(object.sopInstanceUid(), set, bytes);
    }

    private synchronized Outcome keep(String uid, DataSet set, byte[] bytes) {
        taken++;
        byte[] before = contents.putIfAbsent(uid, bytes);
        if (before != null) {
            return Arrays.equals(before, bytes) ? Outcome.ALREADY_HERE : Outcome.CONFLICT;
        }
        studies.put(uid, set.text(Tag.StudyInstanceUID).orElse(""));
        patients.put(uid, set.text(Tag.PatientID).orElse(""));
        return Outcome.STORED;
    }

    @Override
    public void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public synchronized Set<String> instancesOf(String studyUid) {
        Set<String> uids = new HashSet<>();
        studies.forEach((uid, study) -> {
            if (study.equals(studyUid)) {
                uids.add(uid);
            }
        });
        return uids;
    }

    synchronized Map<String, String> patients() {
        return Map.copyOf(patients);
    }

    synchronized int taken() {
        return taken;
    }

    synchronized void put(String uid, String study, byte[] bytes) {
        contents.put(uid, bytes);
        studies.put(uid, study);
    }
}
