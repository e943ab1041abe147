package org.lectern.app.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.Dictionary;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.part10.DicomFile;

/** A data set for reading: one line an element, what a sequence holds indented below it. */
final class DataSetText {
    private static final int SHORT = 100;
    private static final int SHORT_BYTES = 16;

    private final PrintWriter out;
    private final boolean full;

    DataSetText(PrintWriter out, boolean full) {
        this.out = out;
        this.full = full;
    }

    void print(DicomFile file) {
        if (!file.meta().isEmpty()) {
            out.println("File meta information");
            print(file.meta(), "  ");
        }
        out.println("Data set, "
                + Dictionary.uidName(file.syntax().uid()).orElse(file.syntax().uid()));
        print(file.dataSet(), "  ");
    }

    private void print(DataSet dataSet, String indent) {
        for (Element element : dataSet) {
            int tag = element.tag();
            String name = Dictionary.entry(tag)
                    .map(Dictionary.Entry::name)
                    .orElse(Dictionary.isPrivate(tag) ? "private" : (tag & 0xFFFF) == 0 ? "group length" : "unknown");
            out.printf(
                    "%s(%04X,%04X) %s %9s  %s%s%n",
                    indent, tag >>> 16, tag & 0xFFFF, element.vr(), length(element), name, value(dataSet, element));
            if (element instanceof Element.Sequence sequence) {
                printItems(sequence.items(), indent);
            }
        }
    }

    private void printItems(List<DataSet> items, String indent) {
        for (int i = 0; i < items.size(); i++) {
            out.printf("%s  item %d%n", indent, i + 1);
            print(items.get(i), indent + "    ");
        }
    }

    private static String length(Element element) {
        return switch (element) {
            case Element.Value value -> "%,d".formatted(value.bytes().length);
            case Element.Bulk bulk -> "%,d".formatted(bulk.data().length());
            case Element.Sequence sequence -> count(sequence.items().size(), "item");
            case Element.Encapsulated encapsulated ->
                count(encapsulated.fragments().size(), "frag.");
        };
    }

    private static String count(int number, String what) {
        return "%,d %s".formatted(number, what);
    }

    private String value(DataSet dataSet, Element element) {
        String text = switch (element) {
            case Element.Value value -> value(dataSet, value);
            case Element.Bulk bulk -> place(bulk.data());
            case Element.Encapsulated encapsulated ->
                "offset table of "
                        + count((int) encapsulated.offsetTable().length() / 4, "entries")
                        + encapsulated.fragments().stream()
                                .limit(1)
                                .map(first -> ", first " + place(first))
                                .collect(Collectors.joining());
            case Element.Sequence sequence -> "";
        };
        return text.isEmpty() ? "" : " = " + text;
    }

    private static String place(BulkData data) {
        return data instanceof BulkData.FileRegion region
                ? "%,d bytes at %,d".formatted(region.length(), region.offset())
                : "%,d bytes in memory".formatted(data.length());
    }

    private String value(DataSet dataSet, Element.Value value) {
        if (value.vr().isBulk()) {
            byte[] bytes = full || value.bytes().length <= SHORT_BYTES
                    ? value.bytes()
                    : Arrays.copyOf(value.bytes(), SHORT_BYTES);
            String hex = HexFormat.ofDelimiter(" ").formatHex(bytes);
            return bytes.length < value.bytes().length ? hex + " …" : hex;
        }
        String text = value.vr() == VR.AT
                ? Arrays.stream(dataSet.decimals(value.tag()))
                        .mapToObj(tag -> Dictionary.display((int) (long) tag))
                        .collect(Collectors.joining(", "))
                : String.join("\\", dataSet.texts(value.tag()));
        String line = printable(text);
        String shown = full || line.length() <= SHORT ? line : line.substring(0, SHORT) + " …";
        return value.vr() == VR.UI
                ? Dictionary.uidName(text).map(name -> shown + " " + name).orElse(shown)
                : shown;
    }

    /** Control characters would move the cursor or worse; they are shown as their pictures. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c < 0x20 ? 0x2400 + c : Character.isISOControl(c) ? 0xFFFD : c)
                .forEach(printable::appendCodePoint);
        return printable.toString();
    }
}
