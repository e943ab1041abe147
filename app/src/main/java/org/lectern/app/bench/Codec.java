package org.lectern.app.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.lectern.imaging.dictionary.Uid;

/**
 * One way to compress an image with an installed tool, and the tool that decompresses it: the peer.
 *
 * @param input what the encoder reads
 * @param transferSyntaxUid of a bare code stream, empty when the encoder writes a DICOM file
 */
record Codec(String name, Input input, String transferSyntaxUid, String outputName, String encoder, String decoder) {
    /** What an encoder reads. */
    enum Input {
        DICOM,
        PGM
    }

    static final List<Codec> ALL = List.of(
            dicom("RLE", "dcmcrle IN OUT", "dcmdrle IN OUT"),
            dicom("JPEG baseline", "dcmcjpeg +eb IN OUT", "dcmdjpeg IN OUT"),
            dicom("JPEG extended", "dcmcjpeg +ee IN OUT", "dcmdjpeg IN OUT"),
            dicom("JPEG lossless SV1", "dcmcjpeg +e1 IN OUT", "dcmdjpeg IN OUT"),
            dicom("JPEG lossless process 14", "dcmcjpeg +el +sv 6 IN OUT", "dcmdjpeg IN OUT"),
            dicom("JPEG-LS lossless", "dcmcjpls IN OUT", "dcmdjpls IN OUT"),
            dicom("JPEG-LS near 2", "dcmcjpls +en +md 2 IN OUT", "dcmdjpls IN OUT"),
            stream(
                    "JPEG 2000 lossless",
                    Uid.JPEG2000Lossless,
                    "j2k",
                    "opj_compress -i IN -o OUT",
                    "opj_decompress -i IN -o OUT"),
            stream(
                    "JPEG 2000 lossy 10:1",
                    Uid.JPEG2000,
                    "j2k",
                    "opj_compress -I -r 10 -i IN -o OUT",
                    "opj_decompress -i IN -o OUT"),
            stream(
                    "HTJ2K",
                    Uid.HTJ2KLossless,
                    "j2c",
                    "ojph_compress -reversible true -i IN -o OUT",
                    "ojph_expand -i IN -o OUT"));

    private static Codec dicom(String name, String encoder, String decoder) {
        return new Codec(name, Input.DICOM, "", "dcm", encoder, decoder);
    }

    private static Codec stream(String name, String uid, String outputName, String encoder, String decoder) {
        return new Codec(name, Input.PGM, uid, outputName, encoder, decoder);
    }

    String[] encode(Path in, Path out) {
        return command(encoder, in, out);
    }

    String[] decode(Path in, Path out) {
        return command(decoder, in, out);
    }

    /** The program that decodes. */
    String peer() {
        return decoder.substring(0, decoder.indexOf(' '));
    }

    private static String[] command(String words, Path in, Path out) {
        return Arrays.stream(words.split(" "))
                .map(word -> word.equals("IN") ? in.toString() : word.equals("OUT") ? out.toString() : word)
                .toArray(String[]::new);
    }
}
