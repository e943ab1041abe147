package org.lectern.app.retrieval.ui;

import javafx.event.Event;
import javafx.event.EventType;

/** Somebody wants to sign in to a node; the window hears it wherever it comes from. */
public final class SignInWanted extends Event {
    /** The one type that there is. */
    public static final EventType<SignInWanted> WANTED = new EventType<>(Event.ANY, "SIGN_IN_WANTED");

    private static final long serialVersionUID = 1;

    private final String node;

    SignInWanted(String node) {
        super(WANTED);
        this.node = node;
    }

    /** Its name. */
    public String node() {
        return node;
    }
}
