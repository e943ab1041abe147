package org.lectern.app.worklist;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lectern.app.retrieval.query.BodyRegion;
import org.lectern.app.wording.Wording;
import org.lectern.imaging.archive.StudyEntry;

/** What a column of the list says and how rows are ordered by it. */
public enum Column {
    /** Whether the patient's identity must be checked. */
    ATTENTION("!", 28, true),
    /** Name. */
    PATIENT("Patient", 260, true),
    /** Patient ID. */
    ID("ID", 110, true),
    /** Birth date, age at the exam and sex. */
    BORN("Born / Age", 150, true),
    /** Study description. */
    EXAM("Exam", 240, true),
    /** Modalities. */
    MODALITY("Mod", 70, true),
    /** Body regions, as far as the study says. */
    REGION("Region", 90, false),
    /** Day and time. */
    WHEN("When", 140, true),
    /** Images here and elsewhere. */
    IMAGES("Images", 100, true),
    /** Number of series. */
    SERIES("Series", 60, false),
    /** Archives that have it. */
    WHERE("Where", 130, true),
    /** Whether it is here, arriving or elsewhere. */
    STATE("State", 150, true),
    /** Accession number. */
    ACCESSION("Accession", 120, true),
    /** Bytes on this computer. */
    SIZE("Size", 80, true);

    private final String title;
    private final double width;
    private final boolean isUsual;

    Column(String title, double width, boolean isUsual) {
        this.title = title;
        this.width = width;
        this.isUsual = isUsual;
    }

    /** What stands above it. */
    public String title() {
        return title;
    }

    /** Its name where there is room. */
    public String name(boolean spelledOut) {
        return spelledOut && this == ATTENTION ? "Check the patient" : title;
    }

    /** Width in px at first. */
    public double width() {
        return width;
    }

    /** Least width in px: a name, a day, a number stay legible where room is short. */
    public double leastWidth() {
        return switch (this) {
            case ATTENTION -> width;
            case PATIENT -> 130;
            case BORN -> 132;
            case WHEN -> 128;
            case ID -> 112;
            case EXAM, STATE -> 92;
            default -> 56;
        };
    }

    /** Whether it is shown at first. */
    public boolean isUsual() {
        return isUsual;
    }

    /** Whether its values are numbers, which stand on the right. */
    public boolean isNumber() {
        return this == IMAGES || this == SERIES || this == SIZE;
    }

    /** What it says of a row on a day, where nothing is on its way. */
    public String text(ListRow row, LocalDate today) {
        return this == BORN
                ? Wording.bornAndAge(
                        row.shown().birthDate(),
                        row.shown().sex(),
                        row.shown().date().orElse(today))
                : text(row);
    }

    private String text(ListRow row) {
        return switch (this) {
            case ATTENTION -> row.cautions().isEmpty() ? "" : row.isDoubtful() ? "!" : "·";
            case PATIENT -> Wording.name(row.shown().patientName());
            case ID -> row.shown().patientId();
            case BORN -> row.shown().birthDate().map(LocalDate::toString).orElse("");
            case EXAM -> exam(row);
            case MODALITY -> String.join(" ", row.modalities());
            case REGION -> regions(row);
            case WHEN -> Wording.when(row.shown().date(), row.shown().time());
            case IMAGES -> row.images();
            case SERIES -> text(row.shown().series());
            case WHERE -> row.where();
            case STATE -> row.state(Optional.empty());
            case ACCESSION -> row.shown().accession();
            case SIZE -> row.here().map(StudyEntry::bytes).map(Wording::size).orElse("");
        };
    }

    /** Puts rows in order by this column; newest first among equals. What is compared is worked out once a row. */
    public List<ListRow> inOrder(List<ListRow> rows, boolean isDescending) {
        Keyed[] keyed = rows.stream()
                .map(row -> new Keyed(number(row), words(row), row.shown().moment(), row))
                .toArray(Keyed[]::new);
        Comparator<Keyed> order =
                Comparator.comparingLong(Keyed::number).thenComparing(Keyed::words, String.CASE_INSENSITIVE_ORDER);
        Arrays.sort(
                keyed,
                (isDescending ? order.reversed() : order)
                        .thenComparing(Comparator.comparingLong(Keyed::moment).reversed())
                        .thenComparing(one -> one.row().study().studyUid())
                        .thenComparingLong(one -> one.row().study().id()));
        return Arrays.stream(keyed).map(Keyed::row).toList();
    }

    private record Keyed(long number, String words, long moment, ListRow row) {}

    private long number(ListRow row) {
        return switch (this) {
            case ATTENTION -> row.isDoubtful() ? 2 : row.cautions().isEmpty() ? 0 : 1;
            case WHEN -> row.shown().moment();
            case IMAGES -> Math.max(row.imagesHere(), row.imagesThere().orElse(0));
            case SERIES -> row.shown().series().orElse(-1);
            case SIZE -> row.here().map(StudyEntry::bytes).orElse(-1L);
            default -> 0;
        };
    }

    private String words(ListRow row) {
        return switch (this) {
            case ATTENTION, WHEN, IMAGES, SERIES, SIZE -> "";
            case PATIENT -> row.shown().patientName();
            default -> text(row);
        };
    }

    private static String exam(ListRow row) {
        return row.shown().description().isEmpty()
                ? String.join(" ", row.modalities())
                : row.shown().description();
    }

    private static String regions(ListRow row) {
        return String.join(
                " ",
                row.shown().regions().stream()
                        .sorted()
                        .map(BodyRegion::toString)
                        .toList());
    }

    private static String text(java.util.OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "";
    }
}
