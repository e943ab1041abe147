package org.lectern.app.retrieval.diagnosis;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.lectern.app.retrieval.DimseAccess;
import org.lectern.app.retrieval.Node;
import org.lectern.app.retrieval.QueryKeys;
import org.lectern.app.retrieval.RemoteArchive;
import org.lectern.app.settings.Station;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.DimseClient;
import org.lectern.imaging.dimse.FindOptions;
import org.lectern.imaging.dimse.QueryModel;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.dimse.association.Negotiated;
import org.lectern.imaging.dimse.association.Proposal;
import org.lectern.imaging.network.Cancellation;

/** What a DIMSE peer offers, and the way back to us. */
final class DimseLadder {
    private static final List<String> PLAIN = List.of(Uid.ExplicitVRLittleEndian, Uid.ImplicitVRLittleEndian);
    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put(Uid.ComputedRadiographyImageStorage, "CR");
        KINDS.put(Uid.CTImageStorage, "CT");
        KINDS.put(Uid.MRImageStorage, "MR");
        KINDS.put(Uid.DigitalMammographyXRayImageStorageForPresentation, "MG");
        KINDS.put(Uid.BreastTomosynthesisImageStorage, "tomosynthesis");
        KINDS.put(Uid.UltrasoundImageStorage, "US");
        KINDS.put(Uid.SecondaryCaptureImageStorage, "secondary capture");
        KINDS.put(Uid.GrayscaleSoftcopyPresentationStateStorage, "presentation states");
        KINDS.put(Uid.KeyObjectSelectionDocumentStorage, "key objects");
        KINDS.put(Uid.ComprehensiveSRStorage, "reports");
    }

    private final Node node;
    private final DimseNode peer;
    private final Station station;
    private final WayBack.Listening listening;
    private final ExecutorService io;
    private final Clock clock;
    private final DimseClient client;

    DimseLadder(
            Node node, DimseNode peer, Station station, WayBack.Listening listening, ExecutorService io, Clock clock) {
        this.node = node;
        this.peer = peer;
        this.station = station;
        this.listening = listening;
        this.io = io;
        this.clock = clock;
        this.client = new DimseClient(peer, io);
    }

    void climb(Rungs rungs, Optional<InetAddress> ours) {
        Optional<Negotiated> agreed =
                rungs.attempt("Association", () -> client.negotiate(proposal(), new Cancellation()));
        if (agreed.isEmpty()) {
            return;
        }
        rungs.add(Step.well("Association", "%s accepts us as %s".formatted(peer.aeTitle(), peer.ourAeTitle())));
        Negotiated negotiated = agreed.get();
        if (offered(negotiated, Uid.Verification)) {
            rungs.attempt("Echo", () -> client.echo(new Cancellation()))
                    .ifPresent(answer -> rungs.add(Step.well("Echo", "works (C-ECHO)")));
        } else {
            rungs.add(Step.note("Echo", "not offered", "Its administrator should allow C-ECHO for us"));
        }
        List<DataSet> studies = search(rungs, negotiated);
        worklist(rungs, negotiated);
        fetching(rungs, negotiated, studies, ours);
        sending(rungs, negotiated);
        rungs.add(Step.note("Clock", "DIMSE does not tell the time of the other side", ""));
    }

    private static Proposal proposal() {
        Proposal.Builder proposal = Proposal.builder();
        for (String sopClass : List.of(
                Uid.Verification,
                QueryModel.STUDY_ROOT.find(),
                QueryModel.STUDY_ROOT.get(),
                QueryModel.STUDY_ROOT.move(),
                QueryModel.PATIENT_ROOT.find(),
                QueryModel.WORKLIST.find(),
                Uid.StorageCommitmentPushModel)) {
            proposal.context(sopClass, PLAIN);
        }
        KINDS.keySet().forEach(sopClass -> proposal.context(sopClass, PLAIN));
        return proposal.build();
    }

    private static boolean offered(Negotiated negotiated, String sopClass) {
        return !negotiated.contexts(sopClass).isEmpty();
    }

    /** Searches for something recent; what it finds serves the later steps. */
    private List<DataSet> search(Rungs rungs, Negotiated negotiated) {
        if (!offered(negotiated, QueryModel.STUDY_ROOT.find())) {
            rungs.add(Step.failed(
                    "Search",
                    "not offered to us (study root C-FIND)",
                    "Its administrator must allow queries for AE title " + peer.ourAeTitle()));
            return List.of();
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        String week = today.minusDays(7).format(DateTimeFormatter.BASIC_ISO_DATE) + "-";
        Optional<List<DataSet>> found = rungs.attempt("Search", () -> {
            List<DataSet> recent = find(studies(week));
            return recent.isEmpty() ? find(studies("")) : recent;
        });
        found.ifPresent(studies -> {
            rungs.add(Step.well(
                    "Search", studies.isEmpty() ? "works; the node shows us no study" : "works (study root C-FIND)"));
            CharacterSets.check(rungs, this::find);
        });
        return found.orElse(List.of());
    }

    private static DataSet studies(String date) {
        return DataSet.builder()
                .text(Tag.StudyDate, date)
                .text(Tag.StudyInstanceUID)
                .text(Tag.NumberOfStudyRelatedInstances)
                .build();
    }

    private List<DataSet> find(DataSet keys) throws IOException {
        return find("STUDY", keys);
    }

    private List<DataSet> find(String level, DataSet keys) throws IOException {
        List<DataSet> found = new ArrayList<>();
        client.find(
                QueryModel.STUDY_ROOT,
                keys.toBuilder().text(Tag.QueryRetrieveLevel, level).build(),
                FindOptions.plain(5),
                found::add,
                new Cancellation());
        return found;
    }

    private void worklist(Rungs rungs, Negotiated negotiated) {
        boolean wanted = node.has(Node.Role.WORKLIST);
        if (!offered(negotiated, QueryModel.WORKLIST.find())) {
            rungs.add(
                    wanted
                            ? Step.failed(
                                    "Worklist",
                                    "not offered to us",
                                    "Its administrator must allow it, or take the role worklist off the node")
                            : Step.note("Worklist", "not offered", ""));
            return;
        }
        String today = LocalDate.ofInstant(clock.instant(), clock.getZone()).format(DateTimeFormatter.BASIC_ISO_DATE);
        rungs.attempt(
                        "Worklist",
                        () -> client.find(
                                QueryModel.WORKLIST,
                                QueryKeys.of(
                                        RemoteArchive.Level.WORKLIST,
                                        List.of("ScheduledProcedureStepStartDate=" + today)),
                                FindOptions.plain(1),
                                answer -> {},
                                new Cancellation()))
                .ifPresent(end -> rungs.add(
                        Step.well("Worklist", end.answers() == 0 ? "works; nothing is scheduled today" : "works")));
    }

    private void fetching(Rungs rungs, Negotiated negotiated, List<DataSet> studies, Optional<InetAddress> ours) {
        DimseAccess access = (DimseAccess) node.access();
        boolean get = offered(negotiated, QueryModel.STUDY_ROOT.get());
        boolean move = offered(negotiated, QueryModel.STUDY_ROOT.move());
        rungs.add(
                get
                        ? Step.well("Fetch (C-GET)", "offered")
                        : access.way() == DimseAccess.Way.GET
                                ? Step.failed(
                                        "Fetch (C-GET)",
                                        "not offered to us, and the node is set up for it",
                                        move
                                                ? "Set the node up with --retrieve move"
                                                : "Its administrator must allow C-GET or C-MOVE for AE title "
                                                        + peer.ourAeTitle())
                                : Step.note("Fetch (C-GET)", "not offered", ""));
        if (!move) {
            rungs.add(
                    access.way() == DimseAccess.Way.MOVE
                            ? Step.failed(
                                    "Fetch (C-MOVE)",
                                    "not offered to us, and the node is set up for it",
                                    get
                                            ? "Set the node up with --retrieve get"
                                            : "Its administrator must allow C-MOVE for AE title " + peer.ourAeTitle())
                            : Step.note("Fetch (C-MOVE)", "not offered", ""));
            return;
        }
        new WayBack(client, peer, station, listening, io, access.way() == DimseAccess.Way.MOVE)
                .climb(rungs, oneObject(rungs, studies), ours);
    }

    /** The unique keys of one object, of the smallest study that was found. */
    private Optional<DataSet> oneObject(Rungs rungs, List<DataSet> studies) {
        if (studies.isEmpty()) {
            return Optional.empty();
        }
        String study = SmallestFirst.pick(studies, Tag.NumberOfStudyRelatedInstances)
                .text(Tag.StudyInstanceUID)
                .orElse("");
        return rungs.attempt("Search", () -> {
                    DataSet.Builder keys =
                            DataSet.builder().text(Tag.StudyInstanceUID, study).text(Tag.SeriesInstanceUID);
                    List<DataSet> series = find("SERIES", keys.build());
                    if (series.isEmpty()) {
                        return series;
                    }
                    keys.text(
                                    Tag.SeriesInstanceUID,
                                    series.getFirst()
                                            .text(Tag.SeriesInstanceUID)
                                            .orElse(""))
                            .text(Tag.SOPInstanceUID);
                    List<DataSet> instances = find("IMAGE", keys.build());
                    return instances.isEmpty()
                            ? instances
                            : List.of(keys.text(
                                            Tag.SOPInstanceUID,
                                            instances
                                                    .getFirst()
                                                    .text(Tag.SOPInstanceUID)
                                                    .orElse(""))
                                    .text(Tag.QueryRetrieveLevel, "IMAGE")
                                    .build());
                })
                .flatMap(found -> found.stream().findFirst());
    }

    private static void sending(Rungs rungs, Negotiated negotiated) {
        List<String> taken = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        KINDS.forEach((sopClass, words) -> (offered(negotiated, sopClass) ? taken : refused).add(words));
        if (taken.isEmpty()) {
            rungs.add(Step.note(
                    "Send (C-STORE)", "nothing is taken from us", "Its administrator must allow it if you send there"));
        } else {
            rungs.add(Step.well(
                    "Send (C-STORE)",
                    "taken: %s%s"
                            .formatted(
                                    String.join(", ", taken),
                                    refused.isEmpty() ? "" : "; refused: " + String.join(", ", refused))));
        }
        rungs.add(
                offered(negotiated, Uid.StorageCommitmentPushModel)
                        ? Step.well("Storage commitment", "offered")
                        : Step.note("Storage commitment", "not offered", ""));
    }
}
