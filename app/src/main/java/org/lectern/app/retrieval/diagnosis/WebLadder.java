package org.lectern.app.retrieval.diagnosis;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dicomweb.DicomWebClient;
import org.lectern.imaging.dicomweb.DicomWebSettings;
import org.lectern.imaging.dicomweb.Resource;
import org.lectern.imaging.dicomweb.SearchQuery;
import org.lectern.imaging.dicomweb.TransferListener;
import org.lectern.imaging.dicomweb.TransferOutcome;
import org.lectern.imaging.dictionary.Dictionary;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.part10.DicomFile;

/** What a DICOMweb server offers. */
final class WebLadder {
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

    private final DicomWebSettings settings;
    private final ExecutorService io;
    private final Clock clock;

    WebLadder(DicomWebSettings settings, ExecutorService io, Clock clock) {
        this.settings = settings;
        this.io = io;
        this.clock = clock;
    }

    void climb(Rungs rungs) {
        clocks(rungs);
        Optional<DicomWebClient> opened = rungs.attempt("Settings", () -> new DicomWebClient(settings, io));
        if (opened.isEmpty()) {
            return;
        }
        try (DicomWebClient client = opened.get()) {
            Optional<List<DataSet>> studies = rungs.attempt("Search (QIDO-RS)", () -> search(client, any()));
            if (studies.isEmpty()) {
                return;
            }
            rungs.add(Step.well(
                    "Search (QIDO-RS)",
                    studies.get().isEmpty()
                            ? "works; the server shows us no study"
                            : "works, with our credentials where it wants some"));
            CharacterSets.check(rungs, keys -> search(client, keys));
            if (!studies.get().isEmpty()) {
                fetch(rungs, client, studies.get());
            }
            rungs.add(Step.note("Send (STOW-RS)", "not tried: nothing is written to the server", ""));
        }
    }

    private static DataSet any() {
        return DataSet.builder()
                .text(Tag.StudyInstanceUID)
                .text(Tag.NumberOfStudyRelatedInstances)
                .build();
    }

    private static List<DataSet> search(DicomWebClient client, DataSet keys) throws IOException {
        return search(client, SearchQuery.Level.STUDY, keys);
    }

    private static List<DataSet> search(DicomWebClient client, SearchQuery.Level level, DataSet keys)
            throws IOException {
        List<DataSet> found = new ArrayList<>();
        client.search(new SearchQuery(level, keys, 5, false), found::add, new Cancellation());
        return found;
    }

    /** Fetches one object and says how it is encoded. */
    private void fetch(Rungs rungs, DicomWebClient client, List<DataSet> studies) {
        String name = "Fetch (WADO-RS)";
        rungs.attempt(name, () -> {
            String study = SmallestFirst.pick(studies, Tag.NumberOfStudyRelatedInstances)
                    .text(Tag.StudyInstanceUID)
                    .orElse("");
            List<DataSet> instances = search(
                    client,
                    SearchQuery.Level.INSTANCE,
                    DataSet.builder().text(Tag.StudyInstanceUID, study).build());
            if (instances.isEmpty()) {
                rungs.add(Step.note(name, "not tried: the server lists no instance of its study", ""));
                return name;
            }
            DataSet first = instances.getFirst();
            Resource resource = Resource.instance(
                    study,
                    first.text(Tag.SeriesInstanceUID).orElse(""),
                    first.text(Tag.SOPInstanceUID).orElse(""));
            Path folder = Files.createTempDirectory("lectern-doctor-");
            try (ThrowAway sink = new ThrowAway(folder)) {
                TransferOutcome outcome = client.retrieve(resource, sink, TransferListener.none(), new Cancellation());
                rungs.add(
                        outcome.transferred() > 0
                                ? Step.well(name, "one object came, %s".formatted(sink.syntax()))
                                : Step.failed(
                                        name,
                                        "the server lists an object but does not send it: "
                                                + String.join(
                                                        "; ", outcome.failures().values()),
                                        "Its administrator finds the cause in its log"));
            }
            return name;
        });
    }

    static String syntax(Path file) throws IOException {
        String uid = DicomFile.readHeader(file).syntax().uid();
        return Dictionary.uidName(uid).orElse(uid);
    }

    /** Compares clocks by the Date field of any answer (RFC 9110 section 6.6.1). */
    private void clocks(Rungs rungs) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(settings.patience().connect())
                .executor(io);
        settings.tls().ifPresent(tls -> builder.sslContext(tls.context()).sslParameters(tls.client()));
        try (HttpClient client = builder.build()) {
            HttpResponse<Void> answer = client.send(
                    HttpRequest.newBuilder(settings.query())
                            .timeout(settings.patience().answer())
                            .method("HEAD", HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            rungs.add(answer.headers()
                    .firstValue("Date")
                    .flatMap(this::difference)
                    .map(WebLadder::clock)
                    .orElse(Step.note("Clock", "the server does not tell its time", "")));
        } catch (IOException e) {
            rungs.add(Step.note("Clock", "the server did not answer to HEAD with its time", ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Duration> difference(String date) {
        try {
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(clock.instant(), theirs));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Step clock(Duration difference) {
        if (difference.abs().compareTo(CLOCK_TOLERANCE) <= 0) {
            return Step.well(
                    "Clock",
                    "differs from ours by less than %d s"
                            .formatted(difference.abs().toSeconds() + 1));
        }
        return Step.note(
                "Clock",
                "the server's clock is %d s %s ours"
                        .formatted(difference.abs().toSeconds(), difference.isNegative() ? "behind" : "ahead of"),
                "Set the wrong one of the two by a time server: tokens, certificates and study times depend on it");
    }
}
