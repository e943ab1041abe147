package org.lectern.rendering.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.lectern.imaging.codec.Parallel;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.study.DisplaySet;
import org.lectern.imaging.study.Frame;

/**
 * Builds volumes from display sets. Frames are decoded in parallel, each straight into its place in the volume; beside
 * the volume itself no more than a frame or two for each thread is in memory.
 *
 * <p>A frame that cannot be decoded leaves its slice empty, with a finding; when that is so for more than half of them
 * there is no volume.
 */
public final class VolumeLoader {
    /** Frames of one instance that are decoded by one thread in a row, so that the file is opened only once. */
    private static final int FRAMES_IN_A_ROW = 16;

    private static final long WORTH_A_LOOK_BYTES = 1L << 29;

    private final Parallel parallel;
    private final VolumeMemory memory;

    /** A loader that decodes on these threads into this memory. */
    public VolumeLoader(Parallel parallel, VolumeMemory memory) {
        this.parallel = parallel;
        this.memory = memory;
    }

    /** Hears about progress, on any thread, and may ask to stop. */
    public interface Progress {
        /** Nobody listens. */
        Progress IGNORED = (done, total) -> true;

        /** Called after each frame; answers whether to go on. */
        boolean advanced(int done, int total);
    }

    /**
     * Builds a volume, which the caller owns.
     *
     * @throws VolumeException when the frames do not form one, or the progress listener stopped it
     * @throws IOException when the memory is not granted
     */
    public Volume load(DisplaySet displaySet, Progress progress) throws IOException {
        VolumePlan plan = VolumePlan.of(displaySet);
        long bytes = Math.multiplyExact(plan.grid().voxels(), plan.type().bytes());
        if (bytes > WORTH_A_LOOK_BYTES) {
            checkBelieved(plan);
        }
        VolumeMemory.Allocation allocation = memory.allocate(bytes);
        try {
            return new Load(plan, allocation, progress).volume(parallel);
        } catch (UncheckedIOException e) {
            allocation.close();
            throw e.getCause();
        } catch (IOException | RuntimeException | Error e) {
            allocation.close();
            throw e;
        }
    }

    /** Headers of a few bytes may declare gigabytes: room is made only when half of the slices can be whole. */
    private static void checkBelieved(VolumePlan plan) throws IOException {
        int doubted = 0;
        for (Frame frame : plan.frames()) {
            try (SliceReader reader = SliceReader.open(frame.instance())) {
                reader.check(frame);
            } catch (IOException e) {
                if (++doubted * 2 > plan.frames().size()) {
                    throw e;
                }
            }
        }
    }

    /** One volume being built. */
    private static final class Load {
        private final VolumePlan plan;
        private final VolumeMemory.Allocation allocation;
        private final Progress progress;
        private final AtomicInteger done = new AtomicInteger();
        private final AtomicBoolean padded = new AtomicBoolean();
        private final ConcurrentSkipListMap<Integer, IOException> failures = new ConcurrentSkipListMap<>();

        Load(VolumePlan plan, VolumeMemory.Allocation allocation, Progress progress) {
            this.plan = plan;
            this.allocation = allocation;
            this.progress = progress;
        }

        Volume volume(Parallel parallel) throws IOException {
            if (plan.even()) {
                List<int[]> runs = runs(plan.frames());
                parallel.forEach(runs.size(), run -> readRun(runs.get(run)[0], runs.get(run)[1]));
            } else {
                parallel.forEach(plan.frames().size() - 1, this::readInterval);
            }
            List<Finding> findings = new ArrayList<>(plan.findings());
            if (failures.size() * 2 > plan.frames().size()) {
                throw failures.firstEntry().getValue();
            }
            if (!failures.isEmpty()) {
                findings.add(new Finding(
                        "%d of %d slices could not be decoded and are left empty (first: image %d)"
                                .formatted(failures.size(), plan.frames().size(), failures.firstKey() + 1),
                        Tag.PixelData,
                        -1));
            }
            return new Volume(plan.grid(), plan.type(), plan.scale(), padding(), allocation, findings);
        }

        /** The padding value, if any voxel has it: renderers are faster without. */
        private OptionalInt padding() {
            if (plan.type() == SampleType.FLOAT32 || failures.isEmpty() && !padded.get()) {
                return OptionalInt.empty();
            }
            return plan.padding().isPresent() ? plan.padding() : OptionalInt.of(emptyValue());
        }

        private int emptyValue() {
            return plan.padding()
                    .orElse(
                            switch (plan.type()) {
                                case INT8 -> Byte.MIN_VALUE;
                                case UINT8 -> 0xFF;
                                case INT16 -> Short.MIN_VALUE;
                                default -> 0xFFFF;
                            });
        }

        private void readRun(int from, int to) {
            try (SliceReader reader = SliceReader.open(plan.frames().get(from).instance())) {
                for (int slice = from; slice < to; slice++) {
                    readSlice(reader, slice);
                    advance();
                }
            } catch (IOException e) {
                for (int slice = from; slice < to; slice++) {
                    fail(slice, e);
                    advance();
                }
            }
        }

        private void readSlice(SliceReader reader, int slice) {
            Frame frame = plan.frames().get(slice);
            try {
                if (plan.type() == SampleType.FLOAT32) {
                    reader.readModality(frame, plan.grid(), slice(slice));
                } else if (reader.readStored(frame, plan, slice(slice))) {
                    padded.setPlain(true);
                }
            } catch (IOException e) {
                fail(slice, e);
            }
        }

        private void fail(int slice, IOException failure) {
            failures.put(slice, failure);
            if (plan.even()) {
                empty(slice);
            }
        }

        private void empty(int slice) {
            MemorySegment target = slice(slice);
            long count = target.byteSize() / plan.type().bytes();
            for (long i = 0; i < count; i++) {
                switch (plan.type()) {
                    case INT8, UINT8 -> target.set(ValueLayout.JAVA_BYTE, i, (byte) emptyValue());
                    case INT16, UINT16 -> target.setAtIndex(ValueLayout.JAVA_SHORT, i, (short) emptyValue());
                    case FLOAT32 -> target.setAtIndex(ValueLayout.JAVA_FLOAT, i, Float.NaN);
                }
            }
        }

        /** The slices of an even grid between two uneven frames; the last interval holds the last frame too. */
        private void readInterval(int before) {
            double start = plan.positionsMm().get(before);
            double end = plan.positionsMm().get(before + 1);
            int slices = plan.grid().slices();
            double spacing = plan.positionsMm().getLast() / (slices - 1);
            boolean last = before + 2 == plan.frames().size();
            boolean empty = plan.emptyAfter().contains(before);
            try (Arena arena = Arena.ofConfined()) {
                long pixels = (long) plan.grid().columns() * plan.grid().rows();
                MemorySegment one = arena.allocate(pixels * 4, 8);
                MemorySegment other = arena.allocate(pixels * 4, 8);
                readFloats(before, one);
                readFloats(before + 1, other);
                int from = (int) Math.ceil(start / spacing - 1e-6);
                for (int slice = from; slice < slices && (last || slice < Math.ceil(end / spacing - 1e-6)); slice++) {
                    double weight = Math.clamp((slice * spacing - start) / (end - start), 0, 1);
                    boolean blank = empty && weight > 1e-6 && weight < 1 - 1e-6;
                    blend(one, other, blank ? Double.NaN : weight, slice(slice));
                }
            }
            advance();
        }

        private void readFloats(int index, MemorySegment target) {
            Frame frame = plan.frames().get(index);
            try (SliceReader reader = SliceReader.open(frame.instance())) {
                reader.readModality(frame, plan.grid(), target);
            } catch (IOException e) {
                failures.put(index, e);
                for (long i = 0; i < target.byteSize() / 4; i++) {
                    target.setAtIndex(ValueLayout.JAVA_FLOAT, i, Float.NaN);
                }
            }
        }

        private static void blend(MemorySegment one, MemorySegment other, double weight, MemorySegment target) {
            float part = weight < 1e-6 ? 0 : weight > 1 - 1e-6 ? 1 : (float) weight;
            for (long i = 0; i < target.byteSize() / 4; i++) {
                float a = one.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                float b = other.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                target.setAtIndex(ValueLayout.JAVA_FLOAT, i, part == 0 ? a : part == 1 ? b : a + part * (b - a));
            }
        }

        private MemorySegment slice(int slice) {
            long bytes = (long) plan.grid().columns()
                    * plan.grid().rows()
                    * plan.type().bytes();
            return allocation.segment().asSlice(slice * bytes, bytes);
        }

        private void advance() {
            int total = plan.even() ? plan.frames().size() : plan.frames().size() - 1;
            if (!progress.advanced(done.incrementAndGet(), total)) {
                throw new UncheckedIOException(new VolumeException("The volume was no longer wanted"));
            }
        }

        /** Frames of the same instance that follow each other, in runs. */
        private static List<int[]> runs(List<Frame> frames) {
            List<int[]> runs = new ArrayList<>();
            for (int from = 0; from < frames.size(); ) {
                int to = from + 1;
                while (to < frames.size()
                        && to - from < FRAMES_IN_A_ROW
                        && frames.get(to).instance().equals(frames.get(from).instance())) {
                    to++;
                }
                runs.add(new int[] {from, to});
                from = to;
            }
            return runs;
        }
    }
}
