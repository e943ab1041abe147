package org.lectern.app.worklist.ui;

import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.lectern.app.worklist.Thumbnail;

/** Thumbnails as nodes. */
final class ThumbnailView {
    private ThumbnailView() {}

    static ImageView of(Thumbnail thumbnail) {
        int width = thumbnail.width();
        WritableImage image = new WritableImage(width, thumbnail.height());
        image.getPixelWriter()
                .setPixels(
                        0, 0, width, thumbnail.height(), PixelFormat.getIntArgbInstance(), thumbnail.argb(), 0, width);
        return new ImageView(image);
    }
}
