package org.lectern.app.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.geometry.FrameAttributes;
import org.lectern.imaging.geometry.PixelSpacing;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.StackGeometry;

/** The corners of a frame in words. */
final class StackCaption {
    /** What the distance between slices is marked with. */
    static final String SPACING = "Δ";

    private StackCaption() {}

    static Picture.Caption of(DisplaySet displaySet, int position, FrameAttributes frame) {
        DataSet header = frame.image();
        return new Picture.Caption(
                patient(header),
                series(displaySet, header, frame),
                place(displaySet, position, frame),
                notices(displaySet.findings(), PixelSpacing.of(frame)));
    }

    static List<String> patient(DataSet header) {
        String name = Words.person(header.text(Tag.PatientName).orElse(""));
        return present(
                name.isEmpty() ? "name missing" : name,
                Words.joined(
                        "  ",
                        Words.sexAndBirth(header),
                        header.text(Tag.PatientID).map(id -> "ID " + id).orElse("ID missing")),
                Words.joined(
                        "  ",
                        header.text(Tag.StudyDescription).orElse(""),
                        header.text(Tag.StudyDate).map(Words::date).orElse("")),
                header.text(Tag.AccessionNumber)
                        .map(accession -> "Acc " + accession)
                        .orElse(""));
    }

    static List<String> series(DisplaySet displaySet, DataSet header, FrameAttributes frame) {
        String number = header.integer(Tag.SeriesNumber).isPresent()
                ? "Series " + header.integer(Tag.SeriesNumber).getAsInt()
                : "";
        List<String> type = header.texts(Tag.ImageType);
        String view = Words.joined(
                " ",
                header.text(Tag.ImageLaterality)
                        .or(() -> header.text(Tag.Laterality))
                        .orElse(""),
                header.text(Tag.ViewPosition).orElse(""));
        String date = frame.text(Tag.AcquisitionDateTime)
                .filter(text -> text.length() >= 8)
                .map(text -> Words.date(text.substring(0, 8)) + " " + Words.time(clock(text.substring(8))))
                .orElseGet(() -> Words.joined(
                        " ",
                        Words.date(first(header, Tag.AcquisitionDate, Tag.ContentDate, Tag.SeriesDate)),
                        Words.time(first(header, Tag.AcquisitionTime, Tag.ContentTime, Tag.SeriesTime))));
        return present(
                Words.joined("  ", number, displaySet.description()),
                Words.joined("  ", view, type.isEmpty() ? "" : imageType(type)),
                date);
    }

    private static List<String> place(DisplaySet displaySet, int position, FrameAttributes frame) {
        String thickness = frame.decimal(Tag.SliceThickness).stream()
                .filter(mm -> mm > 0)
                .mapToObj(mm -> "T " + Words.mm(mm))
                .findFirst()
                .orElse("");
        String gap = displaySet
                .stack()
                .filter(stack -> stack.positionsMm().size() > 1)
                .map(StackGeometry::spacingMm)
                .map(mm -> SPACING + " " + Words.mm(mm))
                .orElse("");
        return present(
                Words.joined("  ", thickness, gap),
                location(displaySet, position, frame),
                "%d/%d".formatted(position + 1, displaySet.frames().size()));
    }

    private static String location(DisplaySet displaySet, int position, FrameAttributes frame) {
        double stated = frame.decimal(Tag.SliceLocation).orElse(Double.NaN);
        if (Double.isFinite(stated)) {
            return "L " + Words.mm(stated);
        }
        return displaySet
                .stack()
                .filter(stack -> position < stack.positionsMm().size())
                .map(stack -> "L " + Words.mm(stack.positionsMm().get(position)))
                .orElse("");
    }

    private static List<String> notices(List<Finding> findings, PixelSpacing spacing) {
        List<String> notices = new ArrayList<>();
        findings.stream().map(Finding::what).distinct().forEach(notices::add);
        if (!spacing.provenance().isTrueSize() && spacing.isMillimetres()) {
            notices.add("lengths " + spacing.provenance().explanation());
        }
        return notices;
    }

    private static String imageType(List<String> type) {
        return String.join(
                " ",
                type.stream()
                        .filter(value -> !value.isBlank())
                        .limit(4)
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static String first(DataSet header, int... tags) {
        for (int tag : tags) {
            String value = header.text(tag).orElse("");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private static String clock(String text) {
        return text.length() > 6 ? text.substring(0, 6) : text;
    }

    static List<String> present(String... lines) {
        return List.of(lines).stream().filter(line -> !line.isBlank()).toList();
    }
}
