package org.lectern.app.worklist;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.lectern.app.retrieval.query.LocalStudies;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.SearchText;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;

/**
 * The archive of this computer, asked while somebody types: as long as nothing has changed there, a question that only has
 * more words than the last one is answered from that one's answer, by texts that were folded once. Safe for several threads.
 */
final class NarrowedStudies implements LocalStudies {
    private final LocalStudies archive;
    private final Changes changes;
    private final AtomicReference<Optional<Answer>> last = new AtomicReference<>(Optional.empty());

    /** A number that differs when the archive may have changed. */
    interface Changes {
        /** The number now. */
        Object now() throws IOException;
    }

    /** An answer of the archive, its texts as they are searched, and its studies by their UIDs. */
    private record Answer(
            StudyQuery query,
            Object state,
            List<StudyEntry> studies,
            String[] folded,
            Map<String, List<StudyEntry>> byUid) {}

    NarrowedStudies(LocalStudies archive, Changes changes) {
        this.archive = archive;
        this.changes = changes;
    }

    static NarrowedStudies of(LocalArchive archive) {
        AtomicLong here = new AtomicLong();
        archive.onChange(here::incrementAndGet);
        return new NarrowedStudies(archive::studies, () -> List.of(here.get(), archive.changesByOthers()));
    }

    @Override
    public List<StudyEntry> studies(StudyQuery query) throws IOException {
        Object state = changes.now();
        Optional<Answer> wider = last.get().filter(answer -> answer.state().equals(state) && isWider(answer, query));
        if (wider.isPresent()) {
            return narrowed(wider.get(), SearchText.words(query.text()));
        }
        List<StudyEntry> studies = archive.studies(query);
        Map<String, List<StudyEntry>> byUid = new HashMap<>();
        studies.forEach(study ->
                byUid.computeIfAbsent(study.studyUid(), _ -> new ArrayList<>(1)).add(study));
        String[] folded = studies.stream().map(NarrowedStudies::folded).toArray(String[]::new);
        last.set(Optional.of(new Answer(query, state, studies, folded, byUid)));
        return studies;
    }

    /** The studies of the last answer with this UID; more may be there than were asked for. */
    List<StudyEntry> withUid(String studyUid) {
        return last.get()
                .map(answer -> answer.byUid().getOrDefault(studyUid, List.of()))
                .orElse(List.of());
    }

    /** Whether all that the query asks for is in the answer, and only words have to be looked at. */
    private static boolean isWider(Answer answer, StudyQuery query) {
        StudyQuery before = answer.query();
        StudyQuery sameWords = new StudyQuery(
                before.text(),
                query.patientName(),
                query.patientId(),
                query.accession(),
                query.description(),
                query.modalities(),
                query.from(),
                query.to(),
                query.limit());
        List<String> words = SearchText.words(query.text());
        return before.equals(sameWords)
                && answer.studies().size() < before.limit()
                && SearchText.words(before.text()).stream()
                        .allMatch(word -> words.stream().anyMatch(more -> more.contains(word)));
    }

    private static List<StudyEntry> narrowed(Answer answer, List<String> words) {
        if (new HashSet<>(SearchText.words(answer.query().text())).containsAll(words)) {
            return answer.studies();
        }
        List<StudyEntry> found = new ArrayList<>();
        for (int i = 0; i < answer.folded().length; i++) {
            String text = answer.folded()[i];
            if (words.stream().allMatch(text::contains)) {
                found.add(answer.studies().get(i));
            }
        }
        return found;
    }

    private static String folded(StudyEntry study) {
        return SearchText.stored(
                study.patient().name(),
                study.patient().id(),
                study.accession(),
                study.description(),
                study.date().map(DateTimeFormatter.BASIC_ISO_DATE::format).orElse(""),
                study.date().map(LocalDate::toString).orElse(""));
    }
}
