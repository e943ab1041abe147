package org.lectern.app.retrieval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;

/** An archive in memory that counts what it is asked and fails as the test wants. */
public final class MemorySite {
    private final String name;
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final Set<String> committed = ConcurrentHashMap.newKeySet();
    private final List<RemoteArchive.Wanted> asked = new ArrayList<>();
    private final List<String> delivered = new ArrayList<>();
    private final List<DataSet> studyAnswers = new ArrayList<>();
    private final List<DataSet> worklist = new ArrayList<>();
    private final List<RemoteArchive.Query> queries = new ArrayList<>();
    private Hook beforeAnswers = cancellation -> {};
    private Hook beforeObject = cancellation -> {};
    private final Set<String> withheld = new LinkedHashSet<>();
    private final List<Instance> strangers = new ArrayList<>();
    private int running;
    private int mostRunning;
    private int toldMore;

    /** One object. */
    public record Instance(String study, String series, String uid, int number, String patientId, String issuer) {
        public DataSet dataSet() {
            DataSet.Builder set = DataSet.builder()
                    .text(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.7")
                    .text(Tag.SOPInstanceUID, uid)
                    .text(Tag.StudyInstanceUID, study)
                    .text(Tag.SeriesInstanceUID, series)
                    .text(Tag.InstanceNumber, Integer.toString(number))
                    .text(Tag.PatientID, patientId)
                    .text(Tag.PatientName, "Test^" + patientId);
            if (!issuer.isEmpty()) {
                set.text(Tag.IssuerOfPatientID, issuer);
            }
            return set.build();
        }

        public void write(Path file) throws IOException {
            new DicomWriter(TransferSyntax.of("1.2.840.10008.1.2.1")).write(dataSet(), file);
        }
    }

    /** What happens before something does. */
    @FunctionalInterface
    public interface Hook {
        void run(Cancellation cancellation) throws IOException;
    }

    public MemorySite(String name) {
        this.name = name;
    }

    /** As searches and transfers see it. */
    public Site site(int connections) {
        return new Site(name, "", connections, true, true, Connection::new);
    }

    public MemorySite put(Collection<Instance> more) {
        more.forEach(instance -> instances.put(instance.uid(), instance));
        return this;
    }

    /** A study of one patient: series of so many objects each. */
    public static List<Instance> study(String study, String patientId, int... objects) {
        List<Instance> all = new ArrayList<>();
        for (int s = 0; s < objects.length; s++) {
            for (int i = 1; i <= objects[s]; i++) {
                String series = study + "." + (s + 1);
                all.add(new Instance(study, series, series + "." + i, i, patientId, ""));
            }
        }
        return all;
    }

    /** Answers to questions for studies, whatever the keys say. */
    public MemorySite answer(DataSet... answers) {
        studyAnswers.addAll(List.of(answers));
        return this;
    }

    /** Answers to questions for scheduled steps. */
    public MemorySite schedule(DataSet... steps) {
        worklist.addAll(List.of(steps));
        return this;
    }

    public MemorySite forgetAnswers() {
        studyAnswers.clear();
        return this;
    }

    public synchronized void beforeAnswers(Hook hook) {
        beforeAnswers = hook;
    }

    public synchronized void beforeObject(Hook hook) {
        beforeObject = hook;
    }

    /** Lies about how many objects a study has. */
    public void tellMore(int more) {
        toldMore = more;
    }

    /** Lists an object but never sends it. */
    public void withhold(String uid) {
        withheld.add(uid);
    }

    /** Sends these after whatever was asked for. */
    public void alsoSends(Collection<Instance> more) {
        strangers.addAll(more);
    }

    public synchronized List<RemoteArchive.Wanted> asked() {
        return List.copyOf(asked);
    }

    public synchronized List<String> delivered() {
        return List.copyOf(delivered);
    }

    public synchronized List<RemoteArchive.Query> queries() {
        return List.copyOf(queries);
    }

    public synchronized int mostRunning() {
        return mostRunning;
    }

    public Set<String> uids() {
        return Set.copyOf(instances.keySet());
    }

    public synchronized Hook hook(boolean isObject) {
        return isObject ? beforeObject : beforeAnswers;
    }

    private synchronized void begin() {
        running++;
        mostRunning = Math.max(mostRunning, running);
    }

    private synchronized void end() {
        running--;
    }

    public static NetworkException cut(String name) {
        return new NetworkException(NetworkException.Problem.CUT, name + " ended the connection", "");
    }

    private final class Connection implements RemoteArchive {
        @Override
        public QueryEnd find(Query query, Consumer<DataSet> answer, Cancellation cancellation) throws IOException {
            synchronized (MemorySite.this) {
                queries.add(query);
            }
            hook(false).run(cancellation);
            List<DataSet> answers = answers(query);
            int told = 0;
            for (DataSet each : answers) {
                cancellation.check();
                if (told == query.limit()) {
                    return new QueryEnd(told, true, false);
                }
                answer.accept(each);
                told++;
            }
            return new QueryEnd(told, false, false);
        }

        private List<DataSet> answers(Query query) {
            String study = query.keys().text(Tag.StudyInstanceUID).orElse("");
            String series = query.keys().text(Tag.SeriesInstanceUID).orElse("");
            List<Instance> ofStudy = instances.values().stream()
                    .filter(instance -> instance.study().equals(study))
                    .toList();
            return switch (query.level()) {
                case STUDY -> study.isEmpty() ? List.copyOf(studyAnswers) : told(study, ofStudy.size());
                case SERIES -> series(ofStudy);
                case INSTANCE ->
                    ofStudy.stream()
                            .filter(instance -> instance.series().equals(series))
                            .map(Instance::dataSet)
                            .toList();
                case WORKLIST -> List.copyOf(worklist);
                case PATIENT -> List.of();
            };
        }

        private List<DataSet> told(String study, int count) {
            return List.of(DataSet.builder()
                    .text(Tag.StudyInstanceUID, study)
                    .text(Tag.NumberOfStudyRelatedInstances, Integer.toString(count + toldMore))
                    .build());
        }

        private List<DataSet> series(List<Instance> ofStudy) {
            Set<String> uids = new LinkedHashSet<>();
            ofStudy.forEach(instance -> uids.add(instance.series()));
            List<DataSet> answers = new ArrayList<>();
            for (String uid : uids) {
                long count =
                        ofStudy.stream().filter(i -> i.series().equals(uid)).count();
                answers.add(DataSet.builder()
                        .text(Tag.SeriesInstanceUID, uid)
                        .text(Tag.SeriesNumber, Integer.toString(answers.size() + 1))
                        .text(Tag.NumberOfSeriesRelatedInstances, Long.toString(count))
                        .build());
            }
            return answers;
        }

        @Override
        public TransferEnd retrieve(Wanted wanted, ObjectSink sink, Progress progress, Cancellation cancellation)
                throws IOException {
            begin();
            try {
                synchronized (MemorySite.this) {
                    asked.add(wanted);
                }
                int count = 0;
                for (Instance instance : List.copyOf(instances.values())) {
                    boolean isWanted = instance.study().equals(wanted.studyUid())
                            && (wanted.seriesUids().isEmpty()
                                    || wanted.seriesUids().contains(instance.series()))
                            && (wanted.instanceUids().isEmpty()
                                    || wanted.instanceUids().contains(instance.uid()));
                    if (isWanted && !withheld.contains(instance.uid())) {
                        hook(true).run(cancellation);
                        cancellation.check();
                        deliver(instance, sink, progress);
                        count++;
                    }
                }
                for (Instance stranger : strangers) {
                    cancellation.check();
                    deliver(stranger, sink, progress);
                }
                return new TransferEnd(count, Map.of(), false);
            } finally {
                end();
            }
        }

        @Override
        public TransferEnd store(List<Path> files, Progress progress, Cancellation cancellation) throws IOException {
            begin();
            try {
                int count = 0;
                for (Path file : files) {
                    hook(true).run(cancellation);
                    cancellation.check();
                    DataSet set = DicomFile.read(file).dataSet();
                    String uid = set.text(Tag.SOPInstanceUID).orElseThrow();
                    synchronized (MemorySite.this) {
                        delivered.add(uid);
                    }
                    progress.object(uid, ObjectSink.Outcome.STORED, 1);
                    count++;
                }
                return new TransferEnd(count, Map.of(), false);
            } finally {
                end();
            }
        }

        @Override
        public Optional<Map<String, String>> commit(List<Reference> objects, Cancellation cancellation)
                throws IOException {
            hook(false).run(cancellation);
            objects.forEach(object -> committed.add(object.sopInstanceUid()));
            return Optional.of(Map.of());
        }

        @Override
        public void echo() {}

        @Override
        public void close() {}
    }

    private void deliver(Instance instance, ObjectSink sink, RemoteArchive.Progress progress) throws IOException {
        Path file = sink.newFile();
        instance.write(file);
        synchronized (this) {
            delivered.add(instance.uid());
        }
        ObjectSink.Outcome outcome =
                sink.take(new ObjectSink.Received(file, "1.2.840.10008.5.1.4.1.1.7", instance.uid(), name));
        progress.object(instance.uid(), outcome, 1);
    }

    public Set<String> committed() {
        return Set.copyOf(committed);
    }
}
