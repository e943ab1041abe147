package org.lectern.samples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.lectern.imaging.data.DataSet;

/** Takes the objects of a sample as they are made. */
interface SampleWriter {
    /** Makes the n-th object of a stack. */
    interface Maker {
        DataSet make(int n);
    }

    /** Writes one object under a path relative to the sample's folder. */
    void write(Path relative, DataSet object) throws IOException;

    /** Makes and writes objects 0 to {@code count - 1}, on as many threads as the caller granted. */
    void writeStack(IntFunction<Path> name, int count, Maker maker) throws IOException;
}
