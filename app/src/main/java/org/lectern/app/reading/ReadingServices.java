package org.lectern.app.reading;

import org.lectern.app.Threads;
import org.lectern.app.annotation.AnnotationStore;

/** What a reading workspace needs from the workstation. */
public record ReadingServices(Threads threads, AnnotationStore annotations) {}
