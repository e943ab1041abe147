package org.lectern.rendering.cpu;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.lectern.imaging.codec.Parallel;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.Mode;
import org.lectern.rendering.raycast.RayCaster;
import org.lectern.rendering.raycast.Rays;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/**
 * The fast twin of {@link ReferenceRayCaster}: tiles of pixels on several threads; rays are cut to the part inside, leap
 * over bricks in which nothing is seen, and end when nothing more can be seen; matter and highlights come from tables.
 *
 * <p>The first picture of a volume looks through all of it once. What was found is kept as long as the volume is
 * reachable, about 1/100 of its size.
 */
public final class TiledRayCaster implements RayCaster {
    private static final int TILE = 16;

    private final Parallel parallel;
    private final boolean skips;
    private final Map<Volume, KnownVolume> known = Collections.synchronizedMap(new WeakHashMap<>());

    /** A ray caster on these threads. */
    public TiledRayCaster(Parallel parallel) {
        this(parallel, true);
    }

    TiledRayCaster(Parallel parallel, boolean skips) {
        this.parallel = parallel;
        this.skips = skips;
    }

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public void cast(Volume volume, ReslicePlane view, VolumeLook look, int[] argb) {
        ReferenceRayCaster.requireRoom(volume, view, look, argb);
        Grid grid = volume.grid();
        if (grid.columns() < 2 || grid.rows() < 2 || grid.slices() < 2) {
            new ReferenceRayCaster().cast(volume, view, look, argb);
            return;
        }
        Rays rays = Rays.of(grid, view, look.quality());
        Prepared prepared = known.computeIfAbsent(volume, unseen -> new KnownVolume(unseen, parallel))
                .prepared(look, rays, parallel, skips);
        int across = Math.ceilDiv(view.width(), TILE);
        parallel.forEach(across * Math.ceilDiv(view.height(), TILE), tile -> {
            RayBundle bundle = look.mode() == Mode.COMPOSITE
                    ? new ComposedRays(volume, view, look, prepared)
                    : new ProjectedRays(volume, view, look, prepared);
            int right = Math.min(view.width(), (tile % across + 1) * TILE);
            int bottom = Math.min(view.height(), (tile / across + 1) * TILE);
            for (int row = tile / across * TILE; row < bottom; row++) {
                for (int column = tile % across * TILE; column < right; column++) {
                    argb[row * view.width() + column] = 0xFF000000 | bundle.pixel(column, row);
                }
            }
        });
    }
}
