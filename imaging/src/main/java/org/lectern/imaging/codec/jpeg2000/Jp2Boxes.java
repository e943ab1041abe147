package org.lectern.imaging.codec.jpeg2000;

import org.lectern.imaging.codec.CodecException;

/** Finds the code stream in a frame: bare, as DICOM asks for, or inside JP2 boxes (T.800 Annex I), as some writers do. */
final class Jp2Boxes {
    private static final long SIGNATURE = 0x6A502020L; // "jP  "
    private static final long CODESTREAM = 0x6A703263L; // "jp2c"

    private Jp2Boxes() {}

    /** Position of the SOC marker. */
    static int codestream(Bytes bytes) throws CodecException {
        if (bytes.u16(0) == Markers.SOC) {
            return 0;
        }
        if (bytes.length() < 12 || bytes.u32(4) != SIGNATURE) {
            throw new CodecException("Neither a JPEG 2000 code stream nor a JP2 file", 0);
        }
        long position = 0;
        while (position + 8 <= bytes.length()) {
            int at = (int) position;
            long length = bytes.u32(at);
            int header = 8;
            if (length == 1) {
                length = bytes.u32(at + 8) << 32 | bytes.u32(at + 12);
                header = 16;
            }
            if (bytes.u32(at + 4) == CODESTREAM) {
                return at + header;
            }
            if (length < header || length > bytes.length() - position) {
                break;
            }
            position += length;
        }
        throw new CodecException("The JP2 file has no code stream box", position);
    }
}
