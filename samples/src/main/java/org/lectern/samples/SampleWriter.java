package org.lectern.samples;

import java.io.IOException;
import java.nio.file.Path;
import org.lectern.imaging.data.DataSet;

/** Takes the objects of a sample as they are made. */
interface SampleWriter {
    /** Writes one object under a path relative to the sample's folder. */
    void write(Path relative, DataSet object) throws IOException;
}
