package org.lectern.app.annotation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.lectern.app.command.Edit;

/** The marks of one study. Owned by the thread of its screen, which is told of every change. */
public final class Annotations {
    private final Map<UUID, Annotation> byId = new LinkedHashMap<>();
    private final List<Runnable> listeners = new ArrayList<>();

    /** The marks that were kept from earlier. */
    public Annotations(Collection<Annotation> kept) {
        kept.forEach(annotation -> byId.put(annotation.id(), annotation));
    }

    /** Calls back after each change. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** All of them, oldest first. */
    public List<Annotation> all() {
        return List.copyOf(byId.values());
    }

    /** Those on one frame. */
    public List<Annotation> on(FrameKey frame) {
        return byId.values().stream()
                .filter(annotation -> annotation.frame().equals(frame))
                .toList();
    }

    /** The mark with this id. */
    public Optional<Annotation> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The edit that adds a mark. */
    public Edit adding(Annotation annotation) {
        return edit("add " + annotation.kind().label(), Optional.empty(), Optional.of(annotation));
    }

    /** The edit that takes a mark away. */
    public Edit deleting(Annotation annotation) {
        return edit("delete " + annotation.kind().label(), Optional.of(annotation), Optional.empty());
    }

    /** The edit that changes a mark. */
    public Edit changing(Annotation before, Annotation after) {
        return edit("change " + before.kind().label(), Optional.of(before), Optional.of(after));
    }

    private Edit edit(String name, Optional<Annotation> before, Optional<Annotation> after) {
        return new Edit() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void apply() {
                exchange(before, after);
            }

            @Override
            public void revert() {
                exchange(after, before);
            }
        };
    }

    private void exchange(Optional<Annotation> out, Optional<Annotation> in) {
        if (in.isEmpty()) {
            out.ifPresent(annotation -> byId.remove(annotation.id()));
        }
        in.ifPresent(annotation -> byId.put(annotation.id(), annotation));
        List.copyOf(listeners).forEach(Runnable::run);
    }
}
