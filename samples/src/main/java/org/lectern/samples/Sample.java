package org.lectern.samples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.lectern.imaging.codec.Parallel;

/** A synthetic study with known truth. Each run writes the same bytes. */
public enum Sample {
    /** 400 slices whose stored values are a linear function of the voxel's indices; for tests, not for the eye. */
    CT_COORDINATES("ct-coordinates", "CT, 400 slices: the value of a voxel tells where it is"),
    /** A chest with a nodule. */
    CT_CHEST("ct-chest", "CT chest, 240 slices, with a 9 mm nodule in the right upper lobe"),
    /** A head with a gantry tilt of 20 degrees. */
    CT_TILT("ct-tilt", "CT head, gantry tilted by 20 degrees"),
    /** Oblique planes with non-square pixels. */
    MR_HEAD("mr-head", "MR head, oblique axial and coronal, pixels of 0.6 by 0.9 mm"),
    /** Four views. */
    MAMMOGRAPHY("mammography", "Screening mammogram, four views, a mass on the left"),
    /** A radiograph with VOI LUTs. */
    DX_CHEST("dx-chest", "Chest radiograph, MONOCHROME1, three VOI LUTs"),
    /** A colour cine. */
    US_CINE("us-cine", "Echocardiogram, 36 frames, calibrated region"),
    /** Waveforms. */
    ECG("ecg", "Resting ECG, 12 leads, 72 beats a minute"),
    /** A document. */
    PDF("pdf", "Referral letter as PDF, in the study of the CT chest"),
    /** A report. */
    SR("sr", "Structured report on the CT chest");

    private final String label;
    private final String description;

    Sample(String label, String description) {
        this.label = label;
        this.description = description;
    }

    /** The sample of this name. */
    public static Optional<Sample> named(String label) {
        return Arrays.stream(values())
                .filter(sample -> sample.label.equals(label))
                .findFirst();
    }

    /** The name on the command line and of the folder. */
    public String label() {
        return label;
    }

    /** One line for people. */
    public String description() {
        return description;
    }

    /** Whether a new user should find it in the study list. */
    public boolean isForTheEye() {
        return this != CT_COORDINATES;
    }

    /**
     * Writes the objects as Part 10 files into a folder named after the sample.
     *
     * @param parallel makes the slices of a stack
     * @param written told of each file, on any thread
     */
    public void write(Path parent, Parallel parallel, Consumer<Path> written) throws IOException {
        write(new FolderWriter(parent.resolve(label), parallel, written));
    }

    private void write(SampleWriter writer) throws IOException {
        switch (this) {
            case CT_COORDINATES -> CtSamples.coordinates(writer);
            case CT_CHEST -> CtSamples.chest(writer);
            case CT_TILT -> CtSamples.tiltedHead(writer);
            case MR_HEAD -> MrSamples.head(writer);
            case MAMMOGRAPHY -> MammographySamples.fourViews(writer);
            case DX_CHEST -> DxSamples.chest(writer);
            case US_CINE -> UltrasoundSamples.cine(writer);
            case ECG -> EcgSamples.twelveLead(writer);
            case PDF -> DocumentSamples.letter(writer);
            case SR -> ReportSamples.chestReport(writer);
        }
    }
}
