package org.lectern.imaging.part10;

import java.nio.ByteOrder;
import org.lectern.imaging.dictionary.Uid;

/**
 * How a data set is encoded (PS3.5 section 10).
 *
 * @param encapsulated whether pixel data comes as fragments (PS3.5 section A.4)
 */
public record TransferSyntax(String uid, boolean explicitVr, ByteOrder order, boolean deflated, boolean encapsulated) {
    /** PS3.5 section A.1. */
    public static final TransferSyntax IMPLICIT_LITTLE_ENDIAN =
            new TransferSyntax(Uid.ImplicitVRLittleEndian, false, ByteOrder.LITTLE_ENDIAN, false, false);

    /** PS3.5 section A.2. */
    public static final TransferSyntax EXPLICIT_LITTLE_ENDIAN =
            new TransferSyntax(Uid.ExplicitVRLittleEndian, true, ByteOrder.LITTLE_ENDIAN, false, false);

    /** Retired; PS3.5 section A.3. */
    public static final TransferSyntax EXPLICIT_BIG_ENDIAN =
            new TransferSyntax(Uid.ExplicitVRBigEndian, true, ByteOrder.BIG_ENDIAN, false, false);

    /** PS3.5 section A.5. */
    public static final TransferSyntax DEFLATED =
            new TransferSyntax(Uid.DeflatedExplicitVRLittleEndian, true, ByteOrder.LITTLE_ENDIAN, true, false);

    /** The syntax that a UID names; every other one is explicit little-endian with encapsulated pixel data. */
    public static TransferSyntax of(String uid) {
        return switch (uid) {
            case Uid.ImplicitVRLittleEndian -> IMPLICIT_LITTLE_ENDIAN;
            case Uid.ExplicitVRLittleEndian -> EXPLICIT_LITTLE_ENDIAN;
            case Uid.ExplicitVRBigEndian -> EXPLICIT_BIG_ENDIAN;
            case Uid.DeflatedExplicitVRLittleEndian -> DEFLATED;
            case Uid.JPIPReferencedDeflate, Uid.JPIPHTJ2KReferencedDeflate ->
                new TransferSyntax(uid, true, ByteOrder.LITTLE_ENDIAN, true, false);
            default -> new TransferSyntax(uid, true, ByteOrder.LITTLE_ENDIAN, false, true);
        };
    }
}
