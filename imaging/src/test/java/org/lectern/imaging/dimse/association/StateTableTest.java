package org.lectern.imaging.dimse.association;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole of PS3.8 table 9-10, as it stands in the standard: a row an event, a column a state, "-" for no cell. */
final class StateTableTest {
    private static final String TABLE = """
            1  AE-1/4 - - - - - - - - - - - -
            2  - - - AE-2/5 - - - - - - - - -
            3  - AA-1/13 AA-8/13 - AE-3/6 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-6/13
            4  - AA-1/13 AA-8/13 - AE-4/1 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-6/13
            5  AE-5/2 - - - - - - - - - - - -
            6  - AE-6/3|13 AA-8/13 - AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-7/13
            7  - - AE-7/6 - - - - - - - - - -
            8  - - AE-8/13 - - - - - - - - - -
            9  - - - - - DT-1/6 - AR-7/8 - - - - -
            10 - AA-1/13 AA-8/13 - AA-8/13 DT-2/6 AR-6/7 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-6/13
            11 - - - - - AR-1/7 - - - - - - -
            12 - AA-1/13 AA-8/13 - AA-8/13 AR-2/8 AR-8/9|10 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-6/13
            13 - AA-1/13 AA-8/13 - AA-8/13 AA-8/13 AR-3/1 AA-8/13 AA-8/13 AR-10/12 AR-3/1 AA-8/13 AA-6/13
            14 - - - - - - - AR-4/13 AR-9/11 - - AR-4/13 -
            15 - - AA-1/13 AA-2/1 AA-1/13 AA-1/13 AA-1/13 AA-1/13 AA-1/13 AA-1/13 AA-1/13 AA-1/13 -
            16 - AA-2/1 AA-3/1 - AA-3/1 AA-3/1 AA-3/1 AA-3/1 AA-3/1 AA-3/1 AA-3/1 AA-3/1 AA-2/1
            17 - AA-5/1 AA-4/1 AA-4/1 AA-4/1 AA-4/1 AA-4/1 AA-4/1 AA-4/1 AA-4/1 AA-4/1 AA-4/1 AR-5/1
            18 - AA-2/1 - - - - - - - - - - AA-2/1
            19 - AA-1/13 AA-8/13 - AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-8/13 AA-7/13
            """;

    private static String cell(State state, Event event) {
        return StateTable.at(state, event)
                .map(transition -> "%s/%d%s"
                        .formatted(
                                transition.action().name().replace('_', '-'),
                                transition.next().ordinal() + 1,
                                transition
                                        .otherwise()
                                        .map(other -> "|" + (other.ordinal() + 1))
                                        .orElse("")))
                .orElse("-");
    }

    @Test
    void everyCellIsThatOfTheStandard() {
        List<String> rows = new ArrayList<>();
        for (Event event : Event.values()) {
            StringBuilder row = new StringBuilder("%-2d".formatted(event.ordinal() + 1));
            for (State state : State.values()) {
                row.append(' ').append(cell(state, event));
            }
            rows.add(row.toString());
        }
        assertEquals(TABLE.lines().toList(), rows);
    }

    @Test
    void aReleaseCollisionDependsOnWhoOpenedTheAssociation() {
        for (boolean requestor : new boolean[] {true, false}) {
            StateMachine machine = new StateMachine(requestor);
            if (requestor) {
                machine.on(Event.A_ASSOCIATE_REQUEST);
                machine.on(Event.TRANSPORT_CONFIRM);
                machine.on(Event.A_ASSOCIATE_AC_PDU);
            } else {
                machine.on(Event.TRANSPORT_INDICATION);
                machine.on(Event.A_ASSOCIATE_RQ_PDU);
                machine.on(Event.A_ASSOCIATE_RESPONSE_ACCEPT);
            }
            machine.on(Event.A_RELEASE_REQUEST);
            assertEquals(Action.AR_8, machine.on(Event.A_RELEASE_RQ_PDU));
            assertEquals(requestor ? State.STA9 : State.STA10, machine.state());
        }
    }

    @Test
    void whatTheProgramMustNotDoIsAFault() {
        StateMachine machine = new StateMachine(true);
        assertThrows(IllegalStateException.class, () -> machine.on(Event.P_DATA_REQUEST));
        assertEquals(State.STA1, machine.state());
    }
}
