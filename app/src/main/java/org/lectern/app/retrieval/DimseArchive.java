package org.lectern.app.retrieval;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dimse.DimseClient;
import org.lectern.imaging.dimse.FindEnd;
import org.lectern.imaging.dimse.FindOptions;
import org.lectern.imaging.dimse.Identity;
import org.lectern.imaging.dimse.QueryModel;
import org.lectern.imaging.dimse.TransferProgress;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An archive that speaks DIMSE; objects come on the same association, or by one of its own to us. */
final class DimseArchive implements RemoteArchive {
    private static final Logger LOG = LoggerFactory.getLogger(DimseArchive.class);
    private static final Duration REPORT_PATIENCE = Duration.ofSeconds(60);

    private final DimseClient client;
    private final DimseAccess.Way way;
    private final Arrivals arrivals;
    private final SopClasses classes = new SopClasses();

    DimseArchive(DimseClient client, DimseAccess.Way way, Arrivals arrivals) {
        this.client = client;
        this.way = way;
        this.arrivals = arrivals;
    }

    @Override
    public QueryEnd find(Query query, Consumer<DataSet> answer, Cancellation cancellation) throws IOException {
        QueryModel model = model(query.level());
        DataSet keys = query.level() == Level.WORKLIST ? query.keys() : identifier(query.level(), query.keys());
        FindOptions options = FindOptions.plain(query.limit()).withFuzzy(query.fuzzy());
        Consumer<DataSet> each = query.level() == Level.INSTANCE ? answer.andThen(classes::note) : answer;
        FindEnd end;
        try {
            end = client.find(model, keys, options, each, cancellation);
        } catch (NetworkException e) {
            if (model != QueryModel.STUDY_ROOT || e.problem() != NetworkException.Problem.NOT_SUPPORTED) {
                throw e;
            }
            end = client.find(QueryModel.PATIENT_ROOT, keys, options, each, cancellation);
        }
        return new QueryEnd(end.answers(), end.isCutOff(), end.unsupportedKeys());
    }

    private static QueryModel model(Level level) {
        return switch (level) {
            case PATIENT -> QueryModel.PATIENT_ROOT;
            case STUDY, SERIES, INSTANCE -> QueryModel.STUDY_ROOT;
            case WORKLIST -> QueryModel.WORKLIST;
        };
    }

    static DataSet identifier(Level level, DataSet keys) {
        String name = level == Level.INSTANCE ? "IMAGE" : level.name();
        return keys.toBuilder().text(Tag.QueryRetrieveLevel, name).build();
    }

    static DataSet identifier(Wanted wanted) {
        DataSet.Builder keys = DataSet.builder().text(Tag.StudyInstanceUID, wanted.studyUid());
        if (wanted.seriesUids().isEmpty()) {
            return identifier(Level.STUDY, keys.build());
        }
        keys.text(Tag.SeriesInstanceUID, wanted.seriesUids().toArray(String[]::new));
        if (wanted.instanceUids().isEmpty()) {
            return identifier(Level.SERIES, keys.build());
        }
        keys.text(Tag.SOPInstanceUID, wanted.instanceUids().toArray(String[]::new));
        return identifier(Level.INSTANCE, keys.build());
    }

    @Override
    public TransferEnd retrieve(Wanted wanted, ObjectSink sink, Progress progress, Cancellation cancellation)
            throws IOException {
        if (way == DimseAccess.Way.MOVE) {
            return move(wanted, sink, progress, cancellation);
        }
        Set<String> kinds = kinds(wanted, cancellation);
        TransferEnd end = end(
                client.get(QueryModel.STUDY_ROOT, identifier(wanted), kinds, sink, listener(progress), cancellation));
        if (!kinds.isEmpty() && !end.failures().isEmpty()) {
            classes.distrust(wanted.studyUid()); // there may be others than those that were told
        }
        return end;
    }

    /** What to expect: the fewer kinds, the more encodings of each can be agreed on. Empty when nobody tells. */
    private Set<String> kinds(Wanted wanted, Cancellation cancellation) throws IOException {
        Optional<Set<String>> known = classes.of(wanted);
        if (known.isPresent()) {
            return known.get();
        }
        DataSet keys = DataSet.builder()
                .text(Tag.StudyInstanceUID, wanted.studyUid())
                .text(Tag.SOPClassesInStudy)
                .build();
        try {
            find(
                    new Query(Level.STUDY, keys, 1, false),
                    study -> classes.told(wanted.studyUid(), study.texts(Tag.SOPClassesInStudy)),
                    cancellation);
        } catch (NetworkException e) {
            switch (e.problem()) {
                case NOT_SUPPORTED, REJECTED, PROTOCOL, REMOTE_FAILURE -> LOG.debug("kinds are not told", e);
                default -> throw e;
            }
        }
        return classes.of(wanted).orElse(Set.of());
    }

    private TransferEnd move(Wanted wanted, ObjectSink sink, Progress progress, Cancellation cancellation)
            throws IOException {
        String ours = client.node().ourAeTitle();
        try (Arrivals.Door door = arrivals.open(ours, wanted.studyUid(), sink, progress)) {
            TransferEnd end =
                    end(client.move(QueryModel.STUDY_ROOT, identifier(wanted), ours, listener(progress), cancellation));
            return new TransferEnd(door.arrived(), end.failures(), end.isCancelled());
        }
    }

    @Override
    public TransferEnd store(List<Path> files, Progress progress, Cancellation cancellation) throws IOException {
        return end(client.store(files, listener(progress), cancellation));
    }

    static TransferEnd end(org.lectern.imaging.dimse.TransferEnd end) {
        return new TransferEnd(end.transferred(), end.failures(), end.isCancelled());
    }

    static TransferProgress listener(Progress progress) {
        return new TransferProgress() {
            @Override
            public void object(String sopInstanceUid, ObjectSink.Outcome outcome, long bytes) {
                progress.object(sopInstanceUid, outcome, bytes);
            }

            @Override
            public void failed(String sopInstanceUid, String why) {
                progress.failed(sopInstanceUid, why);
            }

            @Override
            public void remaining(int objects) {
                progress.remaining(objects);
            }
        };
    }

    @Override
    public Optional<Map<String, String>> commit(List<Reference> objects, Cancellation cancellation) throws IOException {
        List<Identity> identities = objects.stream()
                .map(object -> new Identity(object.sopClassUid(), object.sopInstanceUid()))
                .toList();
        try (Arrivals.ReportBox box = arrivals.reports(client.node().ourAeTitle())) {
            return client.commit(identities, box.reports(), REPORT_PATIENCE, cancellation);
        }
    }

    @Override
    public void echo() throws IOException {
        client.echo(new Cancellation());
    }

    @Override
    public void close() {
        // each call has an association of its own
    }
}
