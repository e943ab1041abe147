package org.lectern.imaging.pixel;

import java.util.Optional;

/** Photometric Interpretation (0028,0004), PS3.3 C.7.6.3.1.2. */
public enum PhotometricInterpretation {
    MONOCHROME1,
    MONOCHROME2,
    PALETTE_COLOR,
    RGB,
    YBR_FULL,
    YBR_FULL_422,
    YBR_PARTIAL_420,
    YBR_PARTIAL_422,
    YBR_ICT,
    YBR_RCT,
    XYB,
    HSV,
    ARGB,
    CMYK;

    /** The interpretation that a data set's defined term names, spaces as in PALETTE COLOR. */
    public static Optional<PhotometricInterpretation> of(String definedTerm) {
        String name = definedTerm.strip().replace(' ', '_');
        for (PhotometricInterpretation interpretation : values()) {
            if (interpretation.name().equals(name)) {
                return Optional.of(interpretation);
            }
        }
        return Optional.empty();
    }

    /** The defined term as it stands in a data set. */
    public String definedTerm() {
        return name().startsWith("PALETTE") ? "PALETTE COLOR" : name();
    }

    /** Samples per pixel that go with it. */
    public int samples() {
        return switch (this) {
            case MONOCHROME1, MONOCHROME2, PALETTE_COLOR -> 1;
            case ARGB, CMYK -> 4;
            default -> 3;
        };
    }

    /** Whether a sample is a shade of grey. */
    public boolean isMonochrome() {
        return this == MONOCHROME1 || this == MONOCHROME2;
    }
}
