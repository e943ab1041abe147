package org.lectern.imaging.report;

import java.util.List;

/**
 * One line of a report as text.
 *
 * @param depth indentation, from 0
 * @param heading whether the line heads what follows it
 * @param label what it is about, may be empty
 * @param value what it says, may be empty
 */
public record ReportLine(int depth, boolean heading, String label, String value, List<ObjectReference> references) {
    /** Copies the list. */
    public ReportLine {
        references = List.copyOf(references);
    }

    /** Label and value in one. */
    public String text() {
        return label.isEmpty() ? value : value.isEmpty() ? label : label + ": " + value;
    }
}
