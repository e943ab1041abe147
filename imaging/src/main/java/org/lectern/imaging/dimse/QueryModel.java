package org.lectern.imaging.dimse;

import java.util.Arrays;
import java.util.Optional;
import org.lectern.imaging.dictionary.Uid;

/** An information model with its SOP classes (PS3.4 sections C.6 and K.6). */
public enum QueryModel {
    /** Queries start at patients. */
    PATIENT_ROOT(
            Uid.PatientRootQueryRetrieveInformationModelFind,
            Uid.PatientRootQueryRetrieveInformationModelMove,
            Uid.PatientRootQueryRetrieveInformationModelGet),
    /** Queries start at studies. */
    STUDY_ROOT(
            Uid.StudyRootQueryRetrieveInformationModelFind,
            Uid.StudyRootQueryRetrieveInformationModelMove,
            Uid.StudyRootQueryRetrieveInformationModelGet),
    /** Scheduled procedure steps; nothing to retrieve. */
    WORKLIST(Uid.ModalityWorklistInformationModelFind, "", "");

    private final String find;
    private final String move;
    private final String get;

    QueryModel(String find, String move, String get) {
        this.find = find;
        this.move = move;
        this.get = get;
    }

    /** The SOP class of C-FIND. */
    public String find() {
        return find;
    }

    /** The SOP class of C-MOVE; empty where there is none. */
    public String move() {
        return move;
    }

    /** The SOP class of C-GET; empty where there is none. */
    public String get() {
        return get;
    }

    /** The model that a SOP class belongs to. */
    static Optional<QueryModel> of(String sopClassUid) {
        return Arrays.stream(values())
                .filter(model -> sopClassUid.equals(model.find)
                        || sopClassUid.equals(model.move)
                        || sopClassUid.equals(model.get))
                .findFirst();
    }
}
