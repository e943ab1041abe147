package org.lectern.imaging.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lectern.imaging.study.Slices.ct;
import static org.lectern.imaging.study.Slices.instance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;

class DisplaySetTest {
    private static List<DisplaySet> sets(List<Instance> instances) {
        return StudyTree.of(instances).displaySets();
    }

    private static List<Instance> slices(int count, IntFunction<DataSet.Builder> slice) {
        return IntStream.range(0, count).mapToObj(i -> instance(slice.apply(i))).toList();
    }

    private static String findings(DisplaySet set) {
        return String.join("\n", set.findings().stream().map(Finding::what).toList());
    }

    private static List<Double> positions(DisplaySet set) {
        return set.stack().orElseThrow().positionsMm();
    }

    @Test
    void shuffledSlicesAreSortedByPosition() {
        List<Instance> shuffled = new ArrayList<>(slices(9, i -> ct(9 - i, 5.0 * i)));
        Collections.shuffle(shuffled, new Random(1));
        DisplaySet set = sets(shuffled).getFirst();
        assertEquals(DisplaySet.Kind.VOLUME, set.kind());
        assertEquals(List.of(0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0, 35.0, 40.0), positions(set));
        assertTrue(set.stack().orElseThrow().regular());
        assertEquals("", findings(set));
    }

    @Test
    void unplacedImagesFollowTheirInstanceNumbers() {
        DisplaySet set = sets(slices(3, i -> ct(3 - i, 0).remove(Tag.ImagePositionPatient)))
                .getFirst();
        assertEquals(DisplaySet.Kind.STACK, set.kind());
        assertEquals(
                List.of(1, 2, 3),
                set.frames().stream()
                        .map(frame -> frame.instance().instanceNumber())
                        .toList());
    }

    @Test
    void framesBeyondTheLimitAreLeftOutWithAFinding() {
        DisplaySet cut =
                SeriesSplitter.split("1.2.3", slices(9, i -> ct(i, 5.0 * i)), 4).getFirst();
        assertEquals(4, cut.frames().size());
        assertTrue(findings(cut).contains("first 4 of 9 declared frames"), findings(cut));
        Instance film = instance(ct(1, 0).number(Tag.NumberOfFrames, 7));
        DisplaySet cine = SeriesSplitter.split("1.2.3", List.of(film), 4).getFirst();
        assertEquals(4, cine.frames().size());
        assertTrue(findings(cine).contains("first 4 of 7 declared frames"), findings(cine));
        assertEquals(
                "", findings(SeriesSplitter.split("1.2.3", List.of(film), 7).getFirst()));
    }

    @Test
    void aTiltedGantryIsDetectedWithItsDegrees() {
        double angle = Math.toRadians(18.5);
        DisplaySet set = sets(slices(
                        5,
                        i -> ct(i, 4.22 * i)
                                .number(Tag.ImageOrientationPatient, 1, 0, 0, 0, Math.cos(angle), -Math.sin(angle))))
                .getFirst();
        StackGeometry stack = set.stack().orElseThrow();
        assertEquals(18.5, stack.tiltDegrees(), 0.001);
        assertEquals(4.22 * Math.cos(angle), stack.spacingMm(), 1e-5);
        assertTrue(findings(set).contains("tilted by 18.5°"), findings(set));
        assertTrue(stack.regular());
    }

    @Test
    void missingSlicesAreCountedAndPlaced() {
        DisplaySet set =
                sets(slices(12, i -> ct(i, i < 4 ? 5 * i : 5 * (i + 2)))).getFirst();
        assertEquals("2 slices are missing between images 4 and 5: 15.0 mm apart instead of 5.0 mm", findings(set));
        assertEquals(List.of(3), set.stack().orElseThrow().missingAfter());
        assertFalse(set.stack().orElseThrow().regular());
    }

    @Test
    void mixedSpacingIsToldFromMissingSlices() {
        DisplaySet set =
                sets(slices(10, i -> ct(i, i < 5 ? 4 * i : 16 + 7 * (i - 4)))).getFirst();
        assertEquals("slice spacing is mixed: 4.0 mm to 7.0 mm", findings(set));
        assertEquals(List.of(), set.stack().orElseThrow().missingAfter());
    }

    @Test
    void aDoubletIsReported() {
        DisplaySet set =
                sets(slices(6, i -> ct(i, i < 4 ? 5 * i : 5 * (i - 1)))).getFirst();
        assertEquals(6, set.frames().size());
        assertTrue(findings(set).contains("(first: images 4 and 5)"), findings(set));
    }

    @Test
    void overlappingAndGappedSlicesAreReported() {
        String overlap = findings(
                sets(slices(4, i -> ct(i, i).text(Tag.SliceThickness, "1.25"))).getFirst());
        assertEquals("slices overlap: 1.25 mm thick every 1.00 mm", overlap);
        String gap = findings(sets(slices(4, i -> ct(i, 7 * i).text(Tag.SliceThickness, "5")))
                .getFirst());
        assertEquals("2.00 mm between slices were not imaged: 5.00 mm thick every 7.00 mm", gap);
    }

    @Test
    void aLocalizerIsNotMixedWithTheSlices() {
        List<Instance> series = new ArrayList<>(slices(5, i -> ct(i, 5 * i)));
        series.add(instance(ct(9, 0).text(Tag.ImageType, "ORIGINAL", "PRIMARY", "LOCALIZER")
                .text(Tag.ImageOrientationPatient, "1", "0", "0", "0", "0", "-1")));
        List<DisplaySet> sets = sets(series);
        assertEquals(2, sets.size());
        assertEquals("Head · localizer · coronal", sets.get(1).description());
        assertEquals(DisplaySet.Kind.STACK, sets.get(1).kind());
    }

    @Test
    void orientationSizeAndEchoSplit() {
        IntFunction<DataSet.Builder> mr =
                i -> ct(i, 5 * (i % 4)).text(Tag.Modality, "MR").text(Tag.EchoTime, i < 4 ? "20" : "102.5");
        List<DisplaySet> echoes = sets(slices(8, mr));
        assertEquals(
                List.of("Head · TE 20 ms", "Head · TE 102.5 ms"),
                echoes.stream().map(DisplaySet::description).toList());
        assertEquals(
                2,
                sets(slices(6, i -> ct(i, i).number(Tag.Rows, i < 3 ? 8 : 16))).size());
        double c = Math.cos(Math.toRadians(2));
        double s = Math.sin(Math.toRadians(2));
        assertEquals(
                2,
                sets(slices(6, i -> i < 3 ? ct(i, i) : ct(i, i).number(Tag.ImageOrientationPatient, c, s, 0, -s, c, 0)))
                        .size());
    }

    @Test
    void twoPhasesAtTheSamePlacesAreTwoSets() {
        List<DisplaySet> phases = sets(slices(8, i -> ct(i, 5 * (i % 4)).number(Tag.AcquisitionNumber, i < 4 ? 1 : 2)));
        assertEquals(
                List.of("Head · acquisition 1", "Head · acquisition 2"),
                phases.stream().map(DisplaySet::description).toList());
        phases.forEach(set -> assertEquals(DisplaySet.Kind.VOLUME, set.kind()));
    }

    @Test
    void anAcquisitionNumberThatChangesFromSliceToSliceSplitsNothing() {
        assertEquals(
                1,
                sets(slices(8, i -> ct(i, 5 * i).number(Tag.AcquisitionNumber, i)))
                        .size());
    }

    @Test
    void passesWithoutAnyMarkAreSeparatedByOrder() {
        List<DisplaySet> passes = sets(slices(12, i -> ct(i, 5 * (i % 4))));
        assertEquals(3, passes.size());
        assertEquals("Head · pass 3", passes.get(2).description());
        assertEquals(
                List.of(8, 9, 10, 11),
                passes.get(2).frames().stream()
                        .map(frame -> frame.instance().instanceNumber())
                        .toList());
    }

    @Test
    void gradientDirectionsAreSetsOfTheirOwn() {
        List<DisplaySet> sets = sets(slices(
                9,
                i -> ct(i, 5 * (i % 3))
                        .text(Tag.Modality, "MR")
                        .number(Tag.DiffusionBValue, i < 3 ? 0 : 1000)
                        .number(Tag.DiffusionGradientOrientation, i < 6 ? 1 : 0, i < 6 ? 0 : 1, 0)));
        assertEquals(
                List.of("Head · b 0", "Head · b 1000 · direction 1", "Head · b 1000 · direction 2"),
                sets.stream().map(DisplaySet::description).toList());
    }

    @Test
    void aFilmStandsAlone() {
        List<Instance> series = slices(
                2,
                i -> ct(i, 0).text(Tag.SOPClassUID, Uid.UltrasoundMultiFrameImageStorage)
                        .text(Tag.Modality, "US")
                        .number(Tag.NumberOfFrames, 7)
                        .remove(Tag.ImagePositionPatient));
        List<DisplaySet> sets = sets(series);
        assertEquals(2, sets.size());
        assertEquals(DisplaySet.Kind.CINE, sets.getFirst().kind());
        assertEquals(7, sets.getFirst().frames().size());
    }

    @Test
    void theFramesOfAnEnhancedObjectSplitByStackAndTime() {
        DataSet[] frames = IntStream.range(0, 12)
                .mapToObj(i -> DataSet.builder()
                        .items(
                                Tag.PlanePositionSequence,
                                DataSet.builder()
                                        .number(Tag.ImagePositionPatient, 0, 0, 10 - 5 * (i / 2 % 3))
                                        .build())
                        .items(
                                Tag.FrameContentSequence,
                                DataSet.builder()
                                        .text(Tag.StackID, i < 6 ? "1" : "2")
                                        .number(Tag.TemporalPositionIndex, 1 + i % 2)
                                        .build())
                        .build())
                .toArray(DataSet[]::new);
        List<DisplaySet> sets = sets(List.of(instance(ct(1, 0).text(Tag.SOPClassUID, Uid.EnhancedMRImageStorage)
                .number(Tag.NumberOfFrames, 12)
                .remove(Tag.ImagePositionPatient)
                .items(Tag.PerFrameFunctionalGroupsSequence, frames))));
        assertEquals(4, sets.size());
        assertEquals("Head · stack 1 · time point 1", sets.getFirst().description());
        assertEquals(
                List.of(4, 2, 0),
                sets.getFirst().frames().stream().map(Frame::index).toList());
    }

    @Test
    void momentsAtOnePlaceAreOneFilmInTheOrderOfTime() {
        DataSet[] frames = IntStream.range(0, 5)
                .mapToObj(i -> DataSet.builder()
                        .items(
                                Tag.FrameContentSequence,
                                DataSet.builder()
                                        .number(Tag.TemporalPositionIndex, 5 - i)
                                        .build())
                        .build())
                .toArray(DataSet[]::new);
        List<DisplaySet> sets = sets(List.of(instance(ct(1, 0).text(Tag.SOPClassUID, Uid.EnhancedMRImageStorage)
                .number(Tag.NumberOfFrames, 5)
                .items(Tag.PerFrameFunctionalGroupsSequence, frames))));
        assertEquals(1, sets.size());
        assertEquals(DisplaySet.Kind.CINE, sets.getFirst().kind());
        assertEquals(
                List.of(4, 3, 2, 1, 0),
                sets.getFirst().frames().stream().map(Frame::index).toList());
    }

    @Test
    void whatIsNoPictureIsASetOfItsOwnKind() {
        List<DisplaySet> sets = sets(List.of(
                instance(ct(1, 0).text(Tag.SOPClassUID, Uid.EncapsulatedPDFStorage)
                        .remove(Tag.Rows)),
                instance(ct(2, 0).text(Tag.SOPClassUID, Uid.ComprehensiveSRStorage)
                        .remove(Tag.Rows)),
                instance(ct(3, 0).text(Tag.SOPClassUID, Uid.TwelveLeadECGWaveformStorage)
                        .remove(Tag.Rows)),
                instance(ct(4, 0).text(Tag.SOPClassUID, "1.2.3.4").remove(Tag.Rows))));
        assertEquals(
                List.of(
                        DisplaySet.Kind.DOCUMENT,
                        DisplaySet.Kind.REPORT,
                        DisplaySet.Kind.WAVEFORM,
                        DisplaySet.Kind.OTHER),
                sets.stream().map(DisplaySet::kind).toList());
    }
}
