package org.lectern.imaging.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.StringJoiner;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.PersonName;
import org.lectern.imaging.dictionary.Dictionary;
import org.lectern.imaging.dictionary.Tag;

/** What a content item says, in words (PS3.3 C.18). */
final class ContentValue {
    private ContentValue() {}

    static String words(DataSet item) {
        return switch (item.text(Tag.ValueType).orElse("")) {
            case "TEXT" -> item.text(Tag.TextValue).orElse("");
            case "CODE" ->
                Code.in(item, Tag.ConceptCodeSequence).map(Code::meaning).orElse("");
            case "NUM" -> number(item);
            case "PNAME" ->
                item.personName(Tag.PersonName).map(PersonName::display).orElse("");
            case "DATE" -> item.text(Tag.Date).map(ContentValue::date).orElse("");
            case "TIME" -> item.text(Tag.Time).map(ContentValue::time).orElse("");
            case "DATETIME" ->
                item.text(Tag.DateTime).map(ContentValue::dateTime).orElse("");
            case "UIDREF" -> item.text(Tag.UID).orElse("");
            case "SCOORD", "SCOORD3D" -> coordinates(item);
            case "TCOORD" -> item.text(Tag.TemporalRangeType).orElse("");
            case "IMAGE", "COMPOSITE", "WAVEFORM" -> reference(item);
            default -> "";
        };
    }

    private static String number(DataSet item) {
        Optional<DataSet> measured = item.item(Tag.MeasuredValueSequence);
        Optional<String> qualifier =
                Code.in(item, Tag.NumericValueQualifierCodeSequence).map(Code::meaning);
        if (measured.isEmpty()) {
            return qualifier.orElse("no value");
        }
        Optional<Code> unit = Code.in(measured.get(), Tag.MeasurementUnitsCodeSequence);
        String value = measured.get().text(Tag.NumericValue).orElse("no value");
        String symbol = unit.map(ContentValue::symbol).orElse("");
        return value
                + (symbol.isEmpty() ? "" : " " + symbol)
                + qualifier.map(word -> " (" + word + ")").orElse("");
    }

    /** UCUM's annotations in braces and its unity read badly. */
    private static String symbol(Code unit) {
        String value = unit.value();
        if (!unit.scheme().equals("UCUM")) {
            return unit.meaning();
        }
        return value.equals("1") ? "" : value.startsWith("{") ? unit.meaning() : value;
    }

    private static String coordinates(DataSet item) {
        String shape = item.text(Tag.GraphicType).orElse("").toLowerCase(java.util.Locale.ROOT);
        int numbers = item.decimals(Tag.GraphicData).length;
        int width = item.text(Tag.ValueType).orElse("").equals("SCOORD3D") ? 3 : 2;
        return numbers <= 4 * width
                ? shape + " " + Arrays.toString(item.decimals(Tag.GraphicData))
                : shape + " of " + numbers / width + " points";
    }

    private static String reference(DataSet item) {
        StringJoiner words = new StringJoiner("; ");
        for (DataSet reference : item.items(Tag.ReferencedSOPSequence)) {
            String uid = reference.text(Tag.ReferencedSOPClassUID).orElse("");
            String name = Dictionary.uidName(uid).orElse(uid).replace(" Storage", "");
            int[] frames = reference.integers(Tag.ReferencedFrameNumber);
            words.add(
                    frames.length == 0
                            ? name
                            : name + ", frame " + Arrays.toString(frames).replaceAll("[\\[\\]]", ""));
        }
        return words.toString();
    }

    private static String date(String value) {
        return value.length() < 8
                ? value
                : value.substring(0, 4) + "-" + value.substring(4, 6) + "-" + value.substring(6, 8);
    }

    private static String time(String value) {
        return value.length() < 4 ? value : value.substring(0, 2) + ":" + value.substring(2, 4);
    }

    private static String dateTime(String value) {
        return value.length() < 12 ? date(value) : date(value) + " " + time(value.substring(8));
    }
}
