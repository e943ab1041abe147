package org.lectern.imaging.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.part10.DicomFile;

/**
 * What the index keeps of one object. Text is clipped and freed from control characters, since files may say anything;
 * the files themselves stay as they came.
 *
 * @param rejection what it rejects, when it is a rejection note
 * @param notes what is irregular, without patient data
 */
record ObjectRecord(
        Patient patient,
        Study study,
        Series series,
        String sopUid,
        String sopClass,
        String transferSyntax,
        OptionalInt number,
        int frames,
        int rows,
        int columns,
        Optional<RejectionNote> rejection,
        List<String> notes) {
    private static final int CLIP = 256;
    private static final int MAX_NOTES = 8;

    /** Patient level attributes. */
    record Patient(String id, String issuer, String name, String birthDate, String sex) {
        /** Who this is within one study: the ID, or name and birth date where there is none. */
        String key() {
            return id.isEmpty() ? "name:" + comparableName() + "|" + birthDate : "id:" + id;
        }

        /** The name without case, diacritics and empty components, first component group only. */
        String comparableName() {
            int groupEnd = name.indexOf('=');
            return String.join(" ", SearchText.words(groupEnd < 0 ? name : name.substring(0, groupEnd)));
        }
    }

    /** Study level attributes. */
    record Study(String uid, String date, String time, String accession, String description) {}

    /** Series level attributes. */
    record Series(String uid, String modality, OptionalInt number, String description, String bodyPart) {}

    /** Copies the list. */
    ObjectRecord {
        notes = List.copyOf(notes);
    }

    static ObjectRecord of(DicomFile file) throws IOException {
        DataSet data = file.dataSet();
        List<String> notes = new ArrayList<>();
        file.findings().stream().limit(MAX_NOTES).map(Finding::toString).forEach(notes::add);
        String sopUid = first(text(data, Tag.SOPInstanceUID), text(file.meta(), Tag.MediaStorageSOPInstanceUID));
        if (sopUid.isEmpty()) {
            sopUid = "none:" + digest(file.path());
            notes.add("has no SOP Instance UID (0008,0018); told from others by its content");
        }
        return new ObjectRecord(
                patient(data),
                study(data, sopUid, notes),
                series(data, sopUid, notes),
                sopUid,
                first(text(data, Tag.SOPClassUID), text(file.meta(), Tag.MediaStorageSOPClassUID)),
                clip(file.syntax().uid()),
                data.integer(Tag.InstanceNumber),
                Math.max(1, data.integer(Tag.NumberOfFrames).orElse(1)),
                Math.max(0, data.integer(Tag.Rows).orElse(0)),
                Math.max(0, data.integer(Tag.Columns).orElse(0)),
                RejectionNote.of(data),
                notes);
    }

    private static Patient patient(DataSet data) {
        return new Patient(
                text(data, Tag.PatientID),
                text(data, Tag.IssuerOfPatientID),
                text(data, Tag.PatientName),
                text(data, Tag.PatientBirthDate),
                text(data, Tag.PatientSex));
    }

    private static Study study(DataSet data, String sopUid, List<String> notes) {
        String uid = text(data, Tag.StudyInstanceUID);
        if (uid.isEmpty()) {
            uid = standIn(sopUid);
            notes.add("has no Study Instance UID (0020,000D); shown as a study of its own");
        }
        return new Study(
                uid,
                first(text(data, Tag.StudyDate), text(data, Tag.AcquisitionDate), text(data, Tag.ContentDate)),
                text(data, Tag.StudyTime),
                text(data, Tag.AccessionNumber),
                first(
                        text(data, Tag.StudyDescription),
                        data.item(Tag.ProcedureCodeSequence)
                                .map(code -> text(code, Tag.CodeMeaning))
                                .orElse(""),
                        text(data, Tag.RequestedProcedureDescription)));
    }

    private static Series series(DataSet data, String sopUid, List<String> notes) {
        String uid = text(data, Tag.SeriesInstanceUID);
        if (uid.isEmpty()) {
            uid = standIn(sopUid);
            notes.add("has no Series Instance UID (0020,000E); shown as a series of its own");
        }
        return new Series(
                uid,
                text(data, Tag.Modality),
                data.integer(Tag.SeriesNumber),
                first(text(data, Tag.SeriesDescription), text(data, Tag.ProtocolName)),
                text(data, Tag.BodyPartExamined));
    }

    private static String standIn(String sopUid) {
        return sopUid.startsWith("none:") ? sopUid : "none:" + sopUid;
    }

    private static String text(DataSet data, int tag) {
        return clip(data.text(tag).orElse(""));
    }

    private static String clip(String text) {
        String visible = text.replaceAll("\\p{Cntrl}", " ").strip();
        return visible.length() <= CLIP ? visible : visible.substring(0, CLIP);
    }

    private static String first(String... texts) {
        for (String text : texts) {
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream bytes = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
