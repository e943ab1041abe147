package org.lectern.app.reading;

import java.util.function.BooleanSupplier;
import org.lectern.rendering.view.Tile;
import org.lectern.rendering.view.ViewTransform;

/**
 * What to paint into.
 *
 * @param transform from image pixels to the tile's device pixels
 * @param coarse whether speed counts for more than sharpness, because the reader is dragging
 * @param overtaken whether something newer waits already, so that this need not be finished in full; from any thread
 * @param target receives {@code 0xFFRRGGBB} for each device pixel, row by row; at least the tile's size
 */
public record PaintOrder(
        ViewTransform transform, Tile tile, LayerLook look, boolean coarse, BooleanSupplier overtaken, int[] target) {
    /** Refuses a target that is too small. */
    public PaintOrder {
        if (target.length < (long) tile.width() * tile.height()) {
            throw new IllegalArgumentException("the target is smaller than the tile");
        }
    }

    /** One that nothing overtakes. */
    public PaintOrder(ViewTransform transform, Tile tile, LayerLook look, boolean coarse, int[] target) {
        this(transform, tile, look, coarse, () -> false, target);
    }
}
