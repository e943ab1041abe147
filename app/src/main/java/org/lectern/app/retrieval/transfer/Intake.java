package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import org.lectern.imaging.archive.ArchiveReceiver;
import org.lectern.imaging.network.ObjectSink;

/** Where what is fetched goes. Safe for several threads. */
public interface Intake {
    /** Takes objects as they arrive. */
    ObjectSink sink();

    /** Returns when all that was taken is kept for good and can be found. */
    void settle() throws IOException;

    /** The local archive. */
    static Intake of(ArchiveReceiver receiver) {
        return new Intake() {
            @Override
            public ObjectSink sink() {
                return receiver;
            }

            @Override
            public void settle() throws IOException {
                receiver.flush();
            }
        };
    }
}
