package org.lectern.imaging.dimse.association;

/** Where one association is in {@link StateTable}. Safe for several threads. */
final class StateMachine {
    private final boolean requestor;
    private State state = State.STA1;

    StateMachine(boolean requestor) {
        this.requestor = requestor;
    }

    synchronized State state() {
        return state;
    }

    /** Moves on, and answers what is to be done. */
    Action on(Event event) {
        return on(event, true);
    }

    /**
     * Moves on, and answers what is to be done.
     *
     * @param acceptable whether the provider itself finds nothing against an A-ASSOCIATE-RQ
     */
    synchronized Action on(Event event, boolean acceptable) {
        StateTable.Transition transition = StateTable.at(state, event)
                .orElseThrow(() -> new IllegalStateException("%s while %s".formatted(event, state.words())));
        boolean first = event == Event.A_RELEASE_RQ_PDU ? requestor : acceptable;
        state = first ? transition.next() : transition.otherwise().orElse(transition.next());
        return transition.action();
    }

    /** Whether an event is possible now. */
    synchronized boolean allows(Event event) {
        return StateTable.at(state, event).isPresent();
    }

    /** The connection is gone. */
    synchronized void gone() {
        if (allows(Event.TRANSPORT_CLOSED)) {
            on(Event.TRANSPORT_CLOSED);
        }
    }
}
