package org.lectern.imaging.geometry;

import static org.lectern.imaging.geometry.SpacingProvenance.ASPECT_RATIO_ONLY;
import static org.lectern.imaging.geometry.SpacingProvenance.CALIBRATED;
import static org.lectern.imaging.geometry.SpacingProvenance.CALIBRATED_BY_FIDUCIAL;
import static org.lectern.imaging.geometry.SpacingProvenance.CALIBRATED_BY_GEOMETRY;
import static org.lectern.imaging.geometry.SpacingProvenance.DETECTOR;
import static org.lectern.imaging.geometry.SpacingProvenance.ESTIMATED_AT_PATIENT;
import static org.lectern.imaging.geometry.SpacingProvenance.PATIENT;
import static org.lectern.imaging.geometry.SpacingProvenance.SCANNED_FILM;
import static org.lectern.imaging.geometry.SpacingProvenance.UNSTATED;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;

/**
 * Which spacing holds (PS3.3 10.7.1.3): what was calibrated before what was estimated, before the detector's, before the
 * scanner's, before the mere shape of the pixel.
 */
final class PixelSpacingReader {
    private static final Set<String> CROSS_SECTIONAL =
            Set.of("CT", "MR", "PT", "NM", "RTDOSE", "OPT", "SEG", "ST", "REG", "M3D");

    private static final Set<String> RECONSTRUCTED_FROM_PROJECTIONS = Set.of(
            Uid.BreastTomosynthesisImageStorage,
            Uid.XRay3DAngiographicImageStorage,
            Uid.XRay3DCraniofacialImageStorage);

    private static final Set<String> CT_IMAGES =
            Set.of(Uid.CTImageStorage, Uid.EnhancedCTImageStorage, Uid.LegacyConvertedEnhancedCTImageStorage);

    private PixelSpacingReader() {}

    static PixelSpacing read(FrameAttributes frame) {
        return ultrasound(frame)
                .or(() -> pixelSpacing(frame))
                .or(() -> detector(frame))
                .or(() -> spacing(frame.decimals(Tag.NominalScannedPixelSpacing), SCANNED_FILM))
                .or(() -> aspect(frame.decimals(Tag.PixelAspectRatio)))
                .orElse(PixelSpacing.UNKNOWN);
    }

    private static Optional<PixelSpacing> ultrasound(FrameAttributes frame) {
        if (!frame.contains(Tag.SequenceOfUltrasoundRegions)) {
            return Optional.empty();
        }
        List<PixelSpacing> kinds = UltrasoundRegion.all(frame).stream()
                .flatMap(region -> region.spacing().stream())
                .distinct()
                .toList();
        return kinds.size() == 1 ? Optional.of(kinds.getFirst()) : Optional.empty();
    }

    private static Optional<PixelSpacing> pixelSpacing(FrameAttributes frame) {
        double[] values = frame.decimals(Tag.PixelSpacing);
        if (isCrossSectional(frame)) {
            return spacing(values, isCtLocalizer(frame) ? ESTIMATED_AT_PATIENT : PATIENT);
        }
        Optional<PixelSpacing> imager = spacing(frame.decimals(Tag.ImagerPixelSpacing), DETECTOR);
        Optional<PixelSpacing> stated = spacing(values, UNSTATED);
        String calibration = frame.text(Tag.PixelSpacingCalibrationType).orElse("");
        return switch (calibration) {
            case "FIDUCIAL" -> spacing(values, CALIBRATED_BY_FIDUCIAL);
            case "GEOMETRY" -> spacing(values, CALIBRATED_BY_GEOMETRY);
            default -> {
                if (imager.isEmpty() || stated.isEmpty()) {
                    yield imager.isPresent() ? Optional.empty() : stated;
                }
                yield sameValues(stated.get(), imager.get()) ? Optional.empty() : spacing(values, CALIBRATED);
            }
        };
    }

    private static Optional<PixelSpacing> detector(FrameAttributes frame) {
        double[] values = frame.decimals(Tag.ImagerPixelSpacing);
        if (values.length == 0) {
            values = frame.decimals(Tag.ImagePlanePixelSpacing);
        }
        double magnification =
                frame.decimal(Tag.EstimatedRadiographicMagnificationFactor).orElse(0);
        if (values.length == 2 && magnification >= 1 && magnification < 20) {
            return spacing(new double[] {values[0] / magnification, values[1] / magnification}, ESTIMATED_AT_PATIENT);
        }
        return spacing(values, DETECTOR);
    }

    private static Optional<PixelSpacing> aspect(double[] ratio) {
        // vertical\horizontal, C.7.6.3.1.7
        boolean usable = ratio.length == 2 && ratio[0] > 0 && ratio[1] > 0;
        return usable ? spacing(new double[] {ratio[0] / ratio[1], 1}, ASPECT_RATIO_ONLY) : Optional.empty();
    }

    private static boolean isCrossSectional(FrameAttributes frame) {
        String sopClass = frame.text(Tag.SOPClassUID).orElse("");
        return RECONSTRUCTED_FROM_PROJECTIONS.contains(sopClass)
                || CROSS_SECTIONAL.contains(frame.text(Tag.Modality).orElse(""))
                        && !frame.contains(Tag.PixelSpacingCalibrationType);
    }

    /** A projection through the patient (PS3.3 C.8.2.1.1.1), whose scale holds at one depth only. */
    private static boolean isCtLocalizer(FrameAttributes frame) {
        List<String> types = frame.texts(Tag.FrameType);
        if (types.isEmpty()) {
            types = frame.texts(Tag.ImageType);
        }
        boolean isCt = frame.text(Tag.Modality).orElse("").equals("CT")
                || CT_IMAGES.contains(frame.text(Tag.SOPClassUID).orElse(""));
        return isCt && types.size() > 2 && types.get(2).equals("LOCALIZER");
    }

    private static boolean sameValues(PixelSpacing one, PixelSpacing other) {
        return Math.abs(one.row() - other.row()) < 1e-6 * one.row()
                && Math.abs(one.column() - other.column()) < 1e-6 * one.column();
    }

    private static Optional<PixelSpacing> spacing(double[] values, SpacingProvenance provenance) {
        boolean usable = values.length == 2 && values[0] > 0 && values[1] > 0 && values[0] < 1e5 && values[1] < 1e5;
        return usable ? Optional.of(new PixelSpacing(values[0], values[1], provenance)) : Optional.empty();
    }
}
