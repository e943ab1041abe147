package org.lectern.app.retrieval.diagnosis;

/**
 * One rung of the ladder.
 *
 * @param name what was looked at
 * @param found what was found
 * @param remedy what to do and who must do it; empty when nothing has to be done
 */
public record Step(String name, State state, String found, String remedy) {
    /** How a step stands. */
    public enum State {
        /** Works. */
        WELL,
        /** Works with a drawback, is not offered, or could not be looked at. */
        NOTE,
        /** Does not work. */
        FAILED
    }

    /** Takes the full stops off the ends; who shows the step sets them. */
    public Step {
        found = withoutStop(found);
        remedy = withoutStop(remedy);
    }

    static Step well(String name, String found) {
        return new Step(name, State.WELL, found, "");
    }

    static Step note(String name, String found, String remedy) {
        return new Step(name, State.NOTE, found, remedy);
    }

    static Step failed(String name, String found, String remedy) {
        return new Step(name, State.FAILED, found, remedy);
    }

    private static String withoutStop(String text) {
        String bare = text.strip();
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }
}
