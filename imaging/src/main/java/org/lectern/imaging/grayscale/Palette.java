package org.lectern.imaging.grayscale;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

/** The three lookup tables of PALETTE COLOR or of a supplemental palette (PS3.3 C.7.9 and C.7.6.19). */
public record Palette(LookupTable red, LookupTable green, LookupTable blue) {
    /** The colour of a stored value as {@code 0xFFRRGGBB}. */
    public int argb(double stored) {
        return 0xFF000000 | eight(red, stored) << 16 | eight(green, stored) << 8 | eight(blue, stored);
    }

    /** Whether a stored value is not below the first one mapped, which makes it colour in a supplemental palette. */
    public boolean maps(double stored) {
        return stored >= red.firstMapped();
    }

    /** What the data set holds: plain or segmented tables, of entries of 8 or 16 bits. */
    public static Optional<Palette> read(DataSet dataSet, List<Finding> findings) {
        boolean signed = dataSet.integer(Tag.PixelRepresentation).orElse(0) == 1;
        Optional<LookupTable> red = table(
                dataSet,
                Tag.RedPaletteColorLookupTableDescriptor,
                Tag.RedPaletteColorLookupTableData,
                Tag.SegmentedRedPaletteColorLookupTableData,
                signed,
                findings);
        Optional<LookupTable> green = table(
                dataSet,
                Tag.GreenPaletteColorLookupTableDescriptor,
                Tag.GreenPaletteColorLookupTableData,
                Tag.SegmentedGreenPaletteColorLookupTableData,
                signed,
                findings);
        Optional<LookupTable> blue = table(
                dataSet,
                Tag.BluePaletteColorLookupTableDescriptor,
                Tag.BluePaletteColorLookupTableData,
                Tag.SegmentedBluePaletteColorLookupTableData,
                signed,
                findings);
        if (red.isEmpty() || green.isEmpty() || blue.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(sameDepth(red.get(), green.get(), blue.get(), findings));
    }

    private static Optional<LookupTable> table(
            DataSet dataSet, int descriptor, int data, int segmented, boolean signed, List<Finding> findings) {
        if (dataSet.contains(data) || !dataSet.contains(segmented)) {
            return LookupTable.read(dataSet, descriptor, data, signed, findings);
        }
        List<Finding> found = new ArrayList<>();
        Optional<LookupTable> table = LookupTable.Descriptor.read(dataSet, descriptor, signed, found)
                .flatMap(d -> SegmentedPalette.read(dataSet, segmented, d, found));
        findings.addAll(found);
        return table;
    }

    /** Entries said to have 16 bits of which only eight are used in any of the tables: seen in the wild, would be black. */
    private static Palette sameDepth(LookupTable red, LookupTable green, LookupTable blue, List<Finding> findings) {
        boolean dark = List.of(red, green, blue).stream().allMatch(t -> t.bits() == 16 && t.largest() <= 255)
                && (red.largest() | green.largest() | blue.largest()) != 0;
        if (!dark) {
            return new Palette(red, green, blue);
        }
        findings.add(new Finding(
                "palette entries said to have 16 bits have 8", Tag.RedPaletteColorLookupTableDescriptor, -1));
        return new Palette(red.withBits(8), green.withBits(8), blue.withBits(8));
    }

    private static int eight(LookupTable table, double stored) {
        int entry = table.at(stored);
        return table.bits() == 8 ? entry : GrayscalePipeline.quantise((double) entry / table.maximum(), 8);
    }
}
