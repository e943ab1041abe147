package org.lectern.imaging.dimse.association;

import static org.lectern.imaging.dimse.association.Action.AA_1;
import static org.lectern.imaging.dimse.association.Action.AA_2;
import static org.lectern.imaging.dimse.association.Action.AA_3;
import static org.lectern.imaging.dimse.association.Action.AA_4;
import static org.lectern.imaging.dimse.association.Action.AA_5;
import static org.lectern.imaging.dimse.association.Action.AA_6;
import static org.lectern.imaging.dimse.association.Action.AA_7;
import static org.lectern.imaging.dimse.association.Action.AA_8;
import static org.lectern.imaging.dimse.association.Action.AE_1;
import static org.lectern.imaging.dimse.association.Action.AE_2;
import static org.lectern.imaging.dimse.association.Action.AE_3;
import static org.lectern.imaging.dimse.association.Action.AE_4;
import static org.lectern.imaging.dimse.association.Action.AE_5;
import static org.lectern.imaging.dimse.association.Action.AE_6;
import static org.lectern.imaging.dimse.association.Action.AE_7;
import static org.lectern.imaging.dimse.association.Action.AE_8;
import static org.lectern.imaging.dimse.association.Action.AR_1;
import static org.lectern.imaging.dimse.association.Action.AR_10;
import static org.lectern.imaging.dimse.association.Action.AR_2;
import static org.lectern.imaging.dimse.association.Action.AR_3;
import static org.lectern.imaging.dimse.association.Action.AR_4;
import static org.lectern.imaging.dimse.association.Action.AR_5;
import static org.lectern.imaging.dimse.association.Action.AR_6;
import static org.lectern.imaging.dimse.association.Action.AR_7;
import static org.lectern.imaging.dimse.association.Action.AR_8;
import static org.lectern.imaging.dimse.association.Action.AR_9;
import static org.lectern.imaging.dimse.association.Action.DT_1;
import static org.lectern.imaging.dimse.association.Action.DT_2;
import static org.lectern.imaging.dimse.association.Event.A_ABORT_PDU;
import static org.lectern.imaging.dimse.association.Event.A_ABORT_REQUEST;
import static org.lectern.imaging.dimse.association.Event.A_ASSOCIATE_AC_PDU;
import static org.lectern.imaging.dimse.association.Event.A_ASSOCIATE_REQUEST;
import static org.lectern.imaging.dimse.association.Event.A_ASSOCIATE_RESPONSE_ACCEPT;
import static org.lectern.imaging.dimse.association.Event.A_ASSOCIATE_RESPONSE_REJECT;
import static org.lectern.imaging.dimse.association.Event.A_ASSOCIATE_RJ_PDU;
import static org.lectern.imaging.dimse.association.Event.A_ASSOCIATE_RQ_PDU;
import static org.lectern.imaging.dimse.association.Event.A_RELEASE_REQUEST;
import static org.lectern.imaging.dimse.association.Event.A_RELEASE_RESPONSE;
import static org.lectern.imaging.dimse.association.Event.A_RELEASE_RP_PDU;
import static org.lectern.imaging.dimse.association.Event.A_RELEASE_RQ_PDU;
import static org.lectern.imaging.dimse.association.Event.INVALID_PDU;
import static org.lectern.imaging.dimse.association.Event.P_DATA_REQUEST;
import static org.lectern.imaging.dimse.association.Event.P_DATA_TF_PDU;
import static org.lectern.imaging.dimse.association.Event.TRANSPORT_CLOSED;
import static org.lectern.imaging.dimse.association.Event.TRANSPORT_CONFIRM;
import static org.lectern.imaging.dimse.association.Event.TRANSPORT_INDICATION;
import static org.lectern.imaging.dimse.association.State.STA1;
import static org.lectern.imaging.dimse.association.State.STA10;
import static org.lectern.imaging.dimse.association.State.STA11;
import static org.lectern.imaging.dimse.association.State.STA12;
import static org.lectern.imaging.dimse.association.State.STA13;
import static org.lectern.imaging.dimse.association.State.STA2;
import static org.lectern.imaging.dimse.association.State.STA3;
import static org.lectern.imaging.dimse.association.State.STA4;
import static org.lectern.imaging.dimse.association.State.STA5;
import static org.lectern.imaging.dimse.association.State.STA6;
import static org.lectern.imaging.dimse.association.State.STA7;
import static org.lectern.imaging.dimse.association.State.STA8;
import static org.lectern.imaging.dimse.association.State.STA9;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The state transition table of the upper layer (PS3.8 table 9-10). A PDU that a state does not expect leads to A-ABORT;
 * a cell that says otherwise is entered after that. Cells that the standard leaves blank are empty: a fault of the program.
 */
final class StateTable {
    /** What to do and the state after it; {@code otherwise} where the standard names two. */
    record Transition(Action action, State next, Optional<State> otherwise) {}

    private static final Map<State, Map<Event, Transition>> TABLE = table();

    private StateTable() {}

    static Optional<Transition> at(State state, Event event) {
        return Optional.ofNullable(TABLE.getOrDefault(state, Map.of()).get(event));
    }

    private static Map<State, Map<Event, Transition>> table() {
        Map<State, Map<Event, Transition>> table = new EnumMap<>(State.class);
        for (State state : State.values()) {
            table.put(state, new EnumMap<>(Event.class));
        }
        unexpectedPdus(table);
        Rows rows = new Rows(table);
        rows.put(A_ASSOCIATE_REQUEST, STA1, AE_1, STA4);
        rows.put(TRANSPORT_CONFIRM, STA4, AE_2, STA5);
        rows.put(A_ASSOCIATE_AC_PDU, STA5, AE_3, STA6);
        rows.put(A_ASSOCIATE_RJ_PDU, STA5, AE_4, STA1);
        rows.put(TRANSPORT_INDICATION, STA1, AE_5, STA2);
        rows.put(A_ASSOCIATE_RQ_PDU, STA2, AE_6, STA3, STA13);
        rows.put(A_ASSOCIATE_RQ_PDU, STA13, AA_7, STA13);
        rows.put(A_ASSOCIATE_RESPONSE_ACCEPT, STA3, AE_7, STA6);
        rows.put(A_ASSOCIATE_RESPONSE_REJECT, STA3, AE_8, STA13);
        rows.put(P_DATA_REQUEST, STA6, DT_1, STA6);
        rows.put(P_DATA_REQUEST, STA8, AR_7, STA8);
        rows.put(P_DATA_TF_PDU, STA6, DT_2, STA6);
        rows.put(P_DATA_TF_PDU, STA7, AR_6, STA7);
        rows.put(A_RELEASE_REQUEST, STA6, AR_1, STA7);
        rows.put(A_RELEASE_RQ_PDU, STA6, AR_2, STA8);
        rows.put(A_RELEASE_RQ_PDU, STA7, AR_8, STA9, STA10);
        rows.put(A_RELEASE_RP_PDU, STA7, AR_3, STA1);
        rows.put(A_RELEASE_RP_PDU, STA10, AR_10, STA12);
        rows.put(A_RELEASE_RP_PDU, STA11, AR_3, STA1);
        rows.put(A_RELEASE_RESPONSE, STA8, AR_4, STA13);
        rows.put(A_RELEASE_RESPONSE, STA9, AR_9, STA11);
        rows.put(A_RELEASE_RESPONSE, STA12, AR_4, STA13);
        endings(rows);
        return table;
    }

    /** A PDU at the wrong time: A-ABORT; after that, it is passed over. */
    private static void unexpectedPdus(Map<State, Map<Event, Transition>> table) {
        Rows rows = new Rows(table);
        for (Event event : Event.values()) {
            if (!event.isPdu()) {
                continue;
            }
            rows.put(event, STA2, AA_1, STA13);
            rows.put(event, STA3, AA_8, STA13);
            for (State state : Rows.range(STA5, STA12)) {
                rows.put(event, state, AA_8, STA13);
            }
            rows.put(event, STA13, event == INVALID_PDU ? AA_7 : AA_6, STA13);
        }
    }

    private static void endings(Rows rows) {
        rows.put(A_ABORT_REQUEST, STA3, AA_1, STA13);
        rows.put(A_ABORT_REQUEST, STA4, AA_2, STA1);
        rows.put(A_ABORT_PDU, STA2, AA_2, STA1);
        rows.put(A_ABORT_PDU, STA3, AA_3, STA1);
        rows.put(A_ABORT_PDU, STA13, AA_2, STA1);
        rows.put(TRANSPORT_CLOSED, STA2, AA_5, STA1);
        rows.put(TRANSPORT_CLOSED, STA3, AA_4, STA1);
        rows.put(TRANSPORT_CLOSED, STA4, AA_4, STA1);
        rows.put(TRANSPORT_CLOSED, STA13, AR_5, STA1);
        for (State state : Rows.range(STA5, STA12)) {
            rows.put(A_ABORT_REQUEST, state, AA_1, STA13);
            rows.put(A_ABORT_PDU, state, AA_3, STA1);
            rows.put(TRANSPORT_CLOSED, state, AA_4, STA1);
        }
        rows.put(Event.ARTIM_EXPIRED, STA2, AA_2, STA1);
        rows.put(Event.ARTIM_EXPIRED, STA13, AA_2, STA1);
    }

    /** Enters cells. */
    private record Rows(Map<State, Map<Event, Transition>> table) {
        void put(Event event, State state, Action action, State next) {
            table.getOrDefault(state, Map.of()).put(event, new Transition(action, next, Optional.empty()));
        }

        void put(Event event, State state, Action action, State next, State otherwise) {
            table.getOrDefault(state, Map.of()).put(event, new Transition(action, next, Optional.of(otherwise)));
        }

        static java.util.EnumSet<State> range(State first, State last) {
            return java.util.EnumSet.range(first, last);
        }
    }
}
