package org.lectern.app.bench;

import java.io.IOException;
import java.util.List;

/** One benchmark of the product. */
public interface Benchmark {
    /** Its name on the command line. */
    String name();

    /** What it measures, in one sentence. */
    String description();

    /**
     * Measures.
     *
     * @throws IOException when the data cannot be made or read
     */
    List<Figure> run(Bench bench) throws IOException;
}
