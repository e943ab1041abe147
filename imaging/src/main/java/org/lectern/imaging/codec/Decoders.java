package org.lectern.imaging.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.lectern.imaging.codec.jpeg.JpegDecoder;
import org.lectern.imaging.codec.jpeg2000.Jpeg2000Decoder;
import org.lectern.imaging.codec.jpegls.JpegLsDecoder;
import org.lectern.imaging.codec.jpegxl.JpegXlDecoder;
import org.lectern.imaging.codec.rle.RleDecoder;
import org.lectern.imaging.dictionary.Uid;

/** Which decoder takes which transfer syntax (PS3.5 section 10, PS3.6 table A-1). Immutable. */
public final class Decoders {
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
        return BUILT_IN;
    }

    /** The decoder of single frames in this transfer syntax. */
    public Optional<FrameDecoder> decoder(String transferSyntaxUid) {
        return Optional.ofNullable(byUid.get(transferSyntaxUid));
    }

    private static Map<String, FrameDecoder> builtInDecoders() {
        Map<String, FrameDecoder> decoders = new HashMap<>();
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
                Uid.JPEG2000MCLossless,
                Uid.JPEG2000MC,
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
}
