package org.lectern.imaging.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

class AttributeTagTest {
    @Test
    void anAttributeTagIsTwoShortsGroupFirst() {
        DataSet set = DataSet.builder()
                .number(Tag.FrameIncrementPointer, VR.AT, Tag.FrameTime, Tag.PixelData)
                .build();
        Element.Value value =
                (Element.Value) set.element(Tag.FrameIncrementPointer).orElseThrow();
        assertArrayEquals(new byte[] {0x18, 0, 0x63, 0x10, (byte) 0xE0, 0x7F, 0x10, 0}, value.bytes());
        assertArrayEquals(new int[] {Tag.FrameTime, Tag.PixelData}, set.integers(Tag.FrameIncrementPointer));
    }

    @Test
    void anAttributeTagCutShortAnswersWhatIsWhole() {
        DataSet set = DataSet.builder()
                .put(new Element.Value(Tag.FrameIncrementPointer, VR.AT, new byte[] {1, 2}))
                .build();
        assertEquals(0, set.integers(Tag.FrameIncrementPointer).length);
    }
}
