package org.lectern.imaging.dimse.association;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.dimse.pdu.Pdu.ProposedContext;
import org.lectern.imaging.dimse.pdu.UserInformation.AsyncWindow;
import org.lectern.imaging.dimse.pdu.UserInformation.ExtendedNegotiation;
import org.lectern.imaging.dimse.pdu.UserInformation.RoleSelection;

/**
 * What an association is to be for.
 *
 * @param window operations to have open at a time; empty for one
 */
public record Proposal(
        List<ProposedContext> contexts,
        List<RoleSelection> roles,
        List<ExtendedNegotiation> extended,
        Optional<AsyncWindow> window) {
    /** A presentation context has an odd id of one byte (PS3.8 section 9.3.2.2). */
    public static final int MOST_CONTEXTS = 128;

    /** Copies the lists. */
    public Proposal {
        contexts = List.copyOf(contexts);
        roles = List.copyOf(roles);
        extended = List.copyOf(extended);
    }

    /** A builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects contexts. Not for use by several threads. */
    public static final class Builder {
        private final List<ProposedContext> contexts = new ArrayList<>();
        private final List<RoleSelection> roles = new ArrayList<>();
        private final List<ExtendedNegotiation> extended = new ArrayList<>();
        private Optional<AsyncWindow> window = Optional.empty();

        private Builder() {}

        /** Whether another context fits. */
        public boolean hasRoom() {
            return contexts.size() < MOST_CONTEXTS;
        }

        /** Adds a context. */
        public Builder context(String abstractSyntax, List<String> transferSyntaxes) {
            if (!hasRoom()) {
                throw new IllegalStateException("An association has at most 128 presentation contexts");
            }
            contexts.add(new ProposedContext(2 * contexts.size() + 1, abstractSyntax, transferSyntaxes));
            return this;
        }

        /** Offers to be the provider of a SOP class, too. */
        public Builder providing(String sopClassUid) {
            roles.add(new RoleSelection(sopClassUid, false, true));
            return this;
        }

        /** Selects roles of a SOP class. */
        public Builder roles(String sopClassUid, boolean user, boolean provider) {
            roles.add(new RoleSelection(sopClassUid, user, provider));
            return this;
        }

        /** Negotiates what belongs to a service class. */
        public Builder extended(String sopClassUid, byte[] information) {
            extended.add(new ExtendedNegotiation(sopClassUid, information));
            return this;
        }

        /** Asks for several operations at a time. */
        public Builder window(int invoked, int performed) {
            window = Optional.of(new AsyncWindow(invoked, performed));
            return this;
        }

        /** The proposal. */
        public Proposal build() {
            return new Proposal(contexts, roles, extended, window);
        }
    }
}
