package org.lectern.app.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lectern.app.wording.Wording;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.SeriesEntry;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern studies}: what the local archive holds. */
@Command(name = "studies", description = "Lists the studies of the local archive, newest first.")
final class StudiesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "WORD",
            arity = "0..*",
            description = "Words of name, ID, accession number, description or date; all must occur.")
    private List<String> words = List.of();

    @Option(names = "--modality", split = ",", paramLabel = "CT,MR…", description = "Only studies with one of these.")
    private Set<String> modalities = Set.of();

    @Option(names = "--from", paramLabel = "YYYY-MM-DD", description = "First study date.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "YYYY-MM-DD", description = "Last study date.")
    private @Nullable LocalDate to;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        try (LocalArchive archive = TheArchive.open(spec.commandLine().getErr())) {
            List<StudyEntry> studies = archive.studies(StudyQuery.of(String.join(" ", words))
                    .withModalities(modalities)
                    .between(Optional.ofNullable(from), Optional.ofNullable(to)));
            output.print(document -> write(archive, studies, document), out -> {
                studies.forEach(study -> out.println(line(study)));
            });
        }
        return 0;
    }

    private static String line(StudyEntry study) {
        return String.join(
                "\t",
                Wording.when(study),
                String.join("/", study.modalities()),
                Wording.name(study.patient().name()),
                study.patient().id(),
                Wording.exam(study),
                study.instanceCount() + (study.instanceCount() == 1 ? " object" : " objects"),
                study.studyUid(),
                study.disagreements().isEmpty() ? "" : "! " + String.join("; ", study.disagreements()));
    }

    private static void write(LocalArchive archive, List<StudyEntry> studies, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (StudyEntry study : studies) {
            json.writeStartObject();
            json.writeStringField("studyInstanceUID", study.studyUid());
            json.writeStringField("patientName", study.patient().name());
            json.writeStringField("patientID", study.patient().id());
            json.writeStringField(
                    "birthDate",
                    study.patient().birthDate().map(LocalDate::toString).orElse(""));
            json.writeStringField("sex", study.patient().sex());
            json.writeStringField("date", study.date().map(LocalDate::toString).orElse(""));
            json.writeStringField("time", study.time().map(Object::toString).orElse(""));
            json.writeStringField("accession", study.accession());
            json.writeStringField("description", study.description());
            json.writeNumberField("instances", study.instanceCount());
            json.writeNumberField("bytes", study.bytes());
            strings(json, "modalities", study.modalities());
            strings(json, "disagreements", study.disagreements());
            json.writeArrayFieldStart("series");
            for (SeriesEntry series : archive.series(study)) {
                json.writeStartObject();
                json.writeStringField("seriesInstanceUID", series.seriesUid());
                json.writeStringField("modality", series.modality());
                if (series.number().isPresent()) {
                    json.writeNumberField("number", series.number().getAsInt());
                }
                json.writeStringField("description", series.description());
                json.writeNumberField("instances", series.instanceCount());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
