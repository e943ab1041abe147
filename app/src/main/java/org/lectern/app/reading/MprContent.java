package org.lectern.app.reading;

import java.util.OptionalInt;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.rendering.mpr.MprPlane;
import org.lectern.rendering.mpr.Reslicer;

/** One of the three planes of a multiplanar reading; scrolling moves the crosshair along its normal. */
public final class MprContent implements ViewportContent {
    private final MprModel model;
    private final MprPlane plane;
    private final Reslicer reslicer;
    private final double stepMm;

    /** A plane of a reading. */
    public MprContent(MprModel model, MprPlane plane, Reslicer reslicer) {
        this.model = model;
        this.plane = plane;
        this.reslicer = reslicer;
        this.stepMm = model.volume().grid().finestSpacingMm();
    }

    /** The reading it belongs to. */
    public MprModel model() {
        return model;
    }

    /** Which plane. */
    public MprPlane plane() {
        return plane;
    }

    @Override
    public DisplaySet displaySet() {
        return model.displaySet();
    }

    @Override
    public int count() {
        double[] reach = model.reach(plane);
        return 1 + (int) Math.floor((reach[1] - reach[0]) / stepMm);
    }

    @Override
    public OptionalInt currentPosition() {
        return OptionalInt.of(Math.clamp((int) Math.rint(-model.reach(plane)[0] / stepMm), 0, count() - 1));
    }

    @Override
    public void moveTo(int position) {
        int now = currentPosition().orElse(0);
        model.change(model.state().scrolled(plane, (position - now) * stepMm), false);
    }

    @Override
    public Picture picture(int position) {
        int now = currentPosition().orElse(0);
        return new MprPicture(model, plane, reslicer, now);
    }

    @Override
    public String modality() {
        return model.modality();
    }
}
