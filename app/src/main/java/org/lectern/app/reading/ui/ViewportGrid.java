package org.lectern.app.reading.ui;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Region;
import org.lectern.app.reading.GridLayout;
import org.lectern.app.reading.ReadingModel;

/** The viewports side by side, one line apart; or the active one alone. */
final class ViewportGrid extends Region {
    private static final double GAP = 2;

    private final ReadingModel model;
    private final List<ViewportPane> panes;

    ViewportGrid(ReadingModel model, List<ViewportPane> panes) {
        this.model = model;
        this.panes = List.copyOf(panes);
        getStyleClass().add("viewport-grid");
        getChildren().addAll(panes);
        model.onChange(this::requestLayout);
    }

    @Override
    protected void layoutChildren() {
        GridLayout layout = model.layout();
        List<ViewportPane> visible = new ArrayList<>();
        for (int i = 0; i < panes.size(); i++) {
            ViewportPane pane = panes.get(i);
            boolean shown = model.isMaximised() ? pane.viewport() == model.active() : i < layout.count();
            pane.setVisible(shown);
            if (shown) {
                visible.add(pane);
            }
        }
        int columns = model.isMaximised() ? 1 : layout.columns();
        int rows = model.isMaximised() ? 1 : layout.rows();
        for (int i = 0; i < visible.size(); i++) {
            double left = edge(getWidth(), columns, i % columns);
            double right = edge(getWidth(), columns, i % columns + 1) - GAP;
            double top = edge(getHeight(), rows, i / columns);
            double bottom = edge(getHeight(), rows, i / columns + 1) - GAP;
            visible.get(i).resizeRelocate(left, top, Math.max(1, right - left), Math.max(1, bottom - top));
        }
    }

    private static double edge(double size, int parts, int index) {
        return Math.rint((size + GAP) * index / parts);
    }
}
