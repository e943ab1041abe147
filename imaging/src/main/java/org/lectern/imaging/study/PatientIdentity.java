package org.lectern.imaging.study;

import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/**
 * By what a patient is told from another: Patient ID and its issuer; where there is no ID, name and date of birth. Two
 * identities that differ are never merged.
 *
 * @param patientId empty when missing
 * @param issuer Issuer of Patient ID, empty when missing
 * @param name Patient's Name, considered only without a Patient ID
 * @param birthDate considered only without a Patient ID
 */
public record PatientIdentity(String patientId, String issuer, String name, String birthDate) {
    /** The identity in a header. */
    public static PatientIdentity of(DataSet header) {
        String id = header.text(Tag.PatientID).orElse("");
        String issuer = header.text(Tag.IssuerOfPatientID).orElse("");
        return id.isEmpty()
                ? new PatientIdentity(
                        "",
                        issuer,
                        header.text(Tag.PatientName).orElse(""),
                        header.text(Tag.PatientBirthDate).orElse(""))
                : new PatientIdentity(id, issuer, "", "");
    }

    /** Without patient data. */
    @Override
    public String toString() {
        return "PatientIdentity[" + (patientId.isEmpty() ? "by name" : "by ID") + "]";
    }
}
