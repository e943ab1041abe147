package org.lectern.imaging.grayscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.pixel.PixelLayout;

class GrayscalePipelineTest {
    private static GrayscalePipeline pipeline(Voi voi, PixelPadding padding) {
        return new GrayscalePipeline(
                ModalityTransform.identity(),
                voi,
                PresentationTransform.Shape.IDENTITY,
                false,
                Optional.ofNullable(padding));
    }

    private static DataSet.Builder image(String photometric, int signed) {
        return DataSet.builder()
                .text(Tag.PhotometricInterpretation, photometric)
                .number(Tag.BitsStored, 12)
                .number(Tag.PixelRepresentation, signed);
    }

    @Test
    void sixteenBitsComeOutAsTheyWentIn() {
        PixelLayout layout = Frames.layout(1, 1, 16, 16, false);
        DisplayTable table = pipeline(Voi.Window.spanning(0, 65535, ""), null).compile(layout, 16);
        for (int stored = 0; stored < 65536; stored++) {
            assertEquals(stored, table.at(stored));
        }
    }

    @Test
    void theTableSaysWhatTheFunctionSaysForEverySample() {
        PixelLayout layout = Frames.layout(1, 1, 16, 12, true);
        GrayscalePipeline pipeline = new GrayscalePipeline(
                new ModalityTransform.Rescale(0.5, -1024, "HU"),
                new Voi.Window(-1000, 300, Voi.Function.SIGMOID, ""),
                PresentationTransform.Shape.INVERSE,
                false,
                Optional.of(new PixelPadding(-2048, -2000)));
        DisplayTable table = pipeline.compile(layout, 10);
        for (int raw = 0; raw < 65536; raw++) {
            int stored = raw << 20 >> 20; // twelve bits, signed
            assertEquals(pipeline.quantised(stored, 10), table.at(raw));
        }
        assertEquals(0, table.at(-2048 & 0xFFF));
        assertEquals(1023, table.at(-1999 & 0xFFF));
    }

    @Test
    void quantisationHappensOnceAndRoundsHalfUp() {
        assertEquals(128, GrayscalePipeline.quantise(0.5, 8));
        assertEquals(127, GrayscalePipeline.quantise(0.4999, 8));
        assertEquals(255, GrayscalePipeline.quantise(1, 8));
        assertEquals(32768, GrayscalePipeline.quantise(0.5, 16));
    }

    @Test
    void monochrome1IsInvertedOnceWhateverTheShapeAdds() {
        for (String shape : new String[] {"", "INVERSE", "IDENTITY"}) {
            DataSet.Builder builder = image("MONOCHROME1", 0);
            if (!shape.isEmpty()) {
                builder.text(Tag.PresentationLUTShape, shape);
            }
            GrayscaleTransforms transforms = GrayscaleTransforms.of(builder.build(), 0);
            assertEquals(PresentationTransform.Shape.INVERSE, transforms.presentation());
            assertEquals("IDENTITY".equals(shape), !transforms.findings().isEmpty());
        }
        GrayscalePipeline negative =
                GrayscaleTransforms.of(image("MONOCHROME1", 0).build(), 0).pipeline(Voi.Window.of(2048, 4096));
        assertEquals(1, negative.displayOfStored(0));
        assertEquals(0, negative.displayOfStored(4095));
        assertEquals(0, negative.withInverted(true).displayOfStored(0));
    }

    @Test
    void paddingIsBlackAlsoInANegative() {
        DataSet dataSet = image("MONOCHROME1", 1)
                .number(Tag.PixelPaddingValue, VR.US, 65536 - 2000)
                .number(Tag.PixelPaddingRangeLimit, VR.US, 65536 - 1900)
                .build();
        GrayscaleTransforms transforms = GrayscaleTransforms.of(dataSet, 0);
        assertEquals(Optional.of(new PixelPadding(-2000, -1900)), transforms.padding());
        GrayscalePipeline pipeline = transforms.pipeline(Voi.Window.of(40, 400));
        assertEquals(0, pipeline.displayOfStored(-1950));
        assertEquals(1, pipeline.displayOfStored(-1899));
    }

    @Test
    void functionalGroupsOfTheFrameComeBeforeSharedOnes() {
        DataSet own = DataSet.builder()
                .items(
                        Tag.PixelValueTransformationSequence,
                        DataSet.builder()
                                .text(Tag.RescaleSlope, "2")
                                .text(Tag.RescaleIntercept, "-10")
                                .text(Tag.RescaleType, "US")
                                .build())
                .build();
        DataSet shared = DataSet.builder()
                .items(
                        Tag.FrameVOILUTSequence,
                        DataSet.builder()
                                .text(Tag.WindowCenter, "50")
                                .text(Tag.WindowWidth, "100")
                                .build())
                .build();
        DataSet dataSet = image("MONOCHROME2", 0)
                .text(Tag.Modality, "CT")
                .items(Tag.PerFrameFunctionalGroupsSequence, DataSet.empty(), own)
                .items(Tag.SharedFunctionalGroupsSequence, shared)
                .build();
        assertTrue(GrayscaleTransforms.of(dataSet, 0).modality().isIdentity());
        GrayscaleTransforms second = GrayscaleTransforms.of(dataSet, 1);
        assertEquals(90, second.modality().apply(50));
        assertEquals("", second.modality().unit()); // US says unspecified, so not HU although it is CT
        assertEquals(List.of(Voi.Window.of(50, 100)), second.vois());
    }

    @Test
    void theUnitIsThatOfTheModalityWhereNoneIsNamed() {
        DataSet ct = image("MONOCHROME2", 0)
                .text(Tag.Modality, "CT")
                .text(Tag.RescaleIntercept, "-1024")
                .text(Tag.RescaleSlope, "1")
                .build();
        assertEquals("HU", GrayscaleTransforms.of(ct, 0).modality().unit());
        DataSet pet = image("MONOCHROME2", 0)
                .text(Tag.Modality, "PT")
                .text(Tag.Units, "BQML")
                .text(Tag.RescaleSlope, "0.25")
                .build();
        assertEquals("BQML", GrayscaleTransforms.of(pet, 0).modality().unit());
    }

    @Test
    void aPresentationLutTakesTheWholeVoiRange() {
        PresentationTransform.Table table =
                new PresentationTransform.Table(new LookupTable(0, 8, new int[] {255, 128, 0}));
        assertEquals(1, table.apply(0));
        assertEquals(128 / 255.0, table.apply(0.5));
        assertEquals(128 / 255.0, table.apply(0.3));
        assertEquals(0, table.apply(1));
    }

    @Test
    void theDefaultWindowSaysWhereItComesFrom() {
        DataSet ct = image("MONOCHROME2", 0)
                .text(Tag.Modality, "CT")
                .text(Tag.RescaleIntercept, "-1024")
                .build();
        FrameSamples frame = Frames.words(12, false, 0, 100, 50, 4000);
        assertEquals(
                new Voi.Window(40, 400, Voi.Function.LINEAR, "default for CT"),
                DefaultVoi.of(ct, GrayscaleTransforms.of(ct, 0), frame));
        DataSet mr = image("MONOCHROME2", 0)
                .text(Tag.Modality, "MR")
                .number(Tag.PixelPaddingValue, VR.US, 4000)
                .build();
        Voi range = DefaultVoi.of(mr, GrayscaleTransforms.of(mr, 0), frame);
        assertEquals("range of the frame", range.explanation());
        assertEquals(0, range.apply(0));
        assertEquals(0.5, range.apply(50), 1e-12);
        assertEquals(1, range.apply(100)); // the padding at 4000 does not count
    }

    @Test
    void storedValuesAreReadFromTheirBits() {
        PixelLayout shifted = new PixelLayout(1, 1, 1, 16, 10, 13, true, PhotometricInterpretation.MONOCHROME2, false);
        assertEquals(-1, FrameSamples.storedOf(shifted, 0x3FF0));
        assertEquals(-512, FrameSamples.storedOf(shifted, 0xE00F)); // bits above and below are no value
        assertEquals(511, FrameSamples.storedOf(shifted, 0x1FF0));
        PixelLayout wide = Frames.layout(1, 1, 32, 32, false);
        assertEquals(4294967295.0, FrameSamples.storedOf(wide, -1));
        PixelLayout one = Frames.layout(1, 9, 1, 1, false);
        FrameSamples bits = FrameSamples.of(one, one.photometric(), MemorySegment.ofArray(new byte[] {(byte) 0x82, 1}));
        assertEquals(0, bits.stored(0, 0));
        assertEquals(1, bits.stored(1, 0));
        assertEquals(1, bits.stored(7, 0));
        assertEquals(1, bits.stored(8, 0));
    }

    @Test
    void floatsAndDoublesAreValuesToo() {
        ByteBuffer floats = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .putFloat(Float.NaN);
        PixelLayout layout = Frames.layout(1, 2, 32, 32, false);
        FrameSamples frame =
                new FrameSamples(layout, layout.photometric(), true, MemorySegment.ofArray(floats.array()));
        assertEquals(1.5, frame.stored(0, 0));
        assertTrue(Double.isNaN(frame.stored(1, 0)));
        GrayscalePipeline pipeline = pipeline(new Voi.Window(1, 2, Voi.Function.LINEAR_EXACT, ""), null);
        assertEquals(0.75, pipeline.displayOfStored(frame.stored(0, 0)));
        assertFalse(pipeline.isPadding(1.5));
    }

    @Test
    void aModalityTableTakesSignedInput() {
        DataSet item = DataSet.builder()
                .number(Tag.LUTDescriptor, VR.SS, 3, -1, 16)
                .text(Tag.ModalityLUTType, "OD")
                .number(Tag.LUTData, VR.US, 500, 1000, 60000)
                .build();
        DataSet dataSet = image("MONOCHROME2", 1)
                .text(Tag.RescaleSlope, "3")
                .items(Tag.ModalityLUTSequence, item)
                .build();
        ModalityTransform modality = GrayscaleTransforms.of(dataSet, 0).modality();
        assertEquals(500, modality.apply(-7));
        assertEquals(1000, modality.apply(0));
        assertEquals(60000, modality.apply(1));
        assertEquals("OD", modality.unit());
    }
}
