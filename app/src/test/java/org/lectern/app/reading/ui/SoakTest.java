package org.lectern.app.reading.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lectern.app.reading.ui.ReadingHarness.onFx;
import static org.lectern.app.reading.ui.ReadingHarness.settle;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.Threads;
import org.lectern.app.reading.Phantom;
import org.lectern.app.reading.ReadingServices;
import org.lectern.imaging.archive.InstanceEntry;
import org.lectern.imaging.archive.LocalArchive;
import org.lectern.imaging.archive.StudyEntry;
import org.lectern.imaging.archive.StudyQuery;
import org.lectern.imaging.archive.importing.Importer;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.part10.DicomFile;
import org.lectern.imaging.study.Instance;
import org.lectern.imaging.study.Study;
import org.lectern.imaging.study.StudyTree;
import org.lectern.samples.Sample;

/**
 * Studies opened from the archive and closed again and again in one process: heap, native memory and open files stay what
 * they were. The number of studies is the system property {@code lectern.soak}, 60 by default.
 */
@ExtendWith(FxToolkit.class)
class SoakTest {
    private static final int OPENS = Integer.getInteger("lectern.soak", 60);
    private static final int WARM_UP = Math.min(100, OPENS / 2);
    private static final int MPR_EVERY = 12; // of the volumes, which are one study in four

    @TempDir
    Path folder;

    private final List<WeakReference<ReadingWorkspace>> closed = new ArrayList<>();

    /** What the process holds. */
    private record Held(long heapBytes, long anonymousBytes, long files, long frameBytes) {
        static Held now(ReadingServices services) throws IOException {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            long anonymous = 0;
            Path status = Path.of("/proc/self/status");
            if (Files.exists(status)) {
                anonymous = Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("RssAnon"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                        .sum();
            }
            long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                    ? unix.getOpenFileDescriptorCount()
                    : 0;
            return new Held(heap, anonymous, files, services.frames().bytesInUse());
        }

        @Override
        public String toString() {
            return "heap %d KiB, anonymous %d KiB, %d files, frames %d KiB"
                    .formatted(heapBytes >> 10, anonymousBytes >> 10, files, frameBytes >> 10);
        }
    }

    @Test
    void openingStudiesAgainAndAgainHoldsNothing() throws Exception {
        try (Threads threads = Threads.start();
                LocalArchive archive = LocalArchive.open(folder.resolve("archive"));
                ReadingServices services = ReadingServices.start(threads, folder.resolve("annotations"))) {
            fill(archive, threads);
            Stage[] stage = new Stage[1];
            onFx(() -> {
                stage[0] = new Stage();
                stage[0].setScene(new Scene(new Pane(), 900, 600));
                stage[0].show();
            });
            Held warm = null;
            int volumes = 0;
            for (int n = 1; n <= OPENS; n++) {
                List<StudyEntry> studies = archive.studies(StudyQuery.ALL);
                StudyEntry entry = studies.get(n % studies.size());
                boolean volume = entry.instanceCount() == Phantom.SLICES;
                open(study(archive, entry), services, stage[0], volume && ++volumes % MPR_EVERY == 1);
                if (n == WARM_UP) {
                    warm = Held.now(services);
                }
            }
            Held end = Held.now(services);
            onFx(stage[0]::close);
            String figures = "after %d: %s; after %d: %s".formatted(WARM_UP, warm, OPENS, end);
            System.out.println(figures);
            long alive = closed.stream().filter(closed -> closed.get() != null).count();
            assertTrue(alive <= 3, alive + " closed workspaces are still held");
            // pictures that the toolkit holds softly come and go
            assertTrue(warm != null && end.heapBytes - warm.heapBytes < 96 << 20, figures);
            assertTrue(end.frameBytes - warm.frameBytes <= 1 << 20, figures);
            assertTrue(end.files - warm.files <= 4, figures);
            assertTrue(end.anonymousBytes - warm.anonymousBytes < 96 << 20, figures);
        }
    }

    private void fill(LocalArchive archive, Threads threads) throws IOException {
        List<Path> sources = new ArrayList<>();
        sources.add(Files.createDirectories(folder.resolve("phantom")));
        Phantom.write(sources.getFirst());
        for (Sample sample : List.of(Sample.ECG, Sample.PDF, Sample.SR)) {
            sample.write(folder, Parallel.SEQUENTIAL, file -> {});
            sources.add(folder.resolve(sample.label()));
        }
        assertTrue(new Importer(archive, threads.io())
                .run(sources, progress -> {}, () -> false)
                .isComplete());
    }

    private static Study study(LocalArchive archive, StudyEntry entry) throws IOException {
        List<Instance> instances = new ArrayList<>();
        for (InstanceEntry instance : archive.instances(entry)) {
            instances.add(Instance.of(DicomFile.readHeader(instance.file())));
        }
        return StudyTree.of(instances).studies().getFirst();
    }

    private void open(Study study, ReadingServices services, Stage stage, boolean mpr) throws Exception {
        ReadingWorkspace[] workspace = new ReadingWorkspace[1];
        onFx(() -> {
            workspace[0] = new ReadingWorkspace(study, services);
            stage.getScene().setRoot(workspace[0]);
        });
        settle(workspace[0]);
        if (mpr) {
            onFx(() -> workspace[0]
                    .commands()
                    .find("mpr.toggle")
                    .orElseThrow()
                    .action()
                    .run());
            settle(workspace[0]);
        }
        onFx(() -> {
            workspace[0].close();
            stage.getScene().setRoot(new Pane());
        });
        closed.add(new WeakReference<>(workspace[0]));
    }
}
