package org.lectern.imaging.study;

import java.util.Set;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.Uid;

/** What an object is, by its SOP class (PS3.4 B.5) and, where that is unknown, by its attributes. */
final class ObjectKind {
    private static final Set<String> DOCUMENTS = Set.of(
            Uid.EncapsulatedPDFStorage,
            Uid.EncapsulatedCDAStorage,
            Uid.EncapsulatedSTLStorage,
            Uid.EncapsulatedOBJStorage,
            Uid.EncapsulatedMTLStorage);

    private static final Set<String> SEGMENTATIONS = Set.of(
            Uid.SegmentationStorage,
            Uid.SurfaceSegmentationStorage,
            Uid.RTStructureSetStorage,
            Uid.SpatialRegistrationStorage,
            Uid.DeformableSpatialRegistrationStorage);

    private static final String PRESENTATION_STATES = "1.2.840.10008.5.1.4.1.1.11.";
    private static final String STRUCTURED_REPORTS = "1.2.840.10008.5.1.4.1.1.88.";
    private static final String WAVEFORMS = "1.2.840.10008.5.1.4.1.1.9.";
    private static final String VIDEO_STREAMS = "1.2.840.10008.1.2.4.10";

    private ObjectKind() {}

    /** The kind of an object that is shown by itself; {@code STACK} for images, which are split further. */
    static DisplaySet.Kind of(Instance instance) {
        String sopClass = instance.sopClassUid();
        if (SEGMENTATIONS.contains(sopClass)
                || instance.header().text(Tag.Modality).orElse("").equals("SEG")) {
            return DisplaySet.Kind.SEGMENTATION;
        }
        if (DOCUMENTS.contains(sopClass) || instance.header().contains(Tag.MIMETypeOfEncapsulatedDocument)) {
            return DisplaySet.Kind.DOCUMENT;
        }
        if (sopClass.startsWith(STRUCTURED_REPORTS)) {
            return DisplaySet.Kind.REPORT;
        }
        if (sopClass.startsWith(PRESENTATION_STATES)) {
            return DisplaySet.Kind.PRESENTATION;
        }
        if (sopClass.startsWith(WAVEFORMS) || instance.header().contains(Tag.WaveformSequence)) {
            return DisplaySet.Kind.WAVEFORM;
        }
        if (instance.isImage()) {
            return isVideo(instance.transferSyntaxUid()) ? DisplaySet.Kind.VIDEO : DisplaySet.Kind.STACK;
        }
        return DisplaySet.Kind.OTHER;
    }

    /** MPEG-2, MPEG-4 and HEVC: 1.2.840.10008.1.2.4.100 to .108. */
    private static boolean isVideo(String transferSyntaxUid) {
        return transferSyntaxUid.startsWith(VIDEO_STREAMS) && transferSyntaxUid.length() > VIDEO_STREAMS.length();
    }
}
