package org.lectern.imaging.dimse.association;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lectern.imaging.dimse.pdu.Pdu.AnsweredContext;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateAccept;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateRequest;
import org.lectern.imaging.dimse.pdu.Pdu.ProposedContext;
import org.lectern.imaging.dimse.pdu.UserInformation;
import org.lectern.imaging.dimse.pdu.UserInformation.AsyncWindow;
import org.lectern.imaging.dimse.pdu.UserInformation.ExtendedNegotiation;
import org.lectern.imaging.dimse.pdu.UserInformation.RoleSelection;

/**
 * What both sides agreed on (PS3.8 section 7.1.1, PS3.7 section D.3).
 *
 * @param calledAe the acceptor's AE title
 * @param callingAe the requestor's AE title
 * @param contexts the accepted presentation contexts
 * @param refused abstract syntaxes of which no context was accepted, or some was not, with the transfer syntaxes refused
 * @param peer what the other side tells about itself
 * @param window operations that the requestor may have open; 1 unless negotiated, 0 for any number
 */
public record Negotiated(
        String calledAe,
        String callingAe,
        List<Context> contexts,
        List<ProposedContext> refused,
        UserInformation peer,
        int window,
        List<RoleSelection> roles,
        List<ExtendedNegotiation> extended) {
    /** Copies the lists. */
    public Negotiated {
        contexts = List.copyOf(contexts);
        refused = List.copyOf(refused);
        roles = List.copyOf(roles);
        extended = List.copyOf(extended);
    }

    /** An accepted presentation context. */
    public record Context(int id, String abstractSyntax, String transferSyntax) {}

    /** From request and answer. An answer to nothing that was proposed is left out. */
    static Negotiated of(AssociateRequest request, AssociateAccept accept, UserInformation peer) {
        Map<Integer, ProposedContext> proposed = new HashMap<>();
        request.contexts().forEach(context -> proposed.put(context.id(), context));
        List<Context> contexts = new ArrayList<>();
        for (AnsweredContext answer : accept.contexts()) {
            ProposedContext context = proposed.get(answer.id());
            if (context != null
                    && answer.isAccepted()
                    && context.transferSyntaxes().contains(answer.transferSyntax())) {
                contexts.add(new Context(answer.id(), context.abstractSyntax(), answer.transferSyntax()));
                proposed.remove(answer.id());
            }
        }
        int window = accept.user().window().map(AsyncWindow::invoked).orElse(1);
        return new Negotiated(
                request.calledAe(),
                request.callingAe(),
                contexts,
                List.copyOf(proposed.values()),
                peer,
                window,
                accept.user().roles(),
                accept.user().extended());
    }

    /** The context with this id. */
    public Optional<Context> context(int id) {
        return contexts.stream().filter(context -> context.id() == id).findFirst();
    }

    /** The contexts of an abstract syntax. */
    public List<Context> contexts(String abstractSyntax) {
        return contexts.stream()
                .filter(context -> context.abstractSyntax().equals(abstractSyntax))
                .toList();
    }

    /** Whether the requestor may act as provider of a SOP class. */
    public boolean requestorProvides(String sopClassUid) {
        return roles.stream().anyMatch(role -> role.sopClassUid().equals(sopClassUid) && role.isProvider());
    }
}
