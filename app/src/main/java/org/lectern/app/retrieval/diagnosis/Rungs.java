package org.lectern.app.retrieval.diagnosis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.lectern.imaging.network.NetworkException;

/** The steps taken so far; each is told as it is taken. */
final class Rungs {
    private final Consumer<Step> listener;
    private final List<Step> steps = new ArrayList<>();

    Rungs(Consumer<Step> listener) {
        this.listener = listener;
    }

    /** Something to try. */
    interface Trial<T> {
        T run() throws IOException;
    }

    void add(Step step) {
        steps.add(step);
        listener.accept(step);
    }

    /** Tries something; a failure becomes a step. */
    <T> Optional<T> attempt(String name, Trial<T> trial) {
        try {
            return Optional.of(trial.run());
        } catch (IOException e) {
            add(failure(name, e));
        } catch (IllegalArgumentException e) {
            add(Step.failed(name, "the settings do not fit: " + e.getMessage(), "Set the node up again"));
        }
        return Optional.empty();
    }

    static Step failure(String name, IOException e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof NetworkException network && !network.remedy().isEmpty()) {
            String what = message.endsWith(network.remedy())
                    ? message.substring(0, message.length() - network.remedy().length())
                    : message;
            return Step.failed(name, what, network.remedy());
        }
        return Step.failed(name, message, "");
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }
}
