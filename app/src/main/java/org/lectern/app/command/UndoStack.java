package org.lectern.app.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Changes made, to be taken back in reverse order. Owned by the thread of its screen. */
public final class UndoStack {
    private static final int DEPTH = 200;

    private final Deque<Edit> done = new ArrayDeque<>();
    private final Deque<Edit> undone = new ArrayDeque<>();

    /** Makes a change and remembers it; what was undone can then no longer be redone. */
    public void perform(Edit edit) {
        edit.apply();
        done.push(edit);
        undone.clear();
        if (done.size() > DEPTH) {
            done.removeLast();
        }
    }

    /** Takes the last change back. */
    public Optional<Edit> undo() {
        Optional<Edit> edit = Optional.ofNullable(done.poll());
        edit.ifPresent(last -> {
            last.revert();
            undone.push(last);
        });
        return edit;
    }

    /** Makes the change again that was taken back last. */
    public Optional<Edit> redo() {
        Optional<Edit> edit = Optional.ofNullable(undone.poll());
        edit.ifPresent(last -> {
            last.apply();
            done.push(last);
        });
        return edit;
    }

    /** Whether there is something to take back. */
    public boolean canUndo() {
        return !done.isEmpty();
    }

    /** Whether there is something to make again. */
    public boolean canRedo() {
        return !undone.isEmpty();
    }
}
