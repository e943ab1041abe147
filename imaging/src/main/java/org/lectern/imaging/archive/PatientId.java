package org.lectern.imaging.archive;

/**
 * Who somebody is at one place.
 *
 * @param id Patient ID (0010,0020)
 * @param issuer Issuer of Patient ID (0010,0021), empty when there is none
 */
public record PatientId(String id, String issuer) {
    /** Refuses an ID that says nothing: patients are never told apart by name. */
    public PatientId {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A patient without an ID cannot be merged or updated");
        }
    }
}
