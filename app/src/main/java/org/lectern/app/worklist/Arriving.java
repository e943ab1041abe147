package org.lectern.app.worklist;

import org.lectern.app.wording.Amounts;

/**
 * How a study that was asked for is on its way to this computer.
 *
 * @param done images that are here
 * @param of images that are to come in all; 0 when nobody says
 * @param words what went wrong; empty otherwise
 */
public record Arriving(Phase phase, int done, int of, String words) {
    /** Where it stands. */
    public enum Phase {
        /** Others come first. */
        WAITING("waiting"),
        /** Images arrive. */
        ACTIVE("arriving"),
        /** The reader stopped it for now. */
        HELD("held"),
        /** It ended without everything. */
        FAILED("failed");

        private final String words;

        Phase(String words) {
            this.words = words;
        }
    }

    /** {@code arriving 96 %}. */
    public String shown() {
        String share = Amounts.percent(done, of);
        return switch (phase) {
            case ACTIVE -> (phase.words + " " + (share.isEmpty() ? done + " images" : share)).strip();
            case WAITING, HELD -> phase.words + (done > 0 && !share.isEmpty() ? " at " + share : "");
            case FAILED -> phase.words + (words.isEmpty() ? "" : ": " + words);
        };
    }
}
