package org.lectern.imaging.codec.jpeg;

import org.lectern.imaging.codec.CodecException;

/** A sequential scan that holds every component of its frame: decoded straight into rows, without a store. */
final class SequentialScan {
    private final FrameHeader frame;
    private final SequentialBlocks blocks;
    private final BitReader reader;
    private final Restarts restarts;
    private final Idct idct;
    private final PictureRows rows;
    /** Where in the frame each component of the scan stands. */
    private final int[] places;

    SequentialScan(FrameHeader frame, ScanHeader scan, JpegTables tables, BitReader reader, RowWriter writer)
            throws CodecException {
        this.frame = frame;
        this.blocks = new SequentialBlocks(reader, scan, tables);
        this.reader = reader;
        this.restarts = new Restarts(tables.restartInterval());
        this.idct = new Idct(frame.precision());
        this.rows = new PictureRows(frame, writer);
        this.places = new int[scan.components().length];
        for (int i = 0; i < places.length; i++) {
            for (int c = 0; c < frame.components().length; c++) {
                if (frame.components()[c] == scan.components()[i]) {
                    places[i] = c;
                }
            }
        }
    }

    void decode() throws CodecException {
        for (int mcuRow = 0; mcuRow < frame.mcuRows(); mcuRow++) {
            for (int mcu = 0; mcu < frame.mcuColumns(); mcu++) {
                if (restarts.due()) {
                    reader.restart(restarts.next());
                    blocks.restart();
                }
                for (int i = 0; i < places.length; i++) {
                    decodeUnit(i, places[i], mcuRow, mcu);
                }
                reader.checkNotOverrun();
            }
            rows.finish(mcuRow);
        }
    }

    private void decodeUnit(int index, int place, int mcuRow, int mcu) throws CodecException {
        FrameComponent component = frame.components()[place];
        for (int row = 0; row < component.vertical; row++) {
            for (int column = 0; column < component.horizontal; column++) {
                int at =
                        rows.blockOffset(place, mcuRow * component.vertical + row, mcu * component.horizontal + column);
                if (blocks.decode(index, component.quantisation)) {
                    idct.transform(blocks.block, rows.samples(place), at, rows.stride(place));
                } else {
                    idct.flat(blocks.block[0], rows.samples(place), at, rows.stride(place));
                }
            }
        }
    }
}
