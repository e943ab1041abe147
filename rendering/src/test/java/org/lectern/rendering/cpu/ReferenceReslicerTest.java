package org.lectern.rendering.cpu;

import org.lectern.rendering.mpr.Reslicer;

class ReferenceReslicerTest extends ReslicerContract {
    @Override
    Reslicer reslicer() {
        return new ReferenceReslicer();
    }
}
