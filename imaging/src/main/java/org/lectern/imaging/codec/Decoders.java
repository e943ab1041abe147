package org.lectern.imaging.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lectern.imaging.codec.imageio.ImageIoPlugIns;
import org.lectern.imaging.codec.jpeg.JpegDecoder;
import org.lectern.imaging.codec.jpeg2000.Jpeg2000Decoder;
import org.lectern.imaging.codec.jpegls.JpegLsDecoder;
import org.lectern.imaging.codec.jpegxl.JpegXlDecoder;
import org.lectern.imaging.codec.rle.RleDecoder;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.pixel.NativeDecoder;

/**
 * Which decoder takes which transfer syntax (PS3.5 section 10, PS3.6 table A-1). Immutable.
 *
 * <p>An ImageIO reader plug-in on the class path adds a transfer syntax or takes the place of our decoder for it; with
 * the system property {@value #PREFERENCE} set to {@code built-in} it only adds. Videos are no matter of single frames:
 * {@link org.lectern.imaging.codec.video.VideoFrames}.
 */
public final class Decoders {
    /** Names the system property that says whose decoder is taken where both there are. */
    public static final String PREFERENCE = "lectern.codec.prefer";

    private static final Decoders BUILT_IN = new Decoders(builtInDecoders());

    private final Map<String, FrameDecoder> byUid;

    private Decoders(Map<String, FrameDecoder> byUid) {
        this.byUid = Map.copyOf(byUid);
    }

    /** Our own decoders and nothing else. */
    public static Decoders builtIn() {
        return BUILT_IN;
    }

    /** Our own decoders and the ImageIO reader plug-ins on the class path. */
    public static Decoders standard() {
        return Standard.DECODERS;
    }

    /** Our own decoders and these, which win unless {@code builtInFirst}. */
    static Decoders with(Map<String, FrameDecoder> plugIns, boolean builtInFirst) {
        Map<String, FrameDecoder> decoders = new HashMap<>(builtInFirst ? plugIns : BUILT_IN.byUid);
        decoders.putAll(builtInFirst ? BUILT_IN.byUid : plugIns);
        return new Decoders(decoders);
    }

    /** The decoder of single frames in this transfer syntax. */
    public Optional<FrameDecoder> decoder(String transferSyntaxUid) {
        return Optional.ofNullable(byUid.get(transferSyntaxUid));
    }

    private static Map<String, FrameDecoder> builtInDecoders() {
        Map<String, FrameDecoder> decoders = new HashMap<>();
        put(decoders, new NativeDecoder(false), Uid.EncapsulatedUncompressedExplicitVRLittleEndian);
        put(decoders, new NativeDecoder(true), Uid.DeflatedImageFrameCompression);
        put(decoders, new RleDecoder(), Uid.RLELossless);
        put(
                decoders,
                new JpegDecoder(),
                Uid.JPEGBaseline8Bit,
                Uid.JPEGExtended12Bit,
                Uid.JPEGExtended35,
                Uid.JPEGSpectralSelectionNonHierarchical68,
                Uid.JPEGSpectralSelectionNonHierarchical79,
                Uid.JPEGFullProgressionNonHierarchical1012,
                Uid.JPEGFullProgressionNonHierarchical1113,
                Uid.JPEGLossless,
                Uid.JPEGLosslessNonHierarchical15,
                Uid.JPEGLosslessSV1);
        put(decoders, new JpegLsDecoder(), Uid.JPEGLSLossless, Uid.JPEGLSNearLossless);
        put(
                decoders,
                new Jpeg2000Decoder(),
                Uid.JPEG2000Lossless,
                Uid.JPEG2000,
                Uid.HTJ2KLossless,
                Uid.HTJ2KLosslessRPCL,
                Uid.HTJ2K);
        put(decoders, new JpegXlDecoder(), Uid.JPEGXLLossless, Uid.JPEGXLJPEGRecompression, Uid.JPEGXL);
        return decoders;
    }

    private static void put(Map<String, FrameDecoder> decoders, FrameDecoder decoder, String... uids) {
        for (String uid : uids) {
            decoders.put(uid, decoder);
        }
    }

    /** Looked for once, when the first compressed image asks. */
    private static final class Standard {
        private static final Decoders DECODERS =
                with(ImageIoPlugIns.find(), "built-in".equals(System.getProperty(PREFERENCE)));
    }
}
