package org.lectern.imaging.dimse.association;

import java.time.Duration;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateReject;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;

/** What the upper layer says in numbers, in words. */
final class Words {
    private Words() {}

    static String duration(Duration duration) {
        return duration.toMillis() < 1000 ? duration.toMillis() + " ms" : duration.toSeconds() + " s";
    }

    /** A rejection (PS3.8 table 9-21). */
    static NetworkException rejection(DimseNode node, AssociateReject reject) {
        String peer = node.display();
        int key = reject.source() << 8 | reject.reason();
        return switch (key) {
            case 0x103 ->
                new NetworkException(
                        Problem.REJECTED,
                        "%s does not recognise our AE title %s".formatted(peer, node.ourAeTitle()),
                        "Its administrator must enter it, with the address of this computer.");
            case 0x107 ->
                new NetworkException(
                        Problem.REJECTED,
                        "At %s:%d nobody has the AE title %s".formatted(node.host(), node.port(), node.aeTitle()),
                        "Check its spelling, capitals included; its administrator can tell the right one, and must enter"
                                + " ours, %s, with the address of this computer: some archives answer so to strangers."
                                        .formatted(node.ourAeTitle()));
            case 0x102 ->
                new NetworkException(
                        Problem.REJECTED,
                        peer + " does not support the DICOM application context",
                        "Is it a DICOM port?");
            case 0x202 -> new NetworkException(Problem.REJECTED, peer + " does not support this protocol version", "");
            case 0x301, 0x302 ->
                new NetworkException(
                        Problem.BUSY, peer + " has too many associations at present", "Try again in a moment.");
            default ->
                reject.result() == 2
                        ? new NetworkException(
                                Problem.BUSY, peer + " rejects associations for the moment", "Try again in a moment.")
                        : new NetworkException(
                                node.identity().isPresent() ? Problem.AUTHENTICATION : Problem.REJECTED,
                                peer + " rejects the association without saying why",
                                node.identity().isPresent()
                                        ? "It may not accept the user or the password; its log says why."
                                        : "It may not know our AE title %s or want a user name; its log says why."
                                                .formatted(node.ourAeTitle()));
        };
    }
}
