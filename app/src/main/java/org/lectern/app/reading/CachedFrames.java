package org.lectern.app.reading;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.lectern.imaging.cache.FrameCache;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.grayscale.FrameSamples;
import org.lectern.imaging.grayscale.GrayscaleTransforms;
import org.lectern.imaging.grayscale.OverlayBitmap;
import org.lectern.imaging.grayscale.OverlayPlane;
import org.lectern.imaging.grayscale.Shutters;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.pixel.ImagePixels;
import org.lectern.imaging.pixel.PhotometricInterpretation;
import org.lectern.imaging.study.Frame;

/**
 * Frames through the cache of the workstation. Who asks for a frame that is not there decodes it on its own thread,
 * unless somebody is at it already; so pool threads never wait for work that is queued behind them.
 */
public final class CachedFrames implements FrameSource, AutoCloseable {
    private static final int OPEN_IMAGES = 256;
    private static final int MOST_EXPECTED = 16;

    private final FrameCache cache;
    private final ExecutorService pool;
    private final AtomicInteger expected = new AtomicInteger();
    private final Map<Path, OpenImage> open = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Frames kept by a cache.
     *
     * @param cache decodes on the calling thread, that is with {@code Runnable::run} for its executor
     * @param pool decodes what is expected
     */
    public CachedFrames(FrameCache cache, ExecutorService pool) {
        this.cache = cache;
        this.pool = pool;
    }

    /** A file whose header is in memory. */
    private record OpenImage(
            DicomFile file, String identity, ImagePixels pixels, Shutters shutters, List<OverlayPlane> overlays) {
        DataSet dataSet() {
            return file.dataSet();
        }

        FrameCache.Key key(Frame frame) {
            return new FrameCache.Key(identity, frame.index());
        }
    }

    @Override
    public LoadedFrame load(Frame frame) throws IOException {
        OpenImage image = open(frame.instance().file());
        Optional<FrameCache.Lease> kept = cache.ifPresent(image.key(frame));
        if (kept.isPresent()) {
            return loaded(image, frame, kept.get());
        }
        image.pixels().check(frame.index());
        try {
            return loaded(
                    image,
                    frame,
                    cache.acquire(image.key(frame), loader(image, frame)).join());
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof IOException io
                    ? io
                    : new IOException("The frame could not be decoded", failed.getCause());
        }
    }

    @Override
    public Optional<LoadedFrame> ifLoaded(Frame frame) {
        OpenImage image;
        synchronized (open) {
            image = open.get(frame.instance().file());
        }
        if (image == null) {
            return Optional.empty();
        }
        Optional<FrameCache.Lease> kept = cache.ifPresent(image.key(frame));
        try {
            return kept.isEmpty() ? Optional.empty() : Optional.of(loaded(image, frame, kept.get()));
        } catch (IOException overlayGone) {
            return Optional.empty(); // whoever paints it says so on the screen
        }
    }

    @Override
    public void expect(Frame frame) {
        if (expected.get() >= MOST_EXPECTED) {
            return;
        }
        expected.incrementAndGet();
        try {
            pool.execute(() -> {
                try {
                    load(frame).close();
                } catch (IOException shownWhenPainted) {
                    return; // whoever paints it says so on the screen
                } finally {
                    expected.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException closing) {
            expected.decrementAndGet();
        }
    }

    /** Closes what videos hold open; decoded frames stay in the cache. */
    @Override
    public void close() {
        synchronized (open) {
            open.values().forEach(image -> image.pixels().close());
            open.clear();
        }
    }

    private OpenImage open(Path file) throws IOException {
        synchronized (open) {
            OpenImage known = open.get(file);
            if (known != null) {
                return known;
            }
        }
        String identity = identity(file);
        DicomFile read = DicomFile.read(file);
        List<Finding> unused = new ArrayList<>(); // the display set has its own, said on the screen
        OpenImage image = new OpenImage(
                read,
                identity,
                ImagePixels.of(read),
                Shutters.of(read.dataSet(), unused),
                OverlayPlane.of(read.dataSet(), unused));
        synchronized (open) {
            OpenImage faster = open.putIfAbsent(file, image);
            if (faster != null) {
                image.pixels().close();
                return faster;
            }
            if (open.size() > OPEN_IMAGES) {
                Iterator<OpenImage> eldest = open.values().iterator();
                eldest.next().pixels().close(); // a video that is still shown opens itself again
                eldest.remove();
            }
        }
        return image;
    }

    private static LoadedFrame loaded(OpenImage image, Frame frame, FrameCache.Lease lease) throws IOException {
        try {
            FrameSamples samples = FrameSamples.of(image.pixels(), lease.photometric(), lease.bytes());
            return new LoadedFrame(
                    image.dataSet(),
                    samples,
                    GrayscaleTransforms.of(image.dataSet(), frame.index()),
                    image.shutters(),
                    overlays(image, frame, samples),
                    lease::close);
        } catch (IOException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    private static List<OverlayBitmap> overlays(OpenImage image, Frame frame, FrameSamples samples) throws IOException {
        List<OverlayBitmap> bitmaps = new ArrayList<>();
        for (OverlayPlane plane : image.overlays()) {
            plane.bitmap(frame.index(), Optional.of(samples)).ifPresent(bitmaps::add);
        }
        return bitmaps;
    }

    /** Place, size and time of a file: another object that comes to lie at the same place has its own pixels. */
    private static String identity(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return file + "|" + attributes.size() + "|"
                + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }

    private static FrameCache.Loader loader(OpenImage image, Frame frame) {
        return new FrameCache.Loader() {
            @Override
            public long byteSize() {
                return image.pixels().layout().frameBytes();
            }

            @Override
            public PhotometricInterpretation load(MemorySegment target) throws IOException {
                return image.pixels().decode(frame.index(), target);
            }
        };
    }
}
