import org.jspecify.annotations.NullMarked;

/** Synthetic patients with known truth. */
@NullMarked
module org.lectern.samples {
    exports org.lectern.samples;

    requires static transitive org.jspecify;
    requires transitive org.lectern.imaging;
}
