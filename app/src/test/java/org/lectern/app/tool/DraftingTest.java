package org.lectern.app.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lectern.app.annotation.Annotation;
import org.lectern.app.annotation.FrameKey;
import org.lectern.app.annotation.Kind;
import org.lectern.rendering.view.ImageGrid;
import org.lectern.rendering.view.Look;
import org.lectern.rendering.view.Point2;
import org.lectern.rendering.view.Tile;
import org.lectern.rendering.view.ViewTransform;

class DraftingTest {
    private static final FrameKey FRAME = new FrameKey("1.2.3", 0);

    @Test
    void aLengthIsDrawnByDragging() {
        Drafting draft = new Drafting(Kind.LENGTH, FRAME, 1);
        assertTrue(draft.press(at(10, 10)).isEmpty());
        draft.move(at(20, 10));
        Annotation length = draft.release(at(40, 50)).orElseThrow();
        assertEquals(List.of(at(10, 10), at(40, 50)), length.points());
    }

    @Test
    void aLengthIsDrawnByTwoClicks() {
        Drafting draft = new Drafting(Kind.LENGTH, FRAME, 1);
        draft.press(at(10, 10));
        assertTrue(draft.release(at(10, 10)).isEmpty());
        assertTrue(draft.isFollowing());
        draft.move(at(30, 30));
        draft.press(at(40, 50));
        assertEquals(
                List.of(at(10, 10), at(40, 50)),
                draft.release(at(40, 50)).orElseThrow().points());
    }

    @Test
    void aFreehandOutlineFollowsThePointerAndClosesWhenTheButtonGoesUp() {
        Drafting draft = new Drafting(Kind.FREEHAND, FRAME, 1);
        draft.press(at(0, 0));
        draft.move(at(0.1, 0)); // too near to be a corner
        draft.move(at(10, 0));
        draft.move(at(10, 10));
        Annotation outline = draft.release(at(10, 10)).orElseThrow();
        assertEquals(List.of(at(0, 0), at(10, 0), at(10, 10)), outline.points());
        assertEquals(
                List.of(List.of(at(0, 0), at(10, 0), at(10, 10), at(0, 0))),
                Handles.lines(Kind.FREEHAND, outline.points()));
    }

    @Test
    void aClickSurroundsNothingAndTheNextPressBeginsAnew() {
        Drafting draft = new Drafting(Kind.FREEHAND, FRAME, 1);
        draft.press(at(0, 0));
        assertTrue(draft.release(at(0, 0)).isEmpty());
        draft.move(at(50, 50));
        assertEquals(List.of(), draft.points());
    }

    @Test
    void anAngleGoesOnFromTheEndOfItsFirstLine() {
        Drafting draft = new Drafting(Kind.ANGLE, FRAME, 1);
        draft.press(at(0, 10));
        draft.release(at(0, 0));
        draft.move(at(5, 5));
        assertEquals(3, draft.points().size());
        draft.press(at(10, 0));
        assertEquals(
                List.of(at(0, 10), at(0, 0), at(10, 0)),
                draft.release(at(10, 0)).orElseThrow().points());
    }

    @Test
    void theSecondLineOfACobbAngleStartsWhereTheReaderPresses() {
        Drafting draft = new Drafting(Kind.COBB, FRAME, 1);
        draft.press(at(0, 0));
        assertTrue(draft.release(at(10, 0)).isEmpty());
        assertFalse(draft.isFollowing());
        draft.move(at(99, 99));
        assertEquals(List.of(at(0, 0), at(10, 0)), draft.points());
        draft.press(at(0, 50));
        assertEquals(4, draft.release(at(10, 60)).orElseThrow().points().size());
    }

    @Test
    void aPolygonIsClosedByClickingItsFirstPointOrByADoubleClick() {
        Drafting draft = new Drafting(Kind.POLYGON, FRAME, 1);
        click(draft, 0, 0);
        click(draft, 20, 0);
        click(draft, 20, 20);
        assertEquals(3, draft.press(at(1, 1)).orElseThrow().points().size());

        Drafting second = new Drafting(Kind.POLYGON, FRAME, 1);
        click(second, 0, 0);
        click(second, 20, 0);
        click(second, 20, 20);
        click(second, 0, 20);
        second.press(at(0, 20));
        assertEquals(4, second.finish().orElseThrow().points().size());
    }

    @Test
    void aProbeIsOneClick() {
        assertEquals(
                List.of(at(3, 4)),
                new Drafting(Kind.PROBE, FRAME, 1).press(at(3, 4)).orElseThrow().points());
    }

    @Test
    void aCornerOfARectangleIsMovedWithTheOppositeOneFixed() {
        Annotation box = Annotation.create(Kind.RECTANGLE, FRAME, List.of(at(0, 0), at(10, 20)));
        assertEquals(List.of(at(0, 0), at(10, 20), at(10, 0), at(0, 20)), Handles.of(box));
        Annotation moved = Handles.move(box, 2, at(15, -5));
        assertEquals(List.of(at(0, -5), at(15, 20)), moved.points());
    }

    @Test
    void gripsAreFoundBeforeLinesAndInScreenPixels() {
        ViewTransform twice = ViewTransform.resolve(ImageGrid.square(100, 100), Look.INITIAL, Tile.of(200, 200));
        Annotation line = Annotation.create(Kind.LENGTH, FRAME, List.of(at(10, 10), at(60, 10)));
        Grip end = Grip.at(at(122, 23), List.of(line), twice).orElseThrow();
        assertEquals(1, end.handle());
        assertEquals(at(70, 15), end.dragged(at(61, 11), at(71, 16)).points().get(1));
        Grip body = Grip.at(at(70, 23), List.of(line), twice).orElseThrow();
        assertEquals(Grip.BODY, body.handle());
        assertEquals(
                List.of(at(11, 12), at(61, 12)),
                body.dragged(at(0, 0), at(1, 2)).points());
        assertTrue(Grip.at(at(70, 40), List.of(line), twice).isEmpty());
    }

    private static void click(Drafting draft, double x, double y) {
        draft.press(at(x, y));
        draft.release(at(x, y));
        if (draft.points().size() > 1 && draft.isFollowing()) {
            draft.move(at(x, y));
        }
    }

    private static Point2 at(double x, double y) {
        return new Point2(x, y);
    }
}
