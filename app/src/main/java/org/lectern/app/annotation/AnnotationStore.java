package org.lectern.app.annotation;

import java.io.IOException;
import java.util.List;

/** Where the marks of a study are kept between sessions. */
public interface AnnotationStore {
    /** The marks kept for a study, none for one never marked. */
    List<Annotation> load(String studyInstanceUid) throws IOException;

    /** Keeps all marks of a study; when it returns they outlive a crash. */
    void save(String studyInstanceUid, List<Annotation> annotations) throws IOException;
}
