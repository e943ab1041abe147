package org.lectern.app.reading;

import java.nio.file.Path;
import java.util.Optional;
import org.lectern.app.Threads;
import org.lectern.app.annotation.AnnotationStore;
import org.lectern.app.annotation.JsonAnnotationStore;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.cache.FrameCache;

/**
 * What a reading workspace needs from the workstation.
 *
 * @param frames decodes on the thread that asks
 */
public record ReadingServices(Threads threads, FrameCache frames, Renderers renderers, AnnotationStore annotations)
        implements AutoCloseable {
    /** The usual ones, with marks kept in a folder. */
    public static ReadingServices start(Threads threads, Path annotationFolder) {
        return start(threads, new JsonAnnotationStore(annotationFolder));
    }

    /** The usual ones, with marks as secret as an archive. */
    public static ReadingServices start(Threads threads, Path annotationFolder, LocalArchive archive) {
        return start(threads, new JsonAnnotationStore(archive.sealed(annotationFolder), archive.secrecy()::fileName));
    }

    private static ReadingServices start(Threads threads, AnnotationStore annotations) {
        return new ReadingServices(
                threads,
                new FrameCache(FrameCache.defaultBudgetBytes(), Runnable::run),
                Renderers.cpu(threads),
                annotations);
    }

    /** Looks for a graphics processor in the background; until it is found, and without one, the processor draws. */
    public void findGraphics(Path mark) {
        VolumeRenderers.Wish wish = VolumeRenderers.Wish.of(System.getenv());
        threads.io().execute(() -> renderers.volumes().find(wish, threads.graphics(), Optional.of(mark)));
    }

    /** Frees the images; the threads belong to the workstation. */
    @Override
    public void close() {
        renderers.volumes().close();
        frames.close();
    }
}
