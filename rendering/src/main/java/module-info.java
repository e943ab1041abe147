import org.jspecify.annotations.NullMarked;

/** Pictures: volumes, reslicing, the display pipeline; no window. */
@NullMarked
module org.lectern.rendering {
    requires static transitive org.jspecify;
    requires transitive org.lectern.imaging;
    requires gluegen.rt;
    requires jogl.all;
    requires org.slf4j;

    exports org.lectern.rendering.cpu;
    exports org.lectern.rendering.gpu;
    exports org.lectern.rendering.measure;
    exports org.lectern.rendering.mpr;
    exports org.lectern.rendering.raster;
    exports org.lectern.rendering.raycast;
    exports org.lectern.rendering.schedule;
    exports org.lectern.rendering.view;
    exports org.lectern.rendering.volume;
}
