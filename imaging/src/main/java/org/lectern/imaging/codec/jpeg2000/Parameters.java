package org.lectern.imaging.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.codec.CodecException;

/**
 * The coding parameters of the main header or of one tile's headers.
 *
 * <p>Precedence after T.800 A.6: a tile's COC, the tile's COD, the main COC, the main COD; likewise QCC and QCD.
 */
final class Parameters {
    private static final int MAX_PROGRESSIONS = 64;

    private final @Nullable Parameters main;
    private final int components;
    private @Nullable TileStyle tileStyle;
    private @Nullable ComponentStyle style;
    private final @Nullable ComponentStyle[] componentStyles;
    private @Nullable Quantization quantization;
    private final @Nullable Quantization[] componentQuantizations;
    private final int[] roiShifts;
    private final List<Progression> progressions = new ArrayList<>();

    /** The parameters of the main header, or of a tile that refines {@code main}. */
    Parameters(int components, @Nullable Parameters main) {
        this.main = main;
        this.components = components;
        this.componentStyles = new @Nullable ComponentStyle[components];
        this.componentQuantizations = new @Nullable Quantization[components];
        this.roiShifts = main == null ? new int[components] : main.roiShifts.clone();
    }

    /** Takes in a marker segment whose length field is at {@code at}; answers whether it was a parameter at all. */
    boolean read(int marker, Bytes bytes, int at) throws CodecException {
        int end = at + bytes.u16(at);
        int index = components < 257 ? 1 : 2;
        switch (marker) {
            case Markers.COD -> {
                tileStyle = TileStyle.read(bytes, at);
                style = ComponentStyle.read(bytes, at + 7, (bytes.u8(at + 2) & 1) != 0);
            }
            case Markers.COC -> {
                boolean ownPrecincts = (bytes.u8(at + 2 + index) & 1) != 0;
                componentStyles[component(bytes, at)] = ComponentStyle.read(bytes, at + 3 + index, ownPrecincts);
            }
            case Markers.QCD -> quantization = Quantization.read(bytes, at + 2, end);
            case Markers.QCC ->
                componentQuantizations[component(bytes, at)] = Quantization.read(bytes, at + 2 + index, end);
            case Markers.RGN -> readRegion(bytes, at);
            case Markers.POC -> readProgressions(bytes, at, end);
            default -> {
                return false;
            }
        }
        return true;
    }

    private int component(Bytes bytes, int at) throws CodecException {
        int component = bytes.u8(at + 2);
        if (component >= components) {
            throw new CodecException("Component %d of %d is named".formatted(component, components), at);
        }
        return component;
    }

    private void readRegion(Bytes bytes, int at) throws CodecException {
        int shift = bytes.u8(at + 4);
        if (bytes.u8(at + 3) != 0 || shift > 37) {
            throw new CodecException("Region of interest of an unknown kind or shift", at);
        }
        roiShifts[component(bytes, at)] = shift;
    }

    private void readProgressions(Bytes bytes, int at, int end) throws CodecException {
        for (int p = at + 2; p + 7 <= end; p += 7) {
            int componentEnd = bytes.u8(p + 5);
            Progression progression = new Progression(
                    bytes.u8(p + 6),
                    bytes.u8(p),
                    bytes.u8(p + 4),
                    bytes.u8(p + 1),
                    componentEnd == 0 ? components : Math.min(componentEnd, components),
                    bytes.u16(p + 2));
            if (progression.order() > 4 || progressions.size() == MAX_PROGRESSIONS) {
                throw new CodecException("POC names an unknown order or too many changes", p);
            }
            progressions.add(progression);
        }
    }

    TileStyle tileStyle() throws CodecException {
        if (tileStyle != null) {
            return tileStyle;
        }
        if (main != null) {
            return main.tileStyle();
        }
        throw new CodecException("The main header has no COD marker", -1);
    }

    ComponentStyle style(int component) throws CodecException {
        ComponentStyle own = componentStyles[component];
        if (own != null) {
            return own;
        }
        if (style != null) {
            return style;
        }
        if (main != null) {
            return main.style(component);
        }
        throw new CodecException("The main header has no COD marker", -1);
    }

    Quantization quantization(int component) throws CodecException {
        Quantization own = componentQuantizations[component];
        if (own != null) {
            return own;
        }
        if (quantization != null) {
            return quantization;
        }
        if (main != null) {
            return main.quantization(component);
        }
        throw new CodecException("The main header has no QCD marker", -1);
    }

    int roiShift(int component) {
        return roiShifts[component];
    }

    /** The runs of packets, from POC where there is one (the tile's before the main header's), else from COD. */
    List<Progression> progressions() throws CodecException {
        if (!progressions.isEmpty()) {
            return progressions;
        }
        if (main != null && !main.progressions.isEmpty()) {
            return main.progressions;
        }
        TileStyle packets = tileStyle();
        return List.of(new Progression(packets.progression(), 0, 33, 0, components, packets.layers()));
    }

    int minimumLevels() throws CodecException {
        int minimum = 32;
        for (int c = 0; c < components; c++) {
            minimum = Math.min(minimum, style(c).levels());
        }
        return minimum;
    }
}
