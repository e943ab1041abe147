package org.lectern.imaging.part10;

/** Turns the byte order of values round. */
final class ByteSwap {
    private ByteSwap() {}

    /** In place, item by item; bytes after the last whole item stay. */
    static void swap(byte[] bytes, int itemBytes) {
        if (itemBytes < 2) {
            return;
        }
        for (int item = 0; item + itemBytes <= bytes.length; item += itemBytes) {
            for (int low = item, high = item + itemBytes - 1; low < high; low++, high--) {
                byte kept = bytes[low];
                bytes[low] = bytes[high];
                bytes[high] = kept;
            }
        }
    }
}
