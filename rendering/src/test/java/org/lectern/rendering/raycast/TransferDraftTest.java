package org.lectern.rendering.raycast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lectern.rendering.raycast.TransferFunction.Point;

class TransferDraftTest {
    private static final TransferFunction START =
            TransferFunction.of(new Point(0, Rgb.BLACK, 0), new Point(100, Rgb.WHITE, 1));

    private final TransferDraft draft = new TransferDraft(START);

    @Test
    void aPointIsAddedInTheColourThatIsThere() {
        assertEquals(1, draft.add(50, 0.1));
        assertEquals(
                new Point(50, new Rgb(0.5, 0.5, 0.5), 0.1), draft.now().points().get(1));
        assertEquals(3, draft.add(200, 0));
        assertEquals(0, draft.add(-5, 0));
        assertEquals(5, draft.now().points().size());
    }

    @Test
    void aPointStopsAtItsNeighboursAndAtTheEndsOfOpacity() {
        draft.add(50, 0.1);
        draft.move(1, 140, 1.7);
        assertEquals(
                new Point(100, new Rgb(0.5, 0.5, 0.5), 1), draft.now().points().get(1));
        draft.move(1, -3, -0.2);
        assertEquals(
                new Point(0, new Rgb(0.5, 0.5, 0.5), 0), draft.now().points().get(1));
        draft.move(2, 900, 0.5);
        assertEquals(900, draft.now().most());
    }

    @Test
    void everyChangeCanBeUndoneAndDoneAgain() {
        draft.add(50, 0.1);
        draft.colour(1, new Rgb(1, 0, 0));
        draft.shift(10);
        draft.remove(0);
        TransferFunction end = draft.now();
        assertEquals(TransferFunction.of(new Point(60, new Rgb(1, 0, 0), 0.1), new Point(110, Rgb.WHITE, 1)), end);
        while (draft.undo()) {
            assertTrue(draft.now().points().size() >= 2);
        }
        assertEquals(START, draft.now());
        while (draft.redo()) {
            assertTrue(draft.now().points().size() >= 2);
        }
        assertEquals(end, draft.now());
    }

    @Test
    void whatIsChangedAfterAnUndoCannotBeDoneAgain() {
        draft.shift(10);
        draft.undo();
        draft.shift(20);
        assertFalse(draft.redo());
        assertEquals(20, draft.now().least());
    }

    @Test
    void whatChangesNothingIsNoStepAndTheLastPointStays() {
        draft.move(0, 0, 0);
        draft.shift(0);
        assertFalse(draft.undo());
        draft.remove(0);
        draft.remove(0);
        assertEquals(1, draft.now().points().size());
    }
}
