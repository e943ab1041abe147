package org.lectern.imaging.dimse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.pdu.Pdu;
import org.lectern.imaging.dimse.pdu.Pdu.AnsweredContext;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateAccept;
import org.lectern.imaging.dimse.pdu.Pdu.AssociateRequest;
import org.lectern.imaging.dimse.pdu.Pdu.ProposedContext;
import org.lectern.imaging.dimse.pdu.UserInformation;
import org.lectern.imaging.dimse.pdu.UserInformation.AsyncWindow;
import org.lectern.imaging.dimse.pdu.UserInformation.ExtendedNegotiation;
import org.lectern.imaging.dimse.pdu.UserInformation.RoleSelection;

/**
 * Answers association requests by what we offer (PS3.8 section 7.1.1, PS3.7 section D.3). A user identity is read and not
 * confirmed: we check none, and a positive response says that it was accepted (PS3.7 section D.3.3.7.2).
 */
final class Negotiator {
    private static final int WINDOW = 16;
    private static final int FUZZY = 2;
    private static final int EXTENDED_BYTES = 5;

    private final Services services;
    private final int maxPduBytes;

    Negotiator(Services services, int maxPduBytes) {
        this.services = services;
        this.maxPduBytes = maxPduBytes;
    }

    Pdu answer(AssociateRequest request) {
        List<AnsweredContext> contexts = new ArrayList<>();
        Set<String> accepted = new HashSet<>();
        for (ProposedContext proposed : request.contexts()) {
            AnsweredContext answer = answer(proposed);
            contexts.add(answer);
            if (answer.isAccepted()) {
                accepted.add(proposed.abstractSyntax());
            }
        }
        List<RoleSelection> roles = request.user().roles().stream()
                .filter(role -> accepted.contains(role.sopClassUid()))
                .map(this::role)
                .toList();
        List<ExtendedNegotiation> extended = request.user().extended().stream()
                .filter(item -> accepted.contains(item.sopClassUid()) && isQuery(item.sopClassUid()))
                .map(Negotiator::extended)
                .toList();
        Optional<AsyncWindow> window = request.user().window().map(Negotiator::window);
        UserInformation ours = UserInformation.ours(maxPduBytes).with(window, roles, extended);
        return new AssociateAccept(request.calledAe(), request.callingAe(), contexts, ours);
    }

    private AnsweredContext answer(ProposedContext proposed) {
        String fallback = proposed.transferSyntaxes().isEmpty()
                ? Uid.ImplicitVRLittleEndian
                : proposed.transferSyntaxes().getFirst();
        if (!offers(proposed.abstractSyntax())) {
            return new AnsweredContext(proposed.id(), AnsweredContext.ABSTRACT_SYNTAX_NOT_SUPPORTED, fallback);
        }
        return chosen(proposed)
                .map(uid -> new AnsweredContext(proposed.id(), AnsweredContext.ACCEPTED, uid))
                .orElseGet(() ->
                        new AnsweredContext(proposed.id(), AnsweredContext.TRANSFER_SYNTAXES_NOT_SUPPORTED, fallback));
    }

    /** The first that we read, as the peer's order says its liking; but explicit rather than implicit VR. */
    private static Optional<String> chosen(ProposedContext proposed) {
        boolean storage = StorageClasses.contains(proposed.abstractSyntax());
        List<String> understood = proposed.transferSyntaxes().stream()
                .filter(uid -> storage ? TransferSyntaxes.isRead(uid) : TransferSyntaxes.PLAIN.contains(uid))
                .toList();
        Optional<String> first = understood.stream().findFirst();
        boolean lessGood = first.filter(
                        uid -> uid.equals(Uid.ImplicitVRLittleEndian) || uid.equals(Uid.ExplicitVRBigEndian))
                .isPresent();
        return lessGood && understood.contains(Uid.ExplicitVRLittleEndian)
                ? Optional.of(Uid.ExplicitVRLittleEndian)
                : first;
    }

    private boolean offers(String abstractSyntax) {
        if (StorageClasses.contains(abstractSyntax)) {
            return services.store().isPresent() || services.retrieve().isPresent();
        }
        if (abstractSyntax.equals(Uid.StorageCommitmentPushModel)) {
            return services.commitment().isPresent() || services.reports().isPresent();
        }
        if (abstractSyntax.equals(Uid.InstanceAvailabilityNotification)) {
            return services.announcements().isPresent();
        }
        if (abstractSyntax.equals(Uid.Verification)) {
            return true;
        }
        Optional<QueryModel> model = QueryModel.of(abstractSyntax);
        return model.isPresent()
                && (isQuery(abstractSyntax)
                        ? services.query()
                                .filter(query -> query.models().contains(model.get()))
                                .isPresent()
                        : services.retrieve().isPresent());
    }

    private static boolean isQuery(String sopClass) {
        return QueryModel.of(sopClass)
                .filter(model -> model.find().equals(sopClass))
                .isPresent();
    }

    private RoleSelection role(RoleSelection proposed) {
        boolean providerAllowed = StorageClasses.contains(proposed.sopClassUid())
                ? services.retrieve().isPresent()
                : services.reports().isPresent();
        return new RoleSelection(proposed.sopClassUid(), proposed.isUser(), proposed.isProvider() && providerAllowed);
    }

    /** Relational queries, combined ranges, time zones and conversion are not promised; fuzzy matching is passed on. */
    private static ExtendedNegotiation extended(ExtendedNegotiation proposed) {
        byte[] answer = new byte[Math.min(EXTENDED_BYTES, proposed.information().length)];
        if (answer.length > FUZZY) {
            answer[FUZZY] = proposed.information()[FUZZY];
        }
        return new ExtendedNegotiation(proposed.sopClassUid(), answer);
    }

    private static AsyncWindow window(AsyncWindow proposed) {
        int invoked = proposed.invoked() == 0 ? WINDOW : Math.min(WINDOW, proposed.invoked());
        return new AsyncWindow(invoked, 1);
    }
}
