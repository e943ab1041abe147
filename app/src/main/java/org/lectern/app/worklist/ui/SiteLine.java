package org.lectern.app.worklist.ui;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.lectern.app.retrieval.query.SiteState;
import org.lectern.app.retrieval.query.SiteState.Phase;
import org.lectern.app.retrieval.ui.SignInButton;
import org.lectern.app.worklist.ListSnapshot;

/** How far each archive elsewhere is with the question; hidden while none is asked. */
final class SiteLine extends FlowPane {
    private List<SiteState> shown = List.of();

    SiteLine() {
        super(16, 2);
        getStyleClass().add("site-line");
        setAlignment(Pos.CENTER_LEFT);
        setVisible(false);
        setManaged(false);
    }

    void show(ListSnapshot list) {
        boolean isOther = !list.elsewhere().equals(shown);
        show(list.elsewhere());
        if (isOther && list.isOffline()) {
            Label label = new Label("No archive elsewhere answers; what is on this computer can be read.");
            label.getStyleClass().add("site-offline");
            getChildren().add(label);
        }
    }

    /** Shows these; this computer's is left out. */
    void show(List<SiteState> sites) {
        List<SiteState> now =
                sites.stream().filter(site -> !site.site().isEmpty()).toList();
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        getChildren().clear();
        for (SiteState site : shown) {
            Label label = new Label(glyph(site.phase()) + " " + words(site));
            label.getStyleClass().add("site-" + kind(site.phase()));
            label.setId("site-" + site.site());
            label.setTextOverrun(javafx.scene.control.OverrunStyle.ELLIPSIS);
            label.maxWidthProperty().bind(widthProperty().subtract(site.words().isEmpty() ? 24 : 140));
            label.setTooltip(new Tooltip(words(site)
                    + (site.ignored() == 0 ? "" : "; %d of its answers did not match".formatted(site.ignored()))));
            SignInButton signIn = new SignInButton();
            signIn.setId("sign-in-" + site.site());
            signIn.show(site.words());
            HBox line = new HBox(8, label, signIn);
            line.setAlignment(Pos.CENTER_LEFT);
            line.setMinWidth(0);
            getChildren().add(line);
        }
        setVisible(!shown.isEmpty());
        setManaged(!shown.isEmpty());
    }

    /** A shape for each state, so that colour is not needed. */
    static String glyph(Phase phase) {
        return switch (phase) {
            case ASKING, SLOW, ANSWERING -> "◐";
            case DONE, CUT_OFF -> "●";
            case FAILED, TIMED_OUT -> "○";
        };
    }

    private static String kind(Phase phase) {
        return switch (phase) {
            case ASKING, SLOW, ANSWERING -> "asking";
            case DONE, CUT_OFF -> "done";
            case FAILED, TIMED_OUT -> "failed";
        };
    }

    static String words(SiteState site) {
        String name = site.site() + ": ";
        return switch (site.phase()) {
            case ASKING -> name + "asking…";
            case SLOW -> name + "slow to answer…";
            case ANSWERING -> name + site.found() + " so far…";
            case DONE -> name + site.found() + " found";
            case CUT_OFF -> name + "the first " + site.found() + "; there are more, narrow the search";
            case FAILED -> name + "not answering: " + site.words();
            case TIMED_OUT -> name + "not answering: " + (site.words().isEmpty() ? "no answer in time" : site.words());
        };
    }
}
