package org.lectern.rendering.gpu;

/**
 * How many rows of a picture are drawn at once, so that a draw takes about a tenth of a second: drivers end what takes
 * seconds. A picture goes by the slowest draw of the last one. Safe for several threads.
 */
final class Pace {
    private static final double SECONDS = 0.1;
    private static final double FIRST_SAMPLES_PER_SECOND = 2e7; // of simulated OpenGL
    private static final double BRISKER = 4;

    private volatile double lastSlowest = FIRST_SAMPLES_PER_SECOND;

    /** One picture. Owned by the thread that draws it. */
    final class Picture {
        private final double first = lastSlowest;
        private double now = first;
        private double slowest = Double.POSITIVE_INFINITY;

        /** Rows to be drawn next. */
        int rows(double samplesPerRow, int most) {
            return (int) Math.clamp(now * SECONDS / samplesPerRow, 1, most);
        }

        /** What a draw took; a short one says little about the device's pace, and that it may be higher. */
        void took(double samples, long nanos) {
            double seconds = Math.max(nanos, 1) / 1e9;
            if (seconds >= SECONDS / 4) {
                slowest = Math.min(slowest, samples / seconds);
                now = Math.min(samples / seconds, BRISKER * first);
            } else if (samples >= now * SECONDS / 2) {
                now = Math.min(2 * now, BRISKER * first);
            }
        }

        void end() {
            lastSlowest = Double.isFinite(slowest) ? slowest : now;
        }
    }

    Picture begin() {
        return new Picture();
    }
}
