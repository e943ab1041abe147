package org.lectern.imaging.dimse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.lectern.imaging.codec.Decoders;
import org.lectern.imaging.codec.video.VideoFrames;
import org.lectern.imaging.dictionary.Uid;

/** The transfer syntaxes that Lectern reads, in the order of our liking (PS3.5 section 10). */
final class TransferSyntaxes {
    /** For messages without pixel data. */
    static final List<String> PLAIN = List.of(Uid.ExplicitVRLittleEndian, Uid.ImplicitVRLittleEndian);

    private static final List<String> UNCOMPRESSED = List.of(
            Uid.ExplicitVRLittleEndian,
            Uid.ImplicitVRLittleEndian,
            Uid.DeflatedExplicitVRLittleEndian,
            Uid.ExplicitVRBigEndian);

    /** From so many contexts on, the uncompressed ones have one each too: some archives rewrite values between them. */
    private static final int ENOUGH_FOR_EACH = 16;

    /** What is met often comes first: where contexts are few, the last ones share one. */
    private static final List<String> COMPRESSED = Stream.of(
                    Uid.JPEG2000Lossless,
                    Uid.JPEGLosslessSV1,
                    Uid.JPEGBaseline8Bit,
                    Uid.JPEGLSLossless,
                    Uid.JPEG2000,
                    Uid.RLELossless,
                    Uid.JPEGExtended12Bit,
                    Uid.HTJ2KLossless,
                    Uid.JPEGLSNearLossless,
                    Uid.JPEGLossless,
                    Uid.HTJ2KLosslessRPCL,
                    Uid.HTJ2K,
                    Uid.MPEG4HP41,
                    Uid.MPEG2MPML,
                    Uid.MPEG2MPHL,
                    Uid.HEVCMP51,
                    Uid.MPEG4HP41BD,
                    Uid.MPEG4HP422D,
                    Uid.HEVCM10P51,
                    Uid.JPEGXLLossless,
                    Uid.JPEGXL,
                    Uid.JPEGXLJPEGRecompression,
                    Uid.EncapsulatedUncompressedExplicitVRLittleEndian,
                    Uid.DeflatedImageFrameCompression,
                    Uid.MPEG2MPMLF,
                    Uid.MPEG2MPHLF,
                    Uid.MPEG4HP41F,
                    Uid.MPEG4HP41BDF,
                    Uid.MPEG4HP422DF,
                    Uid.MPEG4HP423D,
                    Uid.MPEG4HP423DF,
                    Uid.MPEG4HP42STEREO,
                    Uid.MPEG4HP42STEREOF,
                    Uid.JPEGExtended35,
                    Uid.JPEGSpectralSelectionNonHierarchical68,
                    Uid.JPEGSpectralSelectionNonHierarchical79,
                    Uid.JPEGFullProgressionNonHierarchical1012,
                    Uid.JPEGFullProgressionNonHierarchical1113,
                    Uid.JPEGLosslessNonHierarchical15)
            .toList();

    private TransferSyntaxes() {}

    static boolean isRead(String uid) {
        return UNCOMPRESSED.contains(uid)
                || VideoFrames.isVideo(uid)
                || Decoders.standard().decoder(uid).isPresent();
    }

    /**
     * What to propose for one SOP class with so many contexts: a context takes one answer only, so that an archive can send
     * each object as it is when each syntax has a context of its own.
     */
    static List<List<String>> groups(int contexts) {
        List<String> compressed =
                COMPRESSED.stream().filter(TransferSyntaxes::isRead).toList();
        if (contexts <= 1) {
            return List.of(
                    Stream.concat(UNCOMPRESSED.stream(), compressed.stream()).toList());
        }
        if (contexts >= ENOUGH_FOR_EACH) {
            return eachAlone(
                    Stream.concat(UNCOMPRESSED.stream(), compressed.stream()).toList(), contexts);
        }
        int alone = Math.min(contexts - 2, compressed.size());
        Stream<List<String>> rest =
                alone == compressed.size() ? Stream.of() : Stream.of(compressed.subList(alone, compressed.size()));
        return Stream.of(
                        Stream.of(UNCOMPRESSED),
                        compressed.subList(0, alone).stream().map(List::of),
                        rest)
                .flatMap(groups -> groups)
                .toList();
    }

    private static List<List<String>> eachAlone(List<String> all, int contexts) {
        if (all.size() <= contexts) {
            return all.stream().map(List::of).toList();
        }
        List<List<String>> groups = new ArrayList<>();
        all.subList(0, contexts - 1).forEach(uid -> groups.add(List.of(uid)));
        groups.add(all.subList(contexts - 1, all.size()));
        return groups;
    }
}
