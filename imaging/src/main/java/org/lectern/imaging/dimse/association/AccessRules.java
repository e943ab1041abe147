package org.lectern.imaging.dimse.association;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateReject;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateRequest;
import org.lectern.imaging.network.AddressRange;

/**
 * Who may call us, and under which name.
 *
 * @param called our AE titles; empty for any
 * @param callers each lets somebody in; empty for anybody
 */
public record AccessRules(Set<String> called, List<Caller> callers) {
    /** Copies the rules. */
    public AccessRules {
        called = Set.copyOf(called);
        callers = List.copyOf(callers);
    }

    /**
     * Somebody who may call.
     *
     * @param aeTitle what it calls itself; empty for any title
     * @param from where it calls from; empty for anywhere
     */
    public record Caller(Optional<String> aeTitle, Optional<AddressRange> from) {
        boolean is(String title, InetAddress address) {
            return aeTitle.map(title::equals).orElse(true)
                    && from.map(range -> range.contains(address)).orElse(true);
        }
    }

    /** Anybody may call us by this AE title. */
    public static AccessRules anybody(String ourAeTitle) {
        return new AccessRules(Set.of(ourAeTitle), List.of());
    }

    /** Why a request is rejected; empty when it is welcome. */
    Optional<AssociateReject> refusal(AssociateRequest request, InetAddress from) {
        if (!called.isEmpty() && !called.contains(request.calledAe())) {
            return Optional.of(AssociateReject.CALLED_AE_UNKNOWN);
        }
        boolean isWelcome =
                callers.isEmpty() || callers.stream().anyMatch(caller -> caller.is(request.callingAe(), from));
        return isWelcome ? Optional.empty() : Optional.of(AssociateReject.CALLING_AE_UNKNOWN);
    }
}
