package org.lectern.rendering.gpu;

import com.jogamp.opengl.GL3;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.lectern.rendering.volume.Volume;

/** The volumes on the device, the last drawn one first, under one budget. Owned by the device's thread. */
final class VolumeTextures {
    private final long budgetBytes;
    private final int longest;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long bytes;

    private record Entry(WeakReference<Volume> volume, int factor, boolean isLabels, VolumeTexture texture) {
        boolean is(Blocks wanted) {
            return volume.refersTo(wanted.volume())
                    && factor == wanted.factor()
                    && (factor == 1 || isLabels == wanted.isLabels());
        }
    }

    VolumeTextures(long budgetBytes, int longest) {
        this.budgetBytes = budgetBytes;
        this.longest = longest;
    }

    /** The texture of a volume, uploaded when it is not there. */
    VolumeTexture of(GL3 gl, Volume volume) {
        return of(gl, new Blocks(volume, 1, false));
    }

    /** The texture of a volume that may be reduced, uploaded when it is not there. */
    VolumeTexture of(GL3 gl, Blocks wanted) {
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.volume().refersTo(null)) {
                drop(gl, entry);
                each.remove();
            } else if (entry.is(wanted)) {
                each.remove();
                entries.addFirst(entry);
                return entry.texture();
            }
        }
        requireRoom(wanted);
        long needed = wanted.bytes();
        while (bytes + needed > budgetBytes && !entries.isEmpty()) {
            drop(gl, entries.removeLast());
        }
        VolumeTexture texture = VolumeTexture.upload(gl, wanted);
        bytes += needed;
        entries.addFirst(new Entry(new WeakReference<>(wanted.volume()), wanted.factor(), wanted.isLabels(), texture));
        return texture;
    }

    private void requireRoom(Blocks wanted) {
        if (Math.max(wanted.columns(), Math.max(wanted.rows(), wanted.slices())) > longest) {
            throw new VolumeTooLargeException(
                    "A volume of %d × %d × %d voxels is larger than the graphics device takes (%d)"
                            .formatted(wanted.columns(), wanted.rows(), wanted.slices(), longest));
        }
        if (wanted.bytes() > budgetBytes) {
            throw new VolumeTooLargeException("A volume of %d MiB is larger than the graphics memory set apart (%d MiB)"
                    .formatted(wanted.bytes() >> 20, budgetBytes >> 20));
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
