package org.lectern.app.reading;

import org.lectern.imaging.study.DisplaySet;
import org.lectern.rendering.raycast.RayCaster;

/** A series seen as a volume; closing it frees the volume. */
public final class VolumeContent implements ViewportContent {
    private final VolumeModel model;
    private final RayCaster caster;

    /** A volume drawn by a ray caster. */
    public VolumeContent(VolumeModel model, RayCaster caster) {
        this.model = model;
        this.caster = caster;
    }

    /** From where it is seen and as what. */
    public VolumeModel model() {
        return model;
    }

    @Override
    public DisplaySet displaySet() {
        return model.displaySet();
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public Picture picture(int position) {
        return new VolumePicture(model, caster);
    }

    @Override
    public String modality() {
        return model.modality();
    }

    /** From the front again. */
    @Override
    public void reset() {
        model.change(model.aspect().from(0, 0));
    }

    @Override
    public void close() {
        model.close();
    }
}
