package org.lectern.app.document;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * The pages of a PDF as pictures. One thread at a time; close it when the viewport shows something else.
 *
 * <p>A page comes from outside: its size on paper is bounded before a picture of it is made, and whatever a broken page makes the
 * renderer throw becomes an {@link IOException} of that page alone. Scripts and actions are never run.
 */
public final class PdfPages implements AutoCloseable {
    /** Largest picture of a page, pixels. */
    private static final double MAX_PIXELS = 40e6;

    /** A rendered page: opaque ARGB pixels, row by row. */
    public record Page(int widthPx, int heightPx, int[] argb) {}

    private final PDDocument document;
    private final PDFRenderer renderer;

    private PdfPages(PDDocument document) {
        this.document = document;
        this.renderer = new PDFRenderer(document);
    }

    /**
     * Opens a document.
     *
     * @throws IOException when it is no PDF, is encrypted with a password, or has no page
     */
    public static PdfPages open(byte[] pdf) throws IOException {
        try {
            PDDocument document = Loader.loadPDF(pdf, "", null, null, IOUtils.createMemoryOnlyStreamCache());
            if (document.getNumberOfPages() == 0) {
                document.close();
                throw new IOException("The document has no page");
            }
            return new PdfPages(document);
        } catch (RuntimeException | StackOverflowError e) {
            throw new IOException("The document is damaged and cannot be opened", e);
        }
    }

    /** Number of pages, at least 1. */
    public int count() {
        return document.getNumberOfPages();
    }

    /**
     * Renders a page.
     *
     * @param page from 0
     * @param widthPx wanted width of the picture
     */
    public Page render(int page, int widthPx) throws IOException {
        try {
            PDRectangle box = document.getPage(page).getCropBox();
            boolean turned = document.getPage(page).getRotation() % 180 != 0;
            double width = Math.max(1, turned ? box.getHeight() : box.getWidth());
            double height = Math.max(1, turned ? box.getWidth() : box.getHeight());
            double scale = Math.min(widthPx / width, Math.sqrt(MAX_PIXELS / (width * height)));
            BufferedImage image = renderer.renderImage(page, (float) scale, ImageType.RGB);
            int[] argb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            return new Page(image.getWidth(), image.getHeight(), argb);
        } catch (RuntimeException | StackOverflowError e) {
            throw new IOException("Page " + (page + 1) + " is damaged and cannot be shown", e);
        }
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
