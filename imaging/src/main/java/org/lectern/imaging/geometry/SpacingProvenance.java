package org.lectern.imaging.geometry;

/** What a length measured on an image is worth (PS3.3 10.7.1.3, C.7.6.2.1, C.8.5.5): where its spacing comes from. */
public enum SpacingProvenance {
    /** Pixel Spacing of a cross-sectional image: true in the plane of the slice. */
    PATIENT("in the patient", true),
    /** A region of an ultrasound image, calibrated by the machine. */
    ULTRASOUND_REGION("calibrated by the ultrasound machine", true),
    /** Pixel Spacing of a projection, calibrated with an object of known size (FIDUCIAL). */
    CALIBRATED_BY_FIDUCIAL("calibrated with an object of known size", true),
    /** Pixel Spacing of a projection, corrected for the assumed geometry (GEOMETRY). */
    CALIBRATED_BY_GEOMETRY("calibrated by geometry", true),
    /** Pixel Spacing that differs from the detector's, without saying how it was calibrated. */
    CALIBRATED("calibrated, not said how", true),
    /** Detector spacing divided by the Estimated Radiographic Magnification Factor. */
    ESTIMATED_AT_PATIENT("estimated at the patient", true),
    /** Imager Pixel Spacing: at the front of the detector; the object is smaller than it measures. */
    DETECTOR("at the detector, magnified", true),
    /** Nominal Scanned Pixel Spacing of a digitised film: on the film, which is magnified. */
    SCANNED_FILM("on the scanned film, magnified", true),
    /** Pixel Spacing whose meaning the header leaves open. */
    UNSTATED("meaning of the spacing not stated", true),
    /** Only the shape of the pixel is known, from Pixel Aspect Ratio. */
    ASPECT_RATIO_ONLY("pixels only", false),
    /** Nothing is known; pixels are taken as square. */
    NONE("pixels only", false);

    private final String explanation;
    private final boolean millimetres;

    SpacingProvenance(String explanation, boolean millimetres) {
        this.explanation = explanation;
        this.millimetres = millimetres;
    }

    /** A few words for the screen, to stand behind a length. */
    public String explanation() {
        return explanation;
    }

    /** Whether lengths come in millimetres; otherwise in pixels. */
    public boolean isMillimetres() {
        return millimetres;
    }

    /** Whether a length holds at the patient's size, as far as the header says. */
    public boolean isTrueSize() {
        return switch (this) {
            case PATIENT, ULTRASOUND_REGION, CALIBRATED_BY_FIDUCIAL, CALIBRATED_BY_GEOMETRY, CALIBRATED -> true;
            default -> false;
        };
    }
}
