package org.lectern.imaging.archive;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The patient of a study, as the first object of the study that arrived names them.
 *
 * @param name the person name as stored: components by {@code ^}, groups by {@code =} (PS3.5 section 6.2.1)
 * @param id Patient ID (0010,0020), empty when there is none
 * @param issuer Issuer of Patient ID (0010,0021), empty when there is none
 * @param sex M, F, O or empty
 */
public record PatientEntry(String name, String id, String issuer, Optional<LocalDate> birthDate, String sex) {}
