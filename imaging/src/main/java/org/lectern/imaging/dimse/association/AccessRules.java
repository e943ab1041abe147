package org.lectern.imaging.dimse.association;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateReject;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateRequest;

/**
 * Who may call us, and under which name.
 *
 * @param called our AE titles; empty for any
 * @param callers AE titles that may call, each with the addresses it may call from, none for any; empty for anybody
 */
public record AccessRules(Set<String> called, Map<String, Set<InetAddress>> callers) {
    /** Copies the rules. */
    public AccessRules {
        called = Set.copyOf(called);
        Map<String, Set<InetAddress>> copy = new HashMap<>();
        callers.forEach((title, addresses) -> copy.put(title, Set.copyOf(addresses)));
        callers = Map.copyOf(copy);
    }

    /** Anybody may call us by this AE title. */
    public static AccessRules anybody(String ourAeTitle) {
        return new AccessRules(Set.of(ourAeTitle), Map.of());
    }

    /** Why a request is rejected; empty when it is welcome. */
    Optional<AssociateReject> refusal(AssociateRequest request, InetAddress from) {
        if (!called.isEmpty() && !called.contains(request.calledAe())) {
            return Optional.of(AssociateReject.CALLED_AE_UNKNOWN);
        }
        Set<InetAddress> addresses = callers.get(request.callingAe());
        boolean welcome = callers.isEmpty() || addresses != null && (addresses.isEmpty() || addresses.contains(from));
        return welcome ? Optional.empty() : Optional.of(AssociateReject.CALLING_AE_UNKNOWN);
    }
}
