package org.lectern.imaging.study;

import java.util.Collection;
import java.util.List;
import org.lectern.imaging.data.Finding;

/** All patients of a folder, a medium or a query. */
public record StudyTree(List<Patient> patients, List<Finding> findings) {
    /** Copies the lists. */
    public StudyTree {
        patients = List.copyOf(patients);
        findings = List.copyOf(findings);
    }

    /**
     * The tree of some instances, in any order; instances with a SOP Instance UID that was there before are left out,
     * with a finding.
     */
    public static StudyTree of(Collection<Instance> instances) {
        return new StudyTreeBuilder(instances).build();
    }

    /** The studies of all patients. */
    public List<Study> studies() {
        return patients.stream().flatMap(patient -> patient.studies().stream()).toList();
    }

    /** The display sets of all patients. */
    public List<DisplaySet> displaySets() {
        return studies().stream().flatMap(study -> study.displaySets().stream()).toList();
    }
}
