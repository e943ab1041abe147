package org.lectern.app.command;

/** A change that can be taken back. */
public interface Edit {
    /** What was done, for the undo button: {@code delete length}. */
    String name();

    /** Makes the change, the first time and after an undo. */
    void apply();

    /** Takes it back. */
    void revert();
}
