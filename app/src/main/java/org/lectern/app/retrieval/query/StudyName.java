package org.lectern.app.retrieval.query;

import org.lectern.imaging.archive.SearchText;
import org.lectern.imaging.data.PersonName;

/** Names as they are compared when archives are: without case, diacritics and empty components. */
final class StudyName {
    private StudyName() {}

    static String comparable(String personName) {
        PersonName name = PersonName.parse(personName);
        PersonName.Group group = name.alphabetic().isEmpty() ? name.ideographic() : name.alphabetic();
        return String.join(" ", SearchText.words(group.encoded()));
    }
}
