package org.lectern.rendering.raster;

import org.lectern.rendering.view.Affine2;

/** Pixels as they are, each screen pixel that of the image pixel under its centre. */
record NearestRows(Source source, Affine2 toImage) implements RowSampler {
    @Override
    public void sample(int y, int[] argb) {
        for (int x = 0; x < argb.length; x++) {
            double column = toImage.xx() * (x + 0.5) + toImage.xy() * (y + 0.5) + toImage.tx();
            double row = toImage.yx() * (x + 0.5) + toImage.yy() * (y + 0.5) + toImage.ty();
            if (column >= 0 && row >= 0 && column < source.columns() && row < source.rows()) {
                argb[x] = source.exact((int) column, (int) row);
            }
        }
    }
}
