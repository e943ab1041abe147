package org.lectern.rendering.cpu;

import org.lectern.rendering.mpr.Reslicer;
import org.lectern.rendering.mpr.ReslicerContract;

class ReferenceReslicerTest extends ReslicerContract {
    @Override
    protected Reslicer reslicer() {
        return new ReferenceReslicer();
    }

    @Override
    protected double tolerance() {
        return 1e-6;
    }
}
