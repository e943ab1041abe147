package org.lectern.rendering.volume;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.lectern.imaging.grayscale.PixelPadding;
import org.lectern.imaging.pixel.PixelLayout;

/**
 * Makes decoded samples plain numbers: bits above the high bit (old overlays) are cut off, the sign is extended, and a
 * range of padding values becomes its lowest one.
 */
final class StoredSamples {
    private StoredSamples() {}

    static boolean tidy16(MemorySegment slice, PixelLayout layout, Optional<PixelPadding> padding) {
        long count = slice.byteSize() / 2;
        if (layout.bitsStored() < 16) {
            int left = 31 - layout.highBit();
            int right = 32 - layout.bitsStored();
            boolean signed = layout.signed();
            for (long i = 0; i < count; i++) {
                int raw = slice.getAtIndex(ValueLayout.JAVA_SHORT, i) << left;
                slice.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) (signed ? raw >> right : raw >>> right));
            }
        }
        if (padding.isEmpty()) {
            return false;
        }
        int lowest = (int) padding.get().lowest();
        int highest = (int) padding.get().highest();
        int mask = layout.signed() ? -1 : 0xFFFF;
        int found = 0;
        for (long i = 0; i < count; i++) {
            int stored = slice.getAtIndex(ValueLayout.JAVA_SHORT, i) & mask;
            if (stored >= lowest && stored <= highest) {
                slice.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) lowest);
                found++;
            }
        }
        return found > 0;
    }

    static boolean tidy8(MemorySegment slice, PixelLayout layout, Optional<PixelPadding> padding) {
        long count = slice.byteSize();
        int left = 31 - layout.highBit();
        int right = 32 - layout.bitsStored();
        int lowest = padding.map(range -> (int) range.lowest()).orElse(1);
        int highest = padding.map(range -> (int) range.highest()).orElse(0);
        int found = 0;
        for (long i = 0; i < count; i++) {
            int raw = slice.get(ValueLayout.JAVA_BYTE, i) << left;
            int stored = layout.signed() ? raw >> right : raw >>> right;
            if (stored >= lowest && stored <= highest) {
                stored = lowest;
                found++;
            }
            slice.set(ValueLayout.JAVA_BYTE, i, (byte) stored);
        }
        return found > 0;
    }
}
