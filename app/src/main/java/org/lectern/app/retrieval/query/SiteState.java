package org.lectern.app.retrieval.query;

/**
 * How far one site is with the question.
 *
 * @param site its name; empty for the archive of this computer
 * @param found answers that match so far
 * @param ignored answers that did not match the question or named no study
 * @param words what went wrong and what to do; empty when nothing did
 */
public record SiteState(String site, Phase phase, int found, int ignored, String words) {
    /** Where it stands. */
    public enum Phase {
        /** The question is out. */
        ASKING,
        /** Longer than one expects. */
        SLOW,
        /** Answers arrive. */
        ANSWERING,
        /** All answers are here. */
        DONE,
        /** There are more answers than asked for. */
        CUT_OFF,
        /** It could not answer. */
        FAILED,
        /** It did not answer in time. */
        TIMED_OUT;

        /** Whether nothing more is expected. */
        public boolean isEnd() {
            return this == DONE || this == CUT_OFF || this == FAILED || this == TIMED_OUT;
        }
    }

    SiteState withPhase(Phase next, String why) {
        return new SiteState(site, next, found, ignored, why);
    }

    SiteState withCounts(int nowFound, int nowIgnored) {
        Phase next = phase == Phase.ASKING || phase == Phase.SLOW ? Phase.ANSWERING : phase;
        return new SiteState(site, next, nowFound, nowIgnored, words);
    }
}
