package org.lectern.imaging.dimse;

/**
 * What an association for C-FIND asks for beyond the ordinary (SOP Class Extended Negotiation, PS3.4 sections C.5.1.1 and
 * K.5.1). A peer may refuse each.
 *
 * @param limit at most so many answers, then the rest is cancelled
 * @param relational keys of any level at once
 * @param combined dates and times as one range
 * @param fuzzy names by sound
 * @param timezone dates and times in the time zone of the query
 */
public record FindOptions(int limit, boolean relational, boolean combined, boolean fuzzy, boolean timezone) {
    /** Nothing extra. */
    public static FindOptions plain(int limit) {
        return new FindOptions(limit, false, false, false, false);
    }

    /** Names by sound where the peer can. */
    public FindOptions withFuzzy(boolean wanted) {
        return new FindOptions(limit, relational, combined, wanted, timezone);
    }

    boolean isExtended() {
        return relational || combined || fuzzy || timezone;
    }

    byte[] information() {
        return new byte[] {bit(relational), bit(combined), bit(fuzzy), bit(timezone), 0};
    }

    private static byte bit(boolean wanted) {
        return (byte) (wanted ? 1 : 0);
    }
}
