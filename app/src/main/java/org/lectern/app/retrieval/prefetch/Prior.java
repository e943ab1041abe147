package org.lectern.app.retrieval.prefetch;

import org.lectern.app.retrieval.query.StudyRow;

/**
 * Another study of the patient and what was decided about it.
 *
 * @param relevance larger is more relevant; 0 is not at all
 * @param isChosen whether it is fetched
 * @param why a sentence for the reader, without patient data and without a full stop
 */
public record Prior(StudyRow study, int relevance, boolean isChosen, String why) {}
