package org.lectern.app.retrieval.diagnosis;

import java.io.IOException;
import java.util.List;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/** Whether letters beyond ASCII go there and come back right. */
final class CharacterSets {
    private static final String NAME = "Character set";

    private CharacterSets() {}

    /** Searches for keys at the study level. */
    interface Search {
        List<DataSet> find(DataSet keys) throws IOException;
    }

    static void check(Rungs rungs, Search search) {
        DataSet keys = DataSet.builder()
                .text(Tag.SpecificCharacterSet, "ISO_IR 192")
                .text(Tag.PatientName, "*ü*")
                .text(Tag.StudyInstanceUID)
                .build();
        try {
            List<DataSet> answers = search.find(keys);
            long right = answers.stream()
                    .map(answer -> answer.text(Tag.PatientName).orElse(""))
                    .filter(CharacterSets::hasUmlaut)
                    .count();
            if (answers.isEmpty()) {
                rungs.add(Step.note(
                        NAME, "a search with ü is accepted; nobody there has one in the name to compare", ""));
            } else if (right == answers.size()) {
                rungs.add(Step.well(NAME, "names with ü are found and come back right"));
            } else if (right == 0 && answers.stream().noneMatch(CharacterSets::isGarbled)) {
                rungs.add(Step.note(NAME, "a search with ü also finds other names: the node ignores or folds it", ""));
            } else {
                rungs.add(Step.note(
                        NAME,
                        "some names come back garbled",
                        "Its administrator must look at Specific Character Set (0008,0005) of what it stores"));
            }
        } catch (IOException e) {
            rungs.add(Step.note(
                    NAME,
                    "a search with ü is refused",
                    "Its administrator must allow UTF-8 (ISO_IR 192) in queries; until then search without umlauts"));
        }
    }

    private static boolean hasUmlaut(String name) {
        return name.contains("ü") || name.contains("Ü");
    }

    private static boolean isGarbled(DataSet answer) {
        String name = answer.text(Tag.PatientName).orElse("");
        return name.indexOf('\uFFFD') >= 0 || name.contains("Ã¼");
    }
}
