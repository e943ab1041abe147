package org.lectern.app.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.imaging.data.BulkData;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.part10.DicomWriter;
import org.lectern.imaging.part10.TransferSyntax;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Instance;
import org.lectern.imaging.study.StudyTree;
import org.lectern.rendering.view.Look;

class MammographyHangingTest {
    @TempDir
    Path folder;

    private final List<Instance> instances = new ArrayList<>();

    @Test
    void fourViewsHangRightBesideLeftAndCcAboveMlo() throws IOException {
        add("L", "MLO", "A", "F");
        add("R", "MLO", "P", "F");
        add("L", "CC", "A", "R");
        add("R", "CC", "P", "L");
        MammographyHanging hanging = MammographyHanging.of(pictures()).orElseThrow();
        assertEquals(new GridLayout(2, 2), hanging.layout());
        assertEquals(List.of("RCC", "LCC", "RMLO", "LMLO"), views(hanging));
        assertTrue(hanging.tiles().stream().allMatch(tile -> tile.look().equals(Look.INITIAL)));
    }

    @Test
    void anImageThatPointsTheOtherWayIsFlipped() throws IOException {
        add("R", "CC", "A", "R"); // chest wall left, lateral below
        add("L", "CC", "", "");
        MammographyHanging hanging = MammographyHanging.of(pictures()).orElseThrow();
        assertEquals(
                Look.INITIAL.flippedHorizontally().flippedVertically(),
                hanging.tiles().getFirst().look());
        assertEquals(Look.INITIAL, hanging.tiles().getLast().look());
    }

    @Test
    void anImageOfUnknownSideIsNotHungOnASide() throws IOException {
        add("R", "CC", "P", "L");
        add("", "CC", "P", "L");
        assertTrue(MammographyHanging.of(pictures()).isEmpty());
    }

    private List<DisplaySet> pictures() {
        return StudyTree.of(instances).studies().getFirst().displaySets();
    }

    private static List<String> views(MammographyHanging hanging) {
        return hanging.tiles().stream()
                .map(tile -> tile.displaySet()
                        .frames()
                        .get(tile.position())
                        .instance()
                        .header())
                .map(header -> header.text(Tag.ImageLaterality).orElse("")
                        + header.text(Tag.ViewPosition).orElse(""))
                .toList();
    }

    private void add(String side, String view, String row, String column) throws IOException {
        int number = instances.size() + 1;
        DataSet image = DataSet.builder()
                .text(Tag.SOPClassUID, "1.2.840.10008.5.1.4.1.1.1.2")
                .text(Tag.SOPInstanceUID, "1.2.3.4." + number)
                .text(Tag.StudyInstanceUID, "1.2.3")
                .text(Tag.SeriesInstanceUID, "1.2.3.4")
                .text(Tag.Modality, "MG")
                .text(Tag.ImageLaterality, side)
                .text(Tag.ViewPosition, view)
                .text(Tag.PatientOrientation, row, column)
                .number(Tag.InstanceNumber, number)
                .number(Tag.Rows, 2)
                .number(Tag.Columns, 2)
                .number(Tag.BitsAllocated, 8)
                .number(Tag.BitsStored, 8)
                .number(Tag.HighBit, 7)
                .number(Tag.PixelRepresentation, 0)
                .number(Tag.SamplesPerPixel, 1)
                .text(Tag.PhotometricInterpretation, "MONOCHROME2")
                .bulk(Tag.PixelData, VR.OB, BulkData.InMemory.of(new byte[4]))
                .build();
        Path file = folder.resolve(number + ".dcm");
        new DicomWriter(TransferSyntax.EXPLICIT_LITTLE_ENDIAN).write(image, file);
        instances.add(Instance.of(DicomFile.readHeader(file)));
    }
}
