package org.lectern.imaging.dimse.association;

import java.util.Optional;
import org.lectern.imaging.dimse.pdu.UserIdentity;
import org.lectern.imaging.network.TlsSettings;

/**
 * A peer and how we come to it.
 *
 * @param aeTitle its AE title, 1 to 16 printable characters
 * @param ourAeTitle ours
 * @param tls empty for a line that is not protected by TLS
 * @param identity the user we say we are (PS3.7 section D.3.3.7)
 */
public record DimseNode(
        String aeTitle,
        String host,
        int port,
        String ourAeTitle,
        Optional<TlsSettings> tls,
        Optional<UserIdentity> identity,
        Timeouts timeouts) {
    /** Refuses AE titles and ports that cannot be. */
    public DimseNode {
        requireTitle(aeTitle);
        requireTitle(ourAeTitle);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("A port is a number from 1 to 65535, not " + port);
        }
    }

    /** A peer without TLS and without a user. */
    public static DimseNode of(String aeTitle, String host, int port, String ourAeTitle) {
        return new DimseNode(aeTitle, host, port, ourAeTitle, Optional.empty(), Optional.empty(), Timeouts.STANDARD);
    }

    /** Over TLS. */
    public DimseNode with(TlsSettings settings) {
        return new DimseNode(aeTitle, host, port, ourAeTitle, Optional.of(settings), identity, timeouts);
    }

    /** As this user. */
    public DimseNode with(UserIdentity user) {
        return new DimseNode(aeTitle, host, port, ourAeTitle, tls, Optional.of(user), timeouts);
    }

    /** With other time-outs. */
    public DimseNode with(Timeouts others) {
        return new DimseNode(aeTitle, host, port, ourAeTitle, tls, identity, others);
    }

    /** The peer for messages. */
    public String display() {
        return "%s at %s:%d".formatted(aeTitle, host, port);
    }

    /** Whether text can be an AE title (PS3.5 section 6.2). */
    public static boolean isTitle(String text) {
        return !text.isBlank() && text.length() <= 16 && text.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != '\\');
    }

    private static void requireTitle(String text) {
        if (!isTitle(text)) {
            throw new IllegalArgumentException("An AE title has 1 to 16 printable characters and no backslash");
        }
    }
}
