package org.lectern.app.cli;

/** A picture's size from {@code WxH}. */
record PictureSize(int width, int height) {
    private static final int MOST = 16_384;

    /** Reads it; the message of a refusal is for the user. */
    static PictureSize parse(String option, String text) {
        String[] parts = text.toLowerCase(java.util.Locale.ROOT).split("x", -1);
        try {
            PictureSize size = new PictureSize(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
            if (parts.length == 2 && isReasonable(size.width) && isReasonable(size.height)) {
                return size;
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException(option + " takes width and height in pixels, such as 512x512", e);
        }
        throw new IllegalArgumentException(option + " takes width and height from 1 to " + MOST + ", such as 512x512");
    }

    private static boolean isReasonable(int pixels) {
        return pixels > 0 && pixels <= MOST;
    }
}
