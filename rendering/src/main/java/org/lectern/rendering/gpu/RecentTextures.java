package org.lectern.rendering.gpu;

import com.jogamp.opengl.GL3;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Supplier;

/** The tables used last, until what they were made from is gone. Owned by the device's thread. */
final class RecentTextures {
    private final int most;
    private final Deque<Entry> entries = new ArrayDeque<>();

    private record Entry(WeakReference<Object> source, Object detail, PlainTexture texture) {}

    RecentTextures(int most) {
        this.most = most;
    }

    /** That of a source, known by identity, and a detail, known by its value; made when it is not there. */
    PlainTexture of(GL3 gl, Object source, Object detail, Supplier<PlainTexture> make) {
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            Entry entry = each.next();
            if (entry.source().refersTo(source) && entry.detail().equals(detail)) {
                each.remove();
                entries.addFirst(entry);
                return entry.texture();
            }
            if (entry.source().refersTo(null)) {
                entry.texture().delete(gl);
                each.remove();
            }
        }
        if (entries.size() >= most) {
            entries.removeLast().texture().delete(gl);
        }
        PlainTexture texture = make.get();
        entries.addFirst(new Entry(new WeakReference<>(source), detail, texture));
        return texture;
    }
}
