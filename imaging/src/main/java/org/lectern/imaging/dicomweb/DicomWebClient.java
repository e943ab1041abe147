package org.lectern.imaging.dicomweb;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.NetworkException.Problem;
import org.lectern.imaging.network.ObjectSink;

/**
 * One DICOMweb server (PS3.18). Calls block and belong on virtual threads; several may run at once, on connections that
 * are shared and kept. Every failure is a {@link NetworkException} in plain words; what had arrived before stays.
 */
public final class DicomWebClient implements AutoCloseable {
    private final DicomWebSettings settings;
    private final Exchange exchange;

    /**
     * A client; connects when first asked something.
     *
     * @param io runs what belongs to single requests
     */
    public DicomWebClient(DicomWebSettings settings, ExecutorService io) throws NetworkException {
        this.settings = settings;
        this.exchange = new Exchange(settings, io);
    }

    /** Searches (QIDO-RS); each answer is handed on as it arrives, in the caller's thread. */
    public SearchOutcome search(SearchQuery query, Consumer<DataSet> answer, Cancellation cancellation)
            throws NetworkException {
        return new Search(exchange, settings.query(), query, answer, cancellation).run();
    }

    /** Fetches objects as the server keeps them (WADO-RS) into the sink. */
    public TransferOutcome retrieve(
            Resource resource, ObjectSink sink, TransferListener listener, Cancellation cancellation)
            throws NetworkException {
        return retrieve(List.of(resource), List.of(), sink, listener, cancellation);
    }

    /**
     * Fetches objects (WADO-RS) into the sink, one resource after the other. Ends normally when the server says that it
     * is done; whether everything is there is for the caller to verify.
     *
     * @param syntaxes UIDs of transfer syntaxes, the best first; none for objects as the server keeps them
     * @throws NetworkException when a request fails; what arrived whole stays in the sink
     */
    public TransferOutcome retrieve(
            List<Resource> resources,
            List<String> syntaxes,
            ObjectSink sink,
            TransferListener listener,
            Cancellation cancellation)
            throws NetworkException {
        Tally tally = new Tally(listener);
        try {
            for (Resource resource : resources) {
                new Retrieval(exchange, resource, sink, tally, cancellation).run(settings.retrieve(), syntaxes);
            }
        } catch (NetworkException e) {
            return cancelled(e, tally);
        }
        return tally.end(false);
    }

    /** Metadata of instances (WADO-RS), each handed on as it arrives. */
    public void metadata(Resource resource, Consumer<InstanceMetadata> instance, Cancellation cancellation)
            throws NetworkException {
        new Values(exchange, settings.retrieve(), cancellation).metadata(resource, instance);
    }

    /**
     * Frames of an instance (WADO-RS) into files, in the order asked for.
     *
     * @param numbers from 1, at least one
     * @param syntaxes UIDs of transfer syntaxes, the best first; none for frames as the server keeps them
     */
    public void frames(
            Resource instance,
            List<Integer> numbers,
            List<String> syntaxes,
            Frame.Target target,
            Cancellation cancellation)
            throws NetworkException {
        if (numbers.isEmpty() || instance.instanceUid().isEmpty()) {
            throw new IllegalArgumentException("Frames are asked for by number, of one instance");
        }
        new Values(exchange, settings.retrieve(), cancellation).frames(instance, numbers, syntaxes, target);
    }

    /** A bulk value that metadata refer to, into a file. Credentials go to the server's own addresses only. */
    public void bulk(BulkReference reference, Frame.Target target, Cancellation cancellation) throws NetworkException {
        new Values(exchange, settings.retrieve(), cancellation).bulk(reference.uri(), target);
    }

    /**
     * A picture for previews, made by the server.
     *
     * @param frame from 1; 0 for the whole instance
     * @param width most pixels across
     * @param height most pixels down
     */
    public Rendered rendered(Resource instance, int frame, int width, int height, Cancellation cancellation)
            throws NetworkException {
        return new Values(exchange, settings.retrieve(), cancellation).rendered(instance, frame, width, height);
    }

    /** Finds out what the server can do, without leaving anything there. */
    public Capabilities probe(Cancellation cancellation) throws NetworkException {
        return new Probe(exchange, settings, cancellation).run();
    }

    /** Sends files (STOW-RS). One that is refused stops none of the others. */
    public TransferOutcome store(List<Path> files, TransferListener listener, Cancellation cancellation)
            throws NetworkException {
        Tally tally = new Tally(listener);
        try {
            new Store(exchange, settings.store(), tally, cancellation).run(files);
        } catch (NetworkException e) {
            return cancelled(e, tally);
        }
        return tally.end(false);
    }

    private static TransferOutcome cancelled(NetworkException failure, Tally tally) throws NetworkException {
        if (failure.problem() != Problem.CANCELLED) {
            throw failure;
        }
        return tally.end(true);
    }

    /** Lets connections go; what is under way fails. */
    @Override
    public void close() {
        exchange.close();
    }
}
