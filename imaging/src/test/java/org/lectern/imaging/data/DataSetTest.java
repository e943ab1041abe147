package org.lectern.imaging.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

final class DataSetTest {
    private static DataSet with(int tag, String text) {
        return DataSet.builder().text(tag, text).build();
    }

    @Test
    void elementsComeInAscendingOrderAndTheLastOfATagStays() {
        DataSet dataSet = DataSet.builder()
                .text(Tag.PatientID, "1")
                .number(0xFFFA0010, VR.US, 1)
                .text(Tag.Modality, "CT")
                .text(Tag.PatientID, "2")
                .remove(Tag.StudyID)
                .build();
        List<Integer> tags = new ArrayList<>();
        dataSet.forEach(element -> tags.add(element.tag()));
        assertEquals(List.of(Tag.Modality, Tag.PatientID, 0xFFFA0010), tags);
        assertEquals("2", dataSet.text(Tag.PatientID).orElseThrow());
        assertFalse(dataSet.toBuilder().remove(Tag.PatientID).build().contains(Tag.PatientID));
    }

    @Test
    void anItemInheritsTheCharacterSetOfItsParent() {
        DataSet.Builder parent = DataSet.builder().text(Tag.SpecificCharacterSet, "ISO_IR 192");
        DataSet item =
                DataSet.builder(parent.characters()).text(Tag.PatientName, "É").build();
        assertEquals("É", item.text(Tag.PatientName).orElseThrow());
        assertArrayEquals(
                new byte[] {(byte) 0xC3, (byte) 0x89},
                ((Element.Value) item.element(Tag.PatientName).orElseThrow()).bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"19991231", "1999.12.31", "1999-12-31"})
    void datesAreReadInOldAndNewSpelling(String text) {
        assertEquals(
                Optional.of(LocalDate.of(1999, 12, 31)),
                with(Tag.StudyDate, text).date(Tag.StudyDate));
    }

    @ParameterizedTest
    @ValueSource(strings = {"19990230", "today", "1999", "00000000", ""})
    void whatIsNoDateIsAbsent(String text) {
        assertTrue(with(Tag.StudyDate, text).date(Tag.StudyDate).isEmpty());
    }

    @Test
    void timesMayBeShortOldOrFractional() {
        assertEquals(
                LocalTime.of(7, 0),
                with(Tag.StudyTime, "07").time(Tag.StudyTime).orElseThrow());
        assertEquals(
                LocalTime.of(7, 9, 7, 70_500_000),
                with(Tag.StudyTime, "070907.0705 ").time(Tag.StudyTime).orElseThrow());
        assertEquals(
                LocalTime.of(12, 34, 56),
                with(Tag.StudyTime, "12:34:56").time(Tag.StudyTime).orElseThrow());
        assertTrue(with(Tag.StudyTime, "2500").time(Tag.StudyTime).isEmpty());
    }

    @Test
    void aDateTimeKnowsItsZone() {
        DataSet dataSet = with(Tag.AcquisitionDateTime, "20240229101112.5+0130");
        assertEquals(
                LocalDateTime.of(2024, 2, 29, 10, 11, 12, 500_000_000),
                dataSet.dateTime(Tag.AcquisitionDateTime).orElseThrow());
        assertEquals(
                ZoneOffset.ofHoursMinutes(1, 30),
                dataSet.zoneOffset(Tag.AcquisitionDateTime).orElseThrow());
        DataSet elsewhere = dataSet.toBuilder()
                .text(Tag.AcquisitionDateTime, "2024")
                .text(Tag.TimezoneOffsetFromUTC, "-0500")
                .build();
        assertEquals(
                LocalDateTime.of(2024, 1, 1, 0, 0),
                elsewhere.dateTime(Tag.AcquisitionDateTime).orElseThrow());
        assertEquals(
                ZoneOffset.ofHours(-5),
                elsewhere.zoneOffset(Tag.AcquisitionDateTime).orElseThrow());
    }

    @Test
    void agesHaveUnits() {
        assertEquals(
                Period.ofYears(45),
                with(Tag.PatientAge, "045Y").age(Tag.PatientAge).orElseThrow());
        assertEquals(
                Period.ofWeeks(3),
                with(Tag.PatientAge, "003W").age(Tag.PatientAge).orElseThrow());
        assertTrue(with(Tag.PatientAge, "old").age(Tag.PatientAge).isEmpty());
    }

    @Test
    void numbersAreNumbersWhateverTheirVr() {
        assertEquals(
                1.5,
                with(Tag.SliceThickness, "1.5 ").decimal(Tag.SliceThickness).orElseThrow());
        assertTrue(with(Tag.SliceThickness, "thick").decimal(Tag.SliceThickness).isEmpty());
        DataSet wrong = DataSet.builder().text(Tag.Rows, VR.LO, "512").build();
        assertEquals(512, wrong.integer(Tag.Rows).orElseThrow());
    }
}
