package org.lectern.imaging.part10;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Element;
import org.lectern.imaging.dictionary.VR;

/** Compares data sets element by element and byte by byte, in the byte order of values on the heap. */
final class SameElements {
    private SameElements() {}

    /** Group lengths do not count, nor does padding to even length. */
    static void assertSame(DataSet expected, DataSet actual, boolean vrsToo, String where) throws IOException {
        List<Element> left = elements(expected);
        List<Element> right = elements(actual);
        assertEquals(
                left.stream().map(Element::tag).toList(),
                right.stream().map(Element::tag).toList(),
                where);
        for (int i = 0; i < left.size(); i++) {
            String place = where + " %08X".formatted(left.get(i).tag());
            if (vrsToo && !(left.get(i) instanceof Element.Encapsulated)) {
                assertEquals(left.get(i).vr(), right.get(i).vr(), place);
            }
            assertSame(left.get(i), right.get(i), vrsToo, place);
        }
    }

    private static void assertSame(Element expected, Element actual, boolean vrsToo, String place) throws IOException {
        if (expected instanceof Element.Sequence left && actual instanceof Element.Sequence right) {
            assertEquals(left.items().size(), right.items().size(), place);
            for (int i = 0; i < left.items().size(); i++) {
                assertSame(left.items().get(i), right.items().get(i), vrsToo, place + " > item " + (i + 1));
            }
        } else if (expected instanceof Element.Encapsulated left && actual instanceof Element.Encapsulated right) {
            assertEquals(left.fragments().size(), right.fragments().size(), place);
            for (int i = 0; i < left.fragments().size(); i++) {
                assertBytes(left.fragments().get(i), right.fragments().get(i), VR.OB, place);
            }
        } else {
            assertBytes(data(expected), data(actual), expected.vr(), place);
        }
    }

    private static void assertBytes(BulkData expected, BulkData actual, VR vr, String place) throws IOException {
        assertArrayEquals(bytes(expected, vr), bytes(actual, vr), place);
    }

    private static byte[] bytes(BulkData data, VR vr) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = data.map(arena).toArray(ValueLayout.JAVA_BYTE);
            if (data.order() == java.nio.ByteOrder.BIG_ENDIAN) {
                ByteSwap.swap(bytes, vr.itemBytes());
            }
            if (bytes.length % 2 != 0) {
                bytes = Arrays.copyOf(bytes, bytes.length + 1);
                bytes[bytes.length - 1] = vr.padding();
            }
            return bytes;
        }
    }

    private static BulkData data(Element element) {
        return switch (element) {
            case Element.Value value -> BulkData.InMemory.of(value.bytes());
            case Element.Bulk bulk -> bulk.data();
            default -> throw new AssertionError("%08X has changed its kind".formatted(element.tag()));
        };
    }

    private static List<Element> elements(DataSet dataSet) {
        List<Element> elements = new ArrayList<>();
        for (Element element : dataSet) {
            if ((element.tag() & 0xFFFF) != 0) {
                elements.add(element);
            }
        }
        return elements;
    }
}
