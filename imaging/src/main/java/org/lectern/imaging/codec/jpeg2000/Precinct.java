package org.lectern.imaging.codec.jpeg2000;

/** The code-blocks of one sub-band in one precinct, with the trees that their packet headers use (T.800 B.7, B.10). */
final class Precinct {
    final int blocksAcross;
    final CodeBlock[] blocks;
    final TagTree inclusion;
    final TagTree planes;

    /**
     * Cuts an area of a sub-band into its code-blocks.
     *
     * @param area in the sub-band's own coordinates, not empty
     * @param band the sub-band that it is cut from
     */
    Precinct(Area area, Subband band) {
        int widthLog = band.blockWidthLog;
        int heightLog = band.blockHeightLog;
        int firstX = area.x0() >> widthLog;
        int firstY = area.y0() >> heightLog;
        blocksAcross = Area.ceil(area.x1(), widthLog) - firstX;
        int down = Area.ceil(area.y1(), heightLog) - firstY;
        blocks = new CodeBlock[blocksAcross * down];
        for (int i = 0; i < blocks.length; i++) {
            int gridX = firstX + i % blocksAcross;
            int gridY = firstY + i / blocksAcross;
            int x0 = Math.max(gridX << widthLog, area.x0());
            int y0 = Math.max(gridY << heightLog, area.y0());
            int x1 = (int) Math.min((gridX + 1L) << widthLog, area.x1());
            int y1 = (int) Math.min((gridY + 1L) << heightLog, area.y1());
            blocks[i] =
                    new CodeBlock(x0 - band.area.x0() + band.left, y0 - band.area.y0() + band.top, x1 - x0, y1 - y0);
        }
        inclusion = new TagTree(blocksAcross, down);
        planes = new TagTree(blocksAcross, down);
    }
}
