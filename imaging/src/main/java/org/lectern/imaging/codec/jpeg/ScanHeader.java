package org.lectern.imaging.codec.jpeg;

import org.lectern.imaging.codec.CodecException;

/**
 * The scan header (T.81 B.2.3).
 *
 * @param components in the order of the scan
 * @param dcTables index of the table of each component
 * @param start first coefficient of the band (Ss), or the predictor of a lossless scan
 * @param end last coefficient of the band (Se)
 * @param high preceding point transform (Ah)
 * @param low point transform (Al)
 */
record ScanHeader(FrameComponent[] components, int[] dcTables, int[] acTables, int start, int end, int high, int low) {

    /** Reads the segment after its marker. */
    static ScanHeader read(FrameBytes bytes, FrameHeader frame) throws CodecException {
        int length = bytes.u16();
        int count = bytes.u8();
        if (count < 1 || count > 4 || count > frame.components().length || length != 6 + 2 * count) {
            throw bytes.failure("The JPEG scan header is malformed");
        }
        FrameComponent[] components = new FrameComponent[count];
        int[] dcTables = new int[count];
        int[] acTables = new int[count];
        int blocks = 0;
        for (int i = 0; i < count; i++) {
            components[i] = component(bytes.u8(), components, frame, bytes);
            int tables = bytes.u8();
            dcTables[i] = tables >> 4;
            acTables[i] = tables & 15;
            blocks += components[i].horizontal * components[i].vertical;
            if (dcTables[i] > 3 || acTables[i] > 3) {
                throw bytes.failure("The JPEG scan names an impossible Huffman table");
            }
        }
        if (count > 1 && blocks > 10) {
            throw bytes.failure("The JPEG scan interleaves more than 10 blocks (B.2.3)");
        }
        int start = bytes.u8();
        int end = bytes.u8();
        int approximation = bytes.u8();
        return new ScanHeader(components, dcTables, acTables, start, end, approximation >> 4, approximation & 15);
    }

    private static FrameComponent component(
            int identifier, FrameComponent[] before, FrameHeader frame, FrameBytes bytes) throws CodecException {
        for (FrameComponent component : before) {
            if (component != null && component.identifier == identifier) {
                throw bytes.failure("The JPEG scan names the component %d twice".formatted(identifier));
            }
        }
        for (FrameComponent component : frame.components()) {
            if (component.identifier == identifier) {
                return component;
            }
        }
        throw bytes.failure("The JPEG scan names the component %d, which the frame lacks".formatted(identifier));
    }

    boolean interleaved() {
        return components.length > 1;
    }
}
