package org.lectern.imaging.dimse.association;

import java.net.InetAddress;
import java.util.Optional;
import org.lectern.imaging.network.TlsSettings;

/**
 * How to listen.
 *
 * @param port 0 for any free one
 * @param bind the address to listen at; empty for all
 * @param mutual whether callers must show a certificate that we trust
 * @param mostAssociations more are rejected as "local limit exceeded"
 */
public record ListenerSettings(
        int port,
        Optional<InetAddress> bind,
        Optional<TlsSettings> tls,
        boolean mutual,
        AccessRules access,
        int mostAssociations,
        Timeouts timeouts) {
    /** At all addresses, without TLS, for anybody who knows our AE title. */
    public static ListenerSettings of(String ourAeTitle, int port) {
        return new ListenerSettings(
                port,
                Optional.empty(),
                Optional.empty(),
                false,
                AccessRules.anybody(ourAeTitle),
                64,
                Timeouts.STANDARD);
    }

    /** At one address only, such as the loopback address. */
    public ListenerSettings at(InetAddress address) {
        return new ListenerSettings(port, Optional.of(address), tls, mutual, access, mostAssociations, timeouts);
    }

    /** Over TLS; callers must show a certificate when {@code callersToo}. */
    public ListenerSettings with(TlsSettings settings, boolean callersToo) {
        return new ListenerSettings(port, bind, Optional.of(settings), callersToo, access, mostAssociations, timeouts);
    }

    /** With other rules. */
    public ListenerSettings with(AccessRules rules) {
        return new ListenerSettings(port, bind, tls, mutual, rules, mostAssociations, timeouts);
    }

    /** With another limit. */
    public ListenerSettings with(int associations) {
        return new ListenerSettings(port, bind, tls, mutual, access, associations, timeouts);
    }

    /** With other time-outs. */
    public ListenerSettings with(Timeouts others) {
        return new ListenerSettings(port, bind, tls, mutual, access, mostAssociations, others);
    }
}
