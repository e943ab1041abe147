package org.lectern.app.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lectern.app.Threads;
import org.lectern.app.reading.CachedFrames;
import org.lectern.app.reading.LayerLook;
import org.lectern.app.reading.PaintOrder;
import org.lectern.app.reading.Picture;
import org.lectern.app.reading.Renderers;
import org.lectern.app.reading.StackContent;
import org.lectern.imaging.archive.InstanceEntry;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;
import org.lectern.imaging.archive.importing.ImportReport;
import org.lectern.imaging.archive.importing.Importer;
import org.lectern.imaging.cache.FrameCache;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Instance;
import org.lectern.imaging.study.StudyTree;
import org.lectern.rendering.view.Look;
import org.lectern.rendering.view.Tile;
import org.lectern.rendering.view.ViewTransform;

/** An exam as a viewport opens it, without the window: the largest display set, frames through a cache, painted on the pool. */
final class BenchExam implements AutoCloseable {
    private final FrameCache cache;
    private final CachedFrames frames;
    private final StackContent content;

    private BenchExam(DisplaySet displaySet, Threads threads) {
        this.cache = new FrameCache(FrameCache.defaultBudgetBytes(), Runnable::run);
        this.frames = new CachedFrames(cache, threads.pool());
        this.content =
                new StackContent(displaySet, frames, Renderers.cpu(threads).rasterizer());
    }

    /** Imports sources into an archive that is there or made. */
    static ImportReport imported(Path archiveFolder, Path source, Threads threads) throws IOException {
        try (LocalArchive archive = LocalArchive.open(archiveFolder)) {
            return new Importer(archive, threads.io()).run(List.of(source), progress -> {}, () -> false);
        }
    }

    /** Opens the first exam of an archive. */
    static BenchExam first(LocalArchive archive, Threads threads) throws IOException {
        StudyEntry study = archive.studies(StudyQuery.ALL).getFirst();
        List<Path> files =
                archive.instances(study).stream().map(InstanceEntry::file).toList();
        return of(files, threads);
    }

    /** Opens files. */
    static BenchExam of(List<Path> files, Threads threads) throws IOException {
        List<Instance> instances = new ArrayList<>();
        for (Path file : files) {
            instances.add(Instance.of(DicomFile.readHeader(file)));
        }
        return new BenchExam(
                StudyTree.of(instances).displaySets().stream()
                        .max(Comparator.comparingInt(set -> set.frames().size()))
                        .orElseThrow(() -> new IOException("There is nothing to show")),
                threads);
    }

    int count() {
        return content.count();
    }

    int initial() {
        return content.initial();
    }

    /** Paints one image, fitted, as its viewport would. */
    void paint(int position, int[] target, int width, int height) throws IOException {
        Picture picture = content.picture(position);
        Tile tile = Tile.of(width, height);
        ViewTransform fitted = ViewTransform.resolve(picture.grid(), Look.INITIAL, tile);
        picture.paint(new PaintOrder(fitted, tile, LayerLook.INITIAL, false, target));
    }

    /** Says that a position was reached, so that what comes next is decoded. */
    void expect(int position) {
        content.expect(position, 1);
    }

    @Override
    public void close() {
        frames.close();
        cache.close();
    }
}
