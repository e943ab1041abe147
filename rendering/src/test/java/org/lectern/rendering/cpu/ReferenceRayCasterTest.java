package org.lectern.rendering.cpu;

import org.lectern.rendering.raycast.RayCaster;
import org.lectern.rendering.raycast.RayCasterContract;

class ReferenceRayCasterTest extends RayCasterContract {
    @Override
    protected RayCaster caster() {
        return new ReferenceRayCaster();
    }
}
