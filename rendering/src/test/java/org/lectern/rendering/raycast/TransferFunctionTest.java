package org.lectern.rendering.raycast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.rendering.raycast.TransferFunction.Point;

class TransferFunctionTest {
    private static final TransferFunction TENT = TransferFunction.of(
            new Point(100, Rgb.BLACK, 0), new Point(200, new Rgb(1, 0.5, 0), 0.4), new Point(300, Rgb.WHITE, 0));

    @Test
    void betweenPointsColourAndOpacityAreLinearAndBeyondThemConstant() {
        assertEquals(new Point(150, new Rgb(0.5, 0.25, 0), 0.2), TENT.at(150));
        assertEquals(new Point(250, new Rgb(1, 0.75, 0.5), 0.2), TENT.at(250));
        assertEquals(Rgb.BLACK, TENT.at(-1e9).colour());
        assertEquals(Rgb.WHITE, TENT.at(Double.POSITIVE_INFINITY).colour());
    }

    @Test
    void atAStepTheLaterPointHolds() {
        TransferFunction step =
                TransferFunction.of(new Point(5, Rgb.BLACK, 0), new Point(5, Rgb.WHITE, 1), new Point(9, Rgb.WHITE, 1));
        assertEquals(0, step.at(Math.nextDown(5.0)).opacityPerMm());
        assertEquals(1, step.at(5).opacityPerMm());
    }

    @Test
    void transparencyOfARangeIsKnownExactly() {
        assertTrue(TENT.isTransparent(-1000, 100));
        assertTrue(TENT.isTransparent(300, 5000));
        assertFalse(TENT.isTransparent(-1000, 101));
        assertFalse(TENT.isTransparent(50, 400)); // transparent at both ends
    }

    @Test
    void manyThinStepsStopAsMuchAsOneThickOne() {
        double thin = TransferFunction.overStep(0.3, 0.25);
        assertEquals(TransferFunction.overStep(0.3, 1), 1 - Math.pow(1 - thin, 4), 1e-12);
        assertEquals(1, TransferFunction.overStep(1, 0.01));
        assertEquals(0, TransferFunction.overStep(0, 5));
    }

    @Test
    void whatIsOutOfOrderOrRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TransferFunction(List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> TransferFunction.of(new Point(2, Rgb.BLACK, 0), new Point(1, Rgb.BLACK, 0)));
        assertThrows(IllegalArgumentException.class, () -> new Point(Double.NaN, Rgb.BLACK, 0));
        assertThrows(IllegalArgumentException.class, () -> new Point(0, Rgb.BLACK, 1.01));
        assertThrows(IllegalArgumentException.class, () -> new Rgb(0, -0.1, 0));
    }
}
