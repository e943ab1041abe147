package org.lectern.rendering.gpu;

import org.lectern.imaging.geometry.Affine;
import org.lectern.imaging.geometry.Vector3;
import org.lectern.rendering.cpu.Bricks;
import org.lectern.rendering.cpu.EmptySpace;
import org.lectern.rendering.mpr.ReslicePlane;
import org.lectern.rendering.raycast.Rays;
import org.lectern.rendering.raycast.VolumeLook;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/**
 * One picture, as its shader wants to know it.
 *
 * @param bricks of the volume, with {@code space} for the matter of the look
 * @param factor voxels along each axis for one texel
 * @param skips whether empty space is leapt over
 */
record RayScene(
        Volume volume, ReslicePlane view, VolumeLook look, Bricks bricks, EmptySpace space, int factor, boolean skips) {

    Rays rays() {
        return Rays.of(volume.grid(), view, look.quality());
    }

    Affine patientToIndex() {
        return volume.indexToPatient().inverse();
    }

    /** The voxel from which positions are counted: that in the middle, where single precision is finest. */
    Vector3 base() {
        Grid grid = volume.grid();
        return new Vector3(grid.columns() >> 1, grid.rows() >> 1, grid.slices() >> 1);
    }

    /** Where the ray through the middle of the picture passes the middle of the depth, counted from the base. */
    Vector3 middle() {
        Vector3 patient = view.centre().plus(rays().middleMm(), view.normal());
        return patientToIndex().apply(patient).minus(base());
    }

    /** A difference in the patient as one of indices. */
    Vector3 steps(Vector3 patient) {
        return patientToIndex().applyToDirection(patient);
    }

    /** The first corner of what the box keeps. */
    Vector3 least() {
        Vector3 least = look.clip()
                .box()
                .map(box -> new Vector3(
                        Math.max(0, box.least().x()),
                        Math.max(0, box.least().y()),
                        Math.max(0, box.least().z())))
                .orElse(Vector3.ZERO);
        return least.minus(base());
    }

    /** The last corner of what the box keeps. */
    Vector3 most() {
        Grid grid = volume.grid();
        Vector3 last = new Vector3(grid.columns() - 1, grid.rows() - 1, grid.slices() - 1);
        Vector3 most = look.clip()
                .box()
                .map(box -> new Vector3(
                        Math.min(last.x(), box.most().x()),
                        Math.min(last.y(), box.most().y()),
                        Math.min(last.z(), box.most().z())))
                .orElse(last);
        return most.minus(base());
    }

    /** Bricks on each side that the neighbours of a texel lie in. */
    int reach() {
        return factor == 1 ? 0 : Math.ceilDiv(3 * factor, 2 * 8);
    }
}
