package org.lectern.samples;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/**
 * An invented person.
 *
 * @param name a PN value
 * @param birthDate a DA value
 * @param sex F, M or O
 */
record SamplePatient(String name, String id, String birthDate, String sex) {
    /** A study of this patient: patient and study modules, UIDs derived from the names, so that each run writes the same. */
    DataSet.Builder study(String key, String description, String date, String time) {
        return DataSet.builder()
                .text(Tag.SpecificCharacterSet, "ISO_IR 192")
                .text(Tag.PatientName, name)
                .text(Tag.PatientID, id)
                .text(Tag.IssuerOfPatientID, "LECTERN-SAMPLES")
                .text(Tag.PatientBirthDate, birthDate)
                .text(Tag.PatientSex, sex)
                .text(Tag.PatientIdentityRemoved, "YES")
                .text(Tag.DeidentificationMethod, "Synthetic: this person does not exist")
                .text(Tag.StudyInstanceUID, uid(id + "/" + key))
                .text(Tag.StudyID, key.toUpperCase(java.util.Locale.ROOT))
                .text(Tag.StudyDescription, description)
                .text(Tag.StudyDate, date)
                .text(Tag.StudyTime, time)
                .text(Tag.AccessionNumber, "A" + Math.floorMod((id + key).hashCode(), 1_000_000))
                .text(Tag.ReferringPhysicianName, "Referrer^Invented")
                .text(Tag.InstitutionName, "Lectern Sample Hospital")
                .text(Tag.Manufacturer, "Lectern")
                .text(Tag.ManufacturerModelName, "Phantom");
    }

    /** The same UID for the same name, under 2.25 (PS3.5 section B.2). */
    static String uid(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(("lectern-sample/" + name).getBytes(StandardCharsets.UTF_8));
            byte[] half = java.util.Arrays.copyOf(digest, 16);
            half[6] = (byte) (half[6] & 0x0F | 0x80);
            half[8] = (byte) (half[8] & 0x3F | 0x80);
            return "2.25." + new BigInteger(1, half);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
