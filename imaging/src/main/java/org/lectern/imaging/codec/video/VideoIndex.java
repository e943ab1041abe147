package org.lectern.imaging.codec.video;

import java.util.Arrays;
import org.bytedeco.ffmpeg.global.avutil;

/** When each frame of a video is shown and from which frames decoding may start. */
final class VideoIndex {
    /** What is known of a stream that does not tell. */
    static final VideoIndex NONE = new VideoIndex(new long[0], new long[0]);

    private final long[] timestamps; // ascending, empty where the stream does not tell
    private final long[] keys;

    private VideoIndex(long[] timestamps, long[] keys) {
        this.timestamps = timestamps;
        this.keys = keys;
    }

    int frameCount() {
        return timestamps.length;
    }

    /** The number of the frame shown at this time, negative where there is none. */
    int number(long timestamp) {
        return Arrays.binarySearch(timestamps, timestamp);
    }

    long timestamp(int frame) {
        return timestamps[frame];
    }

    /** The last key frame that is not after the frame, or the one this many earlier. */
    int keyBefore(int frame, int earlier) {
        int at = Arrays.binarySearch(keys, timestamps[frame]);
        int key = (at >= 0 ? at : -at - 2) - earlier;
        return key < 0 ? 0 : number(keys[key]);
    }

    static final class Builder {
        private static final int MOST_FRAMES = 1 << 24;

        private long[] timestamps = new long[1024];
        private long[] keys = new long[64];
        private int count;
        private int keyCount;
        private boolean usable = true;

        void add(long timestamp, boolean key) {
            if (timestamp == avutil.AV_NOPTS_VALUE || count == MOST_FRAMES) {
                usable = false;
                return;
            }
            if (count == timestamps.length) {
                timestamps = Arrays.copyOf(timestamps, count * 2);
            }
            timestamps[count++] = timestamp;
            if (key) {
                if (keyCount == keys.length) {
                    keys = Arrays.copyOf(keys, keyCount * 2);
                }
                keys[keyCount++] = timestamp;
            }
        }

        VideoIndex build() {
            long[] times = Arrays.copyOf(timestamps, count);
            Arrays.sort(times);
            for (int i = 1; i < count; i++) {
                usable &= times[i] > times[i - 1];
            }
            long[] starts = Arrays.copyOf(keys, keyCount);
            Arrays.sort(starts);
            return usable ? new VideoIndex(times, starts) : NONE;
        }
    }
}
