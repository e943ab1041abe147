package org.lectern.app.document.ui;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import org.lectern.app.document.WaveformSheet;
import org.lectern.imaging.waveform.WaveformGroup;

/**
 * Waveforms on a dark millimetre grid. Drag to measure: time, rate and voltage between two points.
 *
 * <p>The sheet is fitted to the viewport; the grid tells the scale: a small square is 1 mm of paper, a large one 5 mm.
 */
public final class WaveformScreen extends BorderPane {
    private static final Color SMALL = Color.web("#1D2429");
    private static final Color LARGE = Color.web("#2B3238");
    private static final Color TRACE = Color.web("#C9D1D6");
    private static final Color LABEL = Color.web("#4FB3BF");
    private static final Color CALIPER = Color.web("#F0E442");

    private final List<WaveformGroup> groups;
    private final Canvas canvas = new Canvas();
    private final Label reading = new Label("drag to measure");
    private int group;
    private double speedMmPerSecond = 25;
    private double gainMmPerMillivolt = 10;
    private Optional<double[]> caliper = Optional.empty(); // x0, y0, x1, y1 in mm of paper

    /** The groups of one object, at least one. */
    public WaveformScreen(List<WaveformGroup> groups) {
        this.groups = List.copyOf(groups);
        getStyleClass().add("waveform-screen");
        getStylesheets().add(DocumentStyle.sheet());
        Pane pane = new Pane(canvas);
        pane.setMinSize(0, 0);
        canvas.widthProperty().bind(pane.widthProperty());
        canvas.heightProperty().bind(pane.heightProperty());
        canvas.widthProperty().addListener(size -> draw());
        canvas.heightProperty().addListener(size -> draw());
        canvas.setOnMousePressed(this::begin);
        canvas.setOnMouseDragged(this::extend);
        setCenter(pane);
        setBottom(bar());
        setAccessibleText("Waveform of " + groups.getFirst().channels().size() + " channels");
    }

    private Node bar() {
        HBox bar = new HBox();
        bar.getStyleClass().add("document-bar");
        bar.getChildren().add(new Label("mm/s"));
        choices(bar, new double[] {12.5, 25, 50}, speedMmPerSecond, value -> speedMmPerSecond = value);
        bar.getChildren().add(new Label("mm/mV"));
        choices(bar, new double[] {5, 10, 20}, gainMmPerMillivolt, value -> gainMmPerMillivolt = value);
        if (groups.size() > 1) {
            bar.getChildren().add(new Label("group"));
            double[] numbers = new double[groups.size()];
            for (int n = 0; n < numbers.length; n++) {
                numbers[n] = n + 1;
            }
            choices(bar, numbers, 1, value -> group = (int) value - 1);
        }
        bar.getChildren().add(reading);
        return bar;
    }

    private interface Choice {
        void take(double value);
    }

    private void choices(HBox bar, double[] values, double chosen, Choice choice) {
        ToggleGroup toggles = new ToggleGroup();
        for (double value : values) {
            String text = value == Math.rint(value) ? Integer.toString((int) value) : Double.toString(value);
            ToggleButton button = new ToggleButton(text);
            button.setToggleGroup(toggles);
            button.setSelected(value == chosen);
            button.setOnAction(event -> {
                button.setSelected(true);
                choice.take(value);
                caliper = Optional.empty();
                draw();
            });
            bar.getChildren().add(button);
        }
    }

    private WaveformSheet sheet() {
        return WaveformSheet.of(groups.get(group), speedMmPerSecond, gainMmPerMillivolt);
    }

    private double pixelsPerMm(WaveformSheet sheet) {
        return Math.min(canvas.getWidth() / sheet.widthMm(), canvas.getHeight() / (sheet.heightMm() + 6));
    }

    private void draw() {
        WaveformSheet sheet = sheet();
        double scale = pixelsPerMm(sheet);
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setFill(Color.BLACK);
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (scale <= 0) {
            return;
        }
        grid(g, scale);
        for (WaveformSheet.Trace trace : sheet.traces()) {
            trace(g, trace, scale);
        }
        caliper.ifPresent(points -> drawCaliper(g, points, scale));
    }

    private void grid(GraphicsContext g, double scale) {
        g.setLineWidth(1);
        double step = scale >= 3 ? 1 : 5;
        for (int n = 0; n * step * scale < Math.max(canvas.getWidth(), canvas.getHeight()); n++) {
            double at = Math.round(n * step * scale) + 0.5;
            g.setStroke(step == 5 || n % 5 == 0 ? LARGE : SMALL);
            g.strokeLine(at, 0, at, canvas.getHeight());
            g.strokeLine(0, at, canvas.getWidth(), at);
        }
    }

    private static void trace(GraphicsContext g, WaveformSheet.Trace trace, double scale) {
        g.setFill(LABEL);
        g.setFont(Font.font(Math.clamp(3.5 * scale, 11, 16)));
        g.fillText(
                trace.channel().label(), Math.max(4, (trace.leftMm() - 10) * scale), (trace.baselineMm() - 5) * scale);
        g.setStroke(TRACE);
        g.setLineWidth(1.2);
        g.beginPath();
        boolean down = false;
        for (int sample = trace.from(); sample < trace.to(); sample++) {
            double y = trace.yMm(sample);
            if (Double.isNaN(y)) {
                down = false;
            } else if (down) {
                g.lineTo(trace.xMm(sample) * scale, y * scale);
            } else {
                g.moveTo(trace.xMm(sample) * scale, y * scale);
                down = true;
            }
        }
        g.stroke();
    }

    private void begin(MouseEvent event) {
        double scale = pixelsPerMm(sheet());
        caliper = Optional.of(
                new double[] {event.getX() / scale, event.getY() / scale, event.getX() / scale, event.getY() / scale});
    }

    private void extend(MouseEvent event) {
        double scale = pixelsPerMm(sheet());
        caliper.ifPresent(points -> {
            points[2] = event.getX() / scale;
            points[3] = event.getY() / scale;
            reading.setText(words(points));
            draw();
        });
    }

    private String words(double[] points) {
        double seconds = Math.abs(points[2] - points[0]) / speedMmPerSecond;
        double millivolts = (points[1] - points[3]) / gainMmPerMillivolt;
        String rate = seconds > 0.15 ? "  (%.0f /min)".formatted(60 / seconds) : "";
        return "%.0f ms%s  %+.2f mV".formatted(seconds * 1000, rate, millivolts);
    }

    private static void drawCaliper(GraphicsContext g, double[] points, double scale) {
        g.setStroke(CALIPER);
        g.setLineWidth(1);
        double top = Math.min(points[1], points[3]) * scale;
        double bottom = Math.max(points[1], points[3]) * scale;
        g.strokeLine(points[0] * scale, top - 12, points[0] * scale, bottom + 12);
        g.strokeLine(points[2] * scale, top - 12, points[2] * scale, bottom + 12);
        g.strokeLine(points[0] * scale, points[1] * scale, points[2] * scale, points[1] * scale);
        g.strokeLine(points[2] * scale, points[1] * scale, points[2] * scale, points[3] * scale);
    }
}
