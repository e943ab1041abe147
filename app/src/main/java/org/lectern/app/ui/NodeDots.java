package org.lectern.app.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import org.lectern.app.retrieval.query.SiteState;

/** How the archives elsewhere answered last: a shape for each, and words for those that did not. */
final class NodeDots extends Button {
    private final Map<String, SiteState> heard = new LinkedHashMap<>();
    private List<String> names = List.of();

    NodeDots(Runnable open) {
        setId("nodes");
        getStyleClass().add("quiet");
        setFocusTraversable(false);
        setOnAction(event -> open.run());
        setText("archives"); // which ones is known when the archive here is open
    }

    /** These are set up. */
    void setNames(List<String> all) {
        names = List.copyOf(all);
        heard.keySet().retainAll(all);
        draw();
    }

    /** So they answered. */
    void hear(List<SiteState> states) {
        for (SiteState state : states) {
            heard.put(state.site(), state);
        }
        draw();
    }

    private void draw() {
        if (names.isEmpty()) {
            setText("no archives set up");
            setTooltip(new Tooltip("Set up archives elsewhere  (Ctrl+Shift+N)"));
            getStyleClass().remove("attention");
            return;
        }
        String dots = names.stream().map(this::dot).collect(Collectors.joining());
        long silent = names.stream().filter(name -> dot(name).equals("○")).count();
        setText("archives " + dots + (silent == 0 ? "" : "  %d not answering".formatted(silent)));
        getStyleClass().remove("attention");
        if (silent > 0) {
            getStyleClass().add("attention");
        }
        String words = names.stream().map(this::words).collect(Collectors.joining("\n"));
        setTooltip(new Tooltip(words + "\n\nSet them up  (Ctrl+Shift+N)"));
        setAccessibleText(words);
    }

    private String dot(String name) {
        SiteState state = heard.get(name);
        if (state == null) {
            return "◌";
        }
        return switch (state.phase()) {
            case ASKING, SLOW, ANSWERING -> "◐";
            case DONE, CUT_OFF -> "●";
            case FAILED, TIMED_OUT -> "○";
        };
    }

    private String words(String name) {
        SiteState state = heard.get(name);
        if (state == null) {
            return "◌ " + name + ": not asked yet";
        }
        return dot(name) + " " + name + ": "
                + switch (state.phase()) {
                    case ASKING, SLOW, ANSWERING -> "being asked";
                    case DONE, CUT_OFF -> "answered";
                    case FAILED, TIMED_OUT -> "not answering. " + state.words();
                };
    }
}
