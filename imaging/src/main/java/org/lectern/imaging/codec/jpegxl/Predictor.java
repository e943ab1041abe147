package org.lectern.imaging.codec.jpegxl;

/** The neighbours of a sample and what they predict (ISO/IEC 18181-1 Annex H.3). */
final class Predictor {
    static final int GRADIENT = 5;
    static final int WEIGHTED = 6;

    int west;
    int north;
    int northWest;
    int northEast;
    int northNorth;
    int westWest;
    private int northEastEast;

    private final int[] data;
    private final int width;

    Predictor(Channel channel) {
        this.data = channel.data();
        this.width = channel.width();
    }

    /** Looks at the neighbours of a sample. */
    void at(int x, int y) {
        int here = y * width + x;
        if (y == 0) {
            west = x > 0 ? data[here - 1] : 0;
            north = west;
            northWest = west;
            northEast = west;
            northNorth = west;
            northEastEast = west;
            westWest = x > 1 ? data[here - 2] : west;
            return;
        }
        int above = here - width;
        north = data[above];
        west = x > 0 ? data[here - 1] : north;
        northWest = x > 0 ? data[above - 1] : west;
        northEast = x + 1 < width ? data[above + 1] : north;
        northEastEast = x + 2 < width ? data[above + 2] : northEast;
        northNorth = y > 1 ? data[above - width] : north;
        westWest = x > 1 ? data[here - 2] : west;
    }

    /** The prediction of one of the predictors, the self-correcting one excepted. */
    int predict(int predictor) {
        return switch (predictor) {
            case 1 -> west;
            case 2 -> north;
            case 3 -> (west + north) / 2;
            case 4 -> Math.abs(north - northWest) < Math.abs(west - northWest) ? west : north;
            case GRADIENT -> gradient(west, north, northWest);
            case 7 -> northEast;
            case 8 -> northWest;
            case 9 -> westWest;
            case 10 -> (west + northWest) / 2;
            case 11 -> (north + northWest) / 2;
            case 12 -> (north + northEast) / 2;
            case 13 -> (6 * north - 2 * northNorth + 7 * west + westWest + northEastEast + 3 * northEast + 8) / 16;
            default -> 0;
        };
    }

    /** West plus north less north-west, held between west and north. */
    static int gradient(int west, int north, int northWest) {
        int least = Math.min(west, north);
        int most = Math.max(west, north);
        return northWest < least ? most : northWest > most ? least : west + north - northWest;
    }
}
