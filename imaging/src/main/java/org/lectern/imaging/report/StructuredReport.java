package org.lectern.imaging.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.PersonName;
import org.lectern.imaging.dictionary.Tag;

/**
 * A structured report of any template, as a tree (PS3.3 C.17).
 *
 * <p>What a value type means is read here; what the concepts mean is left to the reader of the tree. Depth and number of items are
 * bounded; a report beyond the bounds is cut and says so in its last item.
 *
 * @param complete whether Completion Flag (0040,A491) says COMPLETE
 * @param verified whether Verification Flag (0040,A493) says VERIFIED
 */
public record StructuredReport(
        String title, boolean complete, boolean verified, List<String> verifiers, ContentItem root) {
    /** Deepest nesting that is followed. */
    public static final int MAX_DEPTH = 64;

    /** Most content items that are read. */
    public static final int MAX_ITEMS = 100_000;

    /** Copies the list. */
    public StructuredReport {
        verifiers = List.copyOf(verifiers);
    }

    /** The report of an object, or empty when it holds no content tree. */
    public static Optional<StructuredReport> of(DataSet object) {
        if (!object.contains(Tag.ContentSequence) && object.text(Tag.ValueType).isEmpty()) {
            return Optional.empty();
        }
        ContentItem root = new TreeReader().item(object, 0);
        List<String> verifiers = object.items(Tag.VerifyingObserverSequence).stream()
                .flatMap(item -> item.text(Tag.VerifyingObserverName).stream())
                .map(name -> PersonName.parse(name).display())
                .toList();
        return Optional.of(new StructuredReport(
                root.concept().map(Code::meaning).orElse("Structured report"),
                object.text(Tag.CompletionFlag).filter("COMPLETE"::equals).isPresent(),
                object.text(Tag.VerificationFlag).filter("VERIFIED"::equals).isPresent(),
                verifiers,
                root));
    }

    /** The tree as lines for reading, the root's children at depth 0. */
    public List<ReportLine> lines() {
        List<ReportLine> lines = new ArrayList<>();
        root.children().forEach(child -> addLines(child, 0, lines));
        return lines;
    }

    private static void addLines(ContentItem item, int depth, List<ReportLine> lines) {
        String label = item.concept().map(Code::meaning).orElse("");
        if (item.continuous()) {
            lines.add(flowing(item, depth, label));
            return;
        }
        lines.add(new ReportLine(depth, item.isContainer(), label, item.value(), item.references()));
        item.children().forEach(child -> addLines(child, depth + 1, lines));
    }

    /** The items of a continuous container as one text; a piece that begins with punctuation closes up. */
    private static ReportLine flowing(ContentItem container, int depth, String label) {
        StringBuilder text = new StringBuilder();
        List<ObjectReference> references = new ArrayList<>();
        for (ContentItem item : container.children()) {
            references.addAll(item.references());
            boolean closesUp = text.isEmpty()
                    || item.value().isEmpty()
                    || ".,;:)".indexOf(item.value().charAt(0)) >= 0;
            text.append(closesUp ? "" : " ").append(item.value());
        }
        return new ReportLine(depth, false, label, text.toString(), references);
    }

    /** Reads the tree and counts. */
    private static final class TreeReader {
        private int items;

        ContentItem item(DataSet source, int depth) {
            items++;
            List<ContentItem> children = new ArrayList<>();
            for (DataSet child : source.items(Tag.ContentSequence)) {
                if (depth >= MAX_DEPTH || items >= MAX_ITEMS) {
                    children.add(new ContentItem(
                            "",
                            "TEXT",
                            false,
                            Optional.empty(),
                            "… the report goes on beyond what is read",
                            List.of(),
                            List.of()));
                    break;
                }
                children.add(item(child, depth + 1));
            }
            return new ContentItem(
                    source.text(Tag.RelationshipType).orElse(""),
                    source.text(Tag.ValueType).orElse(""),
                    source.text(Tag.ContinuityOfContent)
                            .filter("CONTINUOUS"::equals)
                            .isPresent(),
                    Code.in(source, Tag.ConceptNameCodeSequence),
                    ContentValue.words(source),
                    source.items(Tag.ReferencedSOPSequence).stream()
                            .map(ObjectReference::of)
                            .toList(),
                    children);
        }
    }
}
