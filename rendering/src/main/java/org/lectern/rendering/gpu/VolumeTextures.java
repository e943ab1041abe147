package org.lectern.rendering.gpu;

import com.jogamp.opengl.GL3;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.lectern.rendering.volume.Grid;
import org.lectern.rendering.volume.Volume;

/** The volumes on the device, the last drawn one first, under one budget. Owned by the device's thread. */
final class VolumeTextures {
    private final long budgetBytes;
    private final int longest;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long bytes;

    private record Entry(WeakReference<Volume> volume, VolumeTexture texture) {}

    VolumeTextures(long budgetBytes, int longest) {
        this.budgetBytes = budgetBytes;
        this.longest = longest;
    }

    /** The texture of a volume, uploaded when it is not there. */
    VolumeTexture of(GL3 gl, Volume volume) {
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            Volume there = entry.volume().get();
            if (there == null) {
                drop(gl, entry);
                each.remove();
            } else if (there == volume) {
                each.remove();
                entries.addFirst(entry);
                return entry.texture();
            }
        }
        requireRoom(volume);
        long needed = VolumeTexture.bytes(volume);
        while (bytes + needed > budgetBytes && !entries.isEmpty()) {
            drop(gl, entries.removeLast());
        }
        VolumeTexture texture = VolumeTexture.upload(gl, volume);
        bytes += needed;
        entries.addFirst(new Entry(new WeakReference<>(volume), texture));
        return texture;
    }

    private void requireRoom(Volume volume) {
        Grid grid = volume.grid();
        if (Math.max(grid.columns(), Math.max(grid.rows(), grid.slices())) > longest) {
            throw new VolumeTooLargeException(
                    "A volume of %d × %d × %d voxels is larger than the graphics device takes (%d)"
                            .formatted(grid.columns(), grid.rows(), grid.slices(), longest));
        }
        if (VolumeTexture.bytes(volume) > budgetBytes) {
            throw new VolumeTooLargeException("A volume of %d MiB is larger than the graphics memory set apart (%d MiB)"
                    .formatted(VolumeTexture.bytes(volume) >> 20, budgetBytes >> 20));
        }
    }

    private void drop(GL3 gl, Entry entry) {
        bytes -= entry.texture().bytes();
        entry.texture().delete(gl);
    }

    /** Bytes of all volumes that are there. */
    long bytes() {
        return bytes;
    }

    void clear(GL3 gl) {
        entries.forEach(entry -> drop(gl, entry));
        entries.clear();
    }
}
