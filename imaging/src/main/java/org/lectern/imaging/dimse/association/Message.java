package org.lectern.imaging.dimse.association;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dimse.message.Command;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.part10.DicomFormatException;
import org.lectern.imaging.part10.DicomReader;
import org.lectern.imaging.part10.TransferSyntax;

/** A message that has begun to arrive (PS3.7 section 6.3): its command, and its data set still on the way. */
public final class Message {
    private static final int LONGEST_IDENTIFIER = 4 << 20;

    private final Negotiated.Context context;
    private final Command command;
    private final MessageReader reader;

    Message(Negotiated.Context context, Command command, MessageReader reader) {
        this.context = context;
        this.command = command;
        this.reader = reader;
    }

    /** In which presentation context it came. */
    public Negotiated.Context context() {
        return context;
    }

    /** Its command set. */
    public Command command() {
        return command;
    }

    /** Streams the data set as it lies on the wire; returns its length in bytes. */
    public long transferTo(OutputStream target) throws IOException {
        return reader.transferData(target);
    }

    /** Reads a small data set, such as an identifier; one beyond 4 MiB is refused. */
    public DataSet readDataSet() throws IOException {
        byte[] bytes = reader.readData(LONGEST_IDENTIFIER);
        try {
            return DicomReader.read(MemorySegment.ofArray(bytes), TransferSyntax.of(context.transferSyntax()))
                    .dataSet();
        } catch (DicomFormatException e) {
            throw new NetworkException(
                    Problem.PROTOCOL,
                    "A data set came in that cannot be read: " + e.getMessage(),
                    "The other side's program may be at fault.",
                    e);
        }
    }

    /** Passes the data set over. */
    public void skipDataSet() throws IOException {
        reader.transferData(OutputStream.nullOutputStream());
    }
}
