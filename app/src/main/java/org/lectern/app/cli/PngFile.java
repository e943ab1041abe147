package org.lectern.app.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures to PNG files: grey where all pixels are. */
final class PngFile {
    private PngFile() {}

    static void write(int[] argb, int width, int height, Path out) throws IOException {
        BufferedImage image = isGray(argb)
                ? new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY)
                : new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        if (image.getType() == BufferedImage.TYPE_INT_RGB) {
            image.setRGB(0, 0, width, height, argb, 0, width);
        } else {
            byte[] gray = new byte[argb.length];
            for (int i = 0; i < gray.length; i++) {
                gray[i] = (byte) argb[i];
            }
            image.getRaster().setDataElements(0, 0, width, height, gray);
        }
        OutputFile.write(out, partial -> {
            try (OutputStream stream = Files.newOutputStream(partial)) {
                if (!ImageIO.write(image, "png", stream)) {
                    throw new IOException("this Java runtime writes no PNG");
                }
            }
        });
    }

    private static boolean isGray(int[] argb) {
        for (int color : argb) {
            int blue = color & 0xFF;
            if ((color >> 16 & 0xFF) != blue || (color >> 8 & 0xFF) != blue) {
                return false;
            }
        }
        return true;
    }
}
