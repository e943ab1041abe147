package org.lectern.app.retrieval.query;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.imaging.archive.SearchText;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/**
 * Criteria as questions at the STUDY level (PS3.4 section C.6.2.1.3), all text in UTF-8.
 *
 * <p>A query has no <em>or</em>: words that may stand in several attributes are asked for one attribute after the other,
 * and each of several modalities by itself. Archives may ignore optional keys, so the answers are filtered again.
 */
final class StudyQuestions {
    private static final int MOST_MODALITIES = 4;
    private static final int[] RETURNED = {
        Tag.StudyInstanceUID,
        Tag.PatientName,
        Tag.PatientID,
        Tag.IssuerOfPatientID,
        Tag.PatientBirthDate,
        Tag.PatientSex,
        Tag.StudyDate,
        Tag.StudyTime,
        Tag.AccessionNumber,
        Tag.StudyDescription,
        Tag.BodyPartExamined,
        Tag.ModalitiesInStudy,
        Tag.NumberOfStudyRelatedSeries,
        Tag.NumberOfStudyRelatedInstances
    };

    private StudyQuestions() {}

    static List<RemoteArchive.Query> of(SearchCriteria criteria, LocalDate today, int limit) {
        List<RemoteArchive.Query> questions = new ArrayList<>();
        for (Consumer<DataSet.Builder> words : words(criteria)) {
            for (String modality : modalities(criteria)) {
                DataSet.Builder keys = empty();
                fixed(criteria, today, keys);
                words.accept(keys);
                if (!modality.isEmpty()) {
                    keys.text(Tag.ModalitiesInStudy, modality);
                }
                questions.add(
                        new RemoteArchive.Query(RemoteArchive.Level.STUDY, keys.build(), limit, criteria.isFuzzy()));
            }
        }
        return questions;
    }

    private static DataSet.Builder empty() {
        DataSet.Builder keys = DataSet.builder().text(Tag.SpecificCharacterSet, "ISO_IR 192");
        for (int tag : RETURNED) {
            keys.text(tag);
        }
        return keys;
    }

    private static void fixed(SearchCriteria criteria, LocalDate today, DataSet.Builder keys) {
        put(keys, Tag.PatientName, containing(longest(criteria.patientName())));
        put(keys, Tag.PatientID, plain(criteria.patientId()));
        put(keys, Tag.AccessionNumber, plain(criteria.accession()));
        put(keys, Tag.StudyDescription, containing(longest(criteria.description())));
        put(keys, Tag.StudyDate, criteria.dates().range(today));
    }

    /** The attributes in which the free words may stand and that are not asked for otherwise. */
    private static List<Consumer<DataSet.Builder>> words(SearchCriteria criteria) {
        String word = longest(criteria.text());
        if (word.isEmpty()) {
            return List.of(keys -> {});
        }
        List<Consumer<DataSet.Builder>> asked = new ArrayList<>();
        if (criteria.patientName().isEmpty()) {
            asked.add(keys -> keys.text(Tag.PatientName, containing(word)));
        }
        if (criteria.patientId().isEmpty()) {
            asked.add(keys -> keys.text(Tag.PatientID, containing(word)));
        }
        if (criteria.accession().isEmpty() && word.length() <= 14) {
            asked.add(keys -> keys.text(Tag.AccessionNumber, containing(word)));
        }
        if (criteria.description().isEmpty()) {
            asked.add(keys -> keys.text(Tag.StudyDescription, containing(word)));
        }
        return asked.isEmpty() ? List.of(keys -> {}) : asked;
    }

    private static Set<String> modalities(SearchCriteria criteria) {
        int count = criteria.modalities().size();
        boolean asked =
                count == 1 || count <= MOST_MODALITIES && criteria.text().isEmpty();
        return count > 0 && asked ? criteria.modalities() : Set.of("");
    }

    /** The longest word narrows most. A word that a name may spell otherwise (ü, ue) is left open there. */
    private static String longest(String text) {
        return Stream.of(plain(text).split("[\\s,;=^]+"))
                .max(Comparator.comparingInt(String::length))
                .map(StudyQuestions::spelledOpenly)
                .orElse("");
    }

    private static String spelledOpenly(String word) {
        StringBuilder open = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            open.append(c < 0x80 || isCovered(c) ? c : '*');
        }
        return open.toString();
    }

    /** Letters of scripts that have no second spelling stay as they are. */
    private static boolean isCovered(char c) {
        return Character.UnicodeScript.of(c) != Character.UnicodeScript.LATIN;
    }

    private static String containing(String word) {
        if (word.isEmpty()) {
            return "";
        }
        String open = (word.startsWith("*") ? "" : "*") + word + (word.endsWith("*") ? "" : "*");
        return open.replaceAll("\\*+", "*");
    }

    /** Without the delimiter of values, which would make a list of it. */
    private static String plain(String text) {
        return text.replace('\\', ' ').strip();
    }

    private static void put(DataSet.Builder keys, int tag, String value) {
        if (!value.isEmpty()) {
            keys.text(tag, value);
        }
    }

    /** The words that an answer must hold, wildcards left out. */
    static List<String> required(String text) {
        return SearchText.words(text.replace('*', ' ').replace('?', ' '));
    }
}
