package org.lectern.imaging.codec.jpeg;

import org.lectern.imaging.codec.CodecException;

/** Walks the blocks of a scan in the order of T.81 A.2 over coefficients that other scans complete. */
final class CoefficientScan {
    /** Decodes one block. */
    interface BlockDecoder {
        /**
         * Decodes the next block.
         *
         * @param index which component of the scan
         * @param at where in {@code values} the block begins
         */
        void decode(int index, short[] values, int at) throws CodecException;

        /** Forgets predictions, at a restart marker. */
        void restart();
    }

    private final FrameHeader frame;
    private final ScanHeader scan;
    private final Coefficients[] coefficients;
    private final BitReader reader;
    private final BlockDecoder decoder;
    private final Restarts restarts;

    /** A scan over the coefficients of its components, in the order of the scan. */
    CoefficientScan(
            FrameHeader frame,
            ScanHeader scan,
            Coefficients[] coefficients,
            BitReader reader,
            BlockDecoder decoder,
            Restarts restarts) {
        this.frame = frame;
        this.scan = scan;
        this.coefficients = coefficients;
        this.reader = reader;
        this.decoder = decoder;
        this.restarts = restarts;
    }

    void decode() throws CodecException {
        if (scan.interleaved()) {
            decodeInterleaved();
        } else {
            decodeSingle();
        }
    }

    /** One component: its blocks from left to right, those that only pad interleaved units left out (A.2.2). */
    private void decodeSingle() throws CodecException {
        FrameComponent component = scan.components()[0];
        Coefficients own = coefficients[0];
        int columns = component.blockColumns();
        for (int row = 0; row < component.blockRows(); row++) {
            own.load(row, 1);
            for (int column = 0; column < columns; column++) {
                restartWhenDue();
                decoder.decode(0, own.values, own.offset(0, column));
                reader.checkNotOverrun();
            }
            own.store(row, 1);
        }
    }

    private void decodeInterleaved() throws CodecException {
        FrameComponent[] components = scan.components();
        for (int mcuRow = 0; mcuRow < frame.mcuRows(); mcuRow++) {
            for (int i = 0; i < components.length; i++) {
                coefficients[i].load(mcuRow * components[i].vertical, components[i].vertical);
            }
            for (int mcu = 0; mcu < frame.mcuColumns(); mcu++) {
                restartWhenDue();
                for (int i = 0; i < components.length; i++) {
                    decodeUnit(i, components[i], mcu);
                }
                reader.checkNotOverrun();
            }
            for (int i = 0; i < components.length; i++) {
                coefficients[i].store(mcuRow * components[i].vertical, components[i].vertical);
            }
        }
    }

    private void decodeUnit(int index, FrameComponent component, int mcu) throws CodecException {
        Coefficients own = coefficients[index];
        for (int row = 0; row < component.vertical; row++) {
            for (int column = 0; column < component.horizontal; column++) {
                decoder.decode(index, own.values, own.offset(row, mcu * component.horizontal + column));
            }
        }
    }

    private void restartWhenDue() throws CodecException {
        if (restarts.due()) {
            reader.restart(restarts.next());
            decoder.restart();
        }
    }
}
