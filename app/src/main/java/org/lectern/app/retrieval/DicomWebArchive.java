package org.lectern.app.retrieval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dicomweb.DicomWebClient;
import org.lectern.imaging.dicomweb.Resource;
import org.lectern.imaging.dicomweb.SearchOutcome;
import org.lectern.imaging.dicomweb.SearchQuery;
import org.lectern.imaging.dicomweb.TransferListener;
import org.lectern.imaging.dicomweb.TransferOutcome;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;

/** An archive that speaks DICOMweb (PS3.18). */
final class DicomWebArchive implements RemoteArchive {
    private final DicomWebClient client;

    DicomWebArchive(DicomWebClient client) {
        this.client = client;
    }

    @Override
    public QueryEnd find(Query query, Consumer<DataSet> answer, Cancellation cancellation) throws IOException {
        return switch (query.level()) {
            case STUDY -> find(query, SearchQuery.Level.STUDY, answer, cancellation);
            case SERIES -> find(query, SearchQuery.Level.SERIES, answer, cancellation);
            case INSTANCE -> find(query, SearchQuery.Level.INSTANCE, answer, cancellation);
            case PATIENT -> patients(query, answer, cancellation);
            case WORKLIST ->
                throw new NetworkException(
                        NetworkException.Problem.NOT_SUPPORTED,
                        "A DICOMweb node has no modality worklist",
                        "Ask a DIMSE node for it");
        };
    }

    private QueryEnd find(Query query, SearchQuery.Level level, Consumer<DataSet> answer, Cancellation cancellation)
            throws IOException {
        SearchOutcome end =
                client.search(new SearchQuery(level, query.keys(), query.limit(), query.fuzzy()), answer, cancellation);
        return new QueryEnd(end.answers(), end.isCutOff(), end.isFuzzyIgnored());
    }

    /** QIDO-RS knows no patients: those of the studies, each once. */
    private QueryEnd patients(Query query, Consumer<DataSet> answer, Cancellation cancellation) throws IOException {
        Set<List<String>> seen = new HashSet<>();
        QueryEnd end = find(
                query,
                SearchQuery.Level.STUDY,
                study -> {
                    List<String> identity = List.of(
                            study.text(Tag.PatientID).orElse(""),
                            study.text(Tag.IssuerOfPatientID).orElse(""));
                    if (seen.add(identity)) {
                        answer.accept(study);
                    }
                },
                cancellation);
        return new QueryEnd(seen.size(), end.isCutOff(), end.unsupportedKeys());
    }

    @Override
    public TransferEnd retrieve(Wanted wanted, ObjectSink sink, Progress progress, Cancellation cancellation)
            throws IOException {
        List<Resource> resources = new ArrayList<>();
        String study = wanted.studyUid();
        for (String series : wanted.seriesUids()) {
            if (wanted.instanceUids().isEmpty()) {
                resources.add(Resource.series(study, series));
            }
            wanted.instanceUids().forEach(instance -> resources.add(Resource.instance(study, series, instance)));
        }
        if (resources.isEmpty()) {
            resources.add(Resource.study(study));
        }
        return end(client.retrieve(resources, List.of(), sink, listener(progress), cancellation));
    }

    @Override
    public TransferEnd store(List<Path> files, Progress progress, Cancellation cancellation) throws IOException {
        return end(client.store(files, listener(progress), cancellation));
    }

    private static TransferEnd end(TransferOutcome outcome) {
        return new TransferEnd(outcome.transferred(), outcome.failures(), outcome.isCancelled());
    }

    private static TransferListener listener(Progress progress) {
        return new TransferListener() {
            @Override
            public void object(String sopInstanceUid, ObjectSink.Outcome outcome, long bytes) {
                progress.object(sopInstanceUid, outcome, bytes);
            }

            @Override
            public void failed(String sopInstanceUid, String why) {
                progress.failed(sopInstanceUid, why);
            }
        };
    }

    /** DICOMweb has no storage commitment that servers offer. */
    @Override
    public Optional<Map<String, String>> commit(List<Reference> objects, Cancellation cancellation) {
        return Optional.empty();
    }

    @Override
    public void echo() throws IOException {
        DataSet nothing = DataSet.builder()
                .text(Tag.StudyInstanceUID, "2.25.0") // nobody's
                .build();
        client.search(new SearchQuery(SearchQuery.Level.STUDY, nothing, 1, false), study -> {}, new Cancellation());
    }

    @Override
    public void close() {
        client.close();
    }
}
