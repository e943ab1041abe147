package org.lectern.imaging.codec.imageio;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import javax.imageio.spi.ImageReaderSpi;
import org.lectern.imaging.codec.FrameDecoder;
import org.lectern.imaging.dictionary.Uid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ImageIO readers that a site has put on the class path, by the transfer syntaxes that they name.
 *
 * <p>A plug-in names a syntax by one of its format names or MIME types: the transfer syntax UID itself, or a name that is
 * usual for the standard, such as {@code jpeg2000} or {@code image/jls}. Of several plug-ins for one syntax the first on
 * the class path counts. The readers of the JDK itself are no plug-ins.
 */
public final class ImageIoPlugIns {
    private static final Logger LOG = LoggerFactory.getLogger(ImageIoPlugIns.class);
    private static final Map<Set<String>, List<String>> USUAL_NAMES = Map.of(
            Set.of("rle", "dicom-rle", "image/dicom-rle"), List.of(Uid.RLELossless),
            Set.of("jpeg", "jpg", "image/jpeg", "jpeg-cv"), List.of(Uid.JPEGBaseline8Bit),
            Set.of("jpeg-extended", "jpeg-cv"), List.of(Uid.JPEGExtended12Bit),
            Set.of("jpeg-lossless", "image/jpeg-lossless", "jpeg-cv"), List.of(Uid.JPEGLossless, Uid.JPEGLosslessSV1),
            Set.of("jpeg-ls", "jpegls", "jls", "image/jls", "jpeg-ls-cv"),
                    List.of(Uid.JPEGLSLossless, Uid.JPEGLSNearLossless),
            Set.of("jpeg2000", "jpeg 2000", "jp2", "j2k", "image/jp2", "image/jpeg2000", "jpeg2000-cv"),
                    List.of(Uid.JPEG2000Lossless, Uid.JPEG2000),
            Set.of("htj2k", "jph", "image/jph", "image/jphc"),
                    List.of(Uid.HTJ2KLossless, Uid.HTJ2KLosslessRPCL, Uid.HTJ2K),
            Set.of("jpegxl", "jpeg-xl", "jpeg xl", "jxl", "image/jxl", "jpegxl-cv"),
                    List.of(Uid.JPEGXLLossless, Uid.JPEGXLJPEGRecompression, Uid.JPEGXL));

    private ImageIoPlugIns() {}

    /** Decoders by transfer syntax UID. */
    public static Map<String, FrameDecoder> find() {
        Map<String, FrameDecoder> decoders = new HashMap<>();
        Iterator<ImageReaderSpi> providers = ServiceLoader.load(
                        ImageReaderSpi.class, ClassLoader.getSystemClassLoader())
                .iterator();
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return decoders;
                }
                ImageReaderSpi provider = providers.next();
                if (provider.getClass().getModule() != ImageReaderSpi.class.getModule()) {
                    FrameDecoder decoder = new ImageIoDecoder(provider);
                    syntaxes(provider).forEach(uid -> decoders.putIfAbsent(uid, decoder));
                }
            } catch (ServiceConfigurationError e) {
                LOG.warn("An ImageIO plug-in on the class path does not load: {}", e.getMessage());
            }
        }
    }

    /** The transfer syntaxes that a plug-in names. */
    static Set<String> syntaxes(ImageReaderSpi plugIn) {
        Set<String> names = new HashSet<>();
        collect(plugIn.getFormatNames(), names);
        collect(plugIn.getMIMETypes(), names);
        Set<String> uids = new HashSet<>();
        for (String name : names) {
            if (name.matches("[0-9]+(\\.[0-9]+){3,}")) {
                uids.add(name);
            }
        }
        List<Collection<String>> usual = new ArrayList<>();
        USUAL_NAMES.forEach((known, syntaxes) -> {
            if (known.stream().anyMatch(names::contains)) {
                usual.add(syntaxes);
            }
        });
        usual.forEach(uids::addAll);
        return uids;
    }

    private static void collect(String @org.jspecify.annotations.Nullable [] from, Set<String> names) {
        if (from != null) {
            for (String name : from) {
                names.add(name.toLowerCase(Locale.ROOT));
            }
        }
    }
}
