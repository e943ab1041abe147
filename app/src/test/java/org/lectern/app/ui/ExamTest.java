package org.lectern.app.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ExamTest {
    @Test
    void whatIsLeftOutOfAnExamIsSaid() {
        assertEquals(
                "This exam is not shown whole: 2 of its objects cannot be read (run: lectern doctor); 1 of its objects"
                        + " name the patient or the patient ID's issuer differently.",
                Exam.missing(2, 1, 0).orElseThrow());
    }

    @Test
    void aWholeExamSaysNothing() {
        assertTrue(Exam.missing(0, 0, 0).isEmpty());
    }

    @Test
    void imagesThatWereWithdrawnMeanwhileAreCounted() {
        assertEquals(
                "3 images were withdrawn while this exam was open.",
                Exam.missing(0, 0, 3).orElseThrow());
    }
}
