package org.lectern.imaging.part10;

/** Turns the byte order of values round. */
final class ByteSwap {
    private ByteSwap() {}

    /** In place, item by item; bytes after the last whole item stay. */
    static void swap(byte[] bytes, int itemBytes) {
        swap(bytes, bytes.length, itemBytes);
    }

    /** The same for the first {@code count} bytes. */
    static void swap(byte[] bytes, int count, int itemBytes) {
        if (itemBytes < 2) {
            return;
        }
        for (int item = 0; item + itemBytes <= count; item += itemBytes) {
            for (int low = item, high = item + itemBytes - 1; low < high; low++, high--) {
                byte kept = bytes[low];
                bytes[low] = bytes[high];
                bytes[high] = kept;
            }
        }
    }
}
