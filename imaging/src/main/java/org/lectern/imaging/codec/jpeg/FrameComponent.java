package org.lectern.imaging.codec.jpeg;

/** One component of a frame: its parameters (T.81 B.2.2), and how far its decoding has come. */
final class FrameComponent {
    final int identifier;
    final int horizontal;
    final int vertical;
    final int quantisationTable;
    /** Samples of the component itself (A.1.1). */
    int columns;

    int lines;
    /** The quantisation table as it stood when the component's first scan began (B.2.4.1), in natural order. */
    int[] quantisation = {};

    /** Whether a scan has delivered it. */
    boolean decoded;

    FrameComponent(int identifier, int horizontal, int vertical, int quantisationTable) {
        this.identifier = identifier;
        this.horizontal = horizontal;
        this.vertical = vertical;
        this.quantisationTable = quantisationTable;
    }

    int blockColumns() {
        return FrameHeader.ceilDiv(columns, 8);
    }

    int blockRows() {
        return FrameHeader.ceilDiv(lines, 8);
    }
}
