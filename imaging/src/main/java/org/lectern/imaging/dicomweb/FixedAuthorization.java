package org.lectern.imaging.dicomweb;

import java.util.Optional;
import org.lectern.imaging.network.Cancellation;

/** Credentials that do not change. */
final class FixedAuthorization implements Authorization {
    private final String kind;
    private final Optional<String> field;

    FixedAuthorization(String kind, Optional<String> field) {
        this.kind = kind;
        this.field = field;
    }

    boolean isNone() {
        return field.isEmpty();
    }

    @Override
    public Optional<String> field(Cancellation cancellation) {
        return field;
    }

    @Override
    public boolean refused(String refusedField) {
        return false;
    }

    @Override
    public String toString() {
        return kind;
    }
}
