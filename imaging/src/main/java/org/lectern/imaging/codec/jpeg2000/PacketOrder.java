package org.lectern.imaging.codec.jpeg2000;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lectern.imaging.codec.CodecException;

/** The order of a tile's packets: the five progressions of T.800 B.12, and their changes. */
final class PacketOrder {
    /** Receives the packets in order, each once. */
    interface Visitor {
        void packet(Resolution resolution, int precinct, ComponentStyle style) throws CodecException;
    }

    private record Place(int component, int resolution, int precinct, long x, long y) {}

    private static final Comparator<Place> BY_POSITION =
            Comparator.comparingLong(Place::y).thenComparingLong(Place::x);
    private static final Comparator<Place> BY_INDEX =
            Comparator.comparingInt(Place::component).thenComparingInt(Place::resolution);

    private final TileComponent[] components;
    private final Area tile;
    private final Visitor visitor;
    private final int layers;

    PacketOrder(TileComponent[] components, Area tile, int layers, Visitor visitor) {
        this.components = components;
        this.tile = tile;
        this.layers = layers;
        this.visitor = visitor;
    }

    void visit(Progression progression) throws CodecException {
        int layerEnd = Math.min(layers, progression.layerEnd());
        switch (progression.order()) {
            case 0 -> {
                List<Place> places = places(progression, Comparator.comparingInt(Place::resolution));
                for (int layer = 0; layer < layerEnd; layer++) {
                    visitLayer(places, layer);
                }
            }
            case 1 -> resolutionsByLayer(progression, layerEnd);
            case 2 ->
                visitAll(
                        places(
                                progression,
                                Comparator.comparingInt(Place::resolution)
                                        .thenComparing(BY_POSITION)
                                        .thenComparing(BY_INDEX)),
                        layerEnd);
            case 3 -> visitAll(places(progression, BY_POSITION.thenComparing(BY_INDEX)), layerEnd);
            default ->
                visitAll(
                        places(
                                progression,
                                Comparator.comparingInt(Place::component)
                                        .thenComparing(BY_POSITION)
                                        .thenComparing(BY_INDEX)),
                        layerEnd);
        }
    }

    private void resolutionsByLayer(Progression p, int layerEnd) throws CodecException {
        for (int r = p.resolutionStart(); r < Math.min(33, p.resolutionEnd()); r++) {
            Progression one = new Progression(p.order(), r, r + 1, p.componentStart(), p.componentEnd(), p.layerEnd());
            List<Place> places = places(one, Comparator.comparingInt(Place::component));
            for (int layer = 0; layer < layerEnd; layer++) {
                visitLayer(places, layer);
            }
        }
    }

    private void visitLayer(List<Place> places, int layer) throws CodecException {
        for (Place place : places) {
            visit(place, layer);
        }
    }

    private void visitAll(List<Place> places, int layerEnd) throws CodecException {
        for (Place place : places) {
            for (int layer = 0; layer < layerEnd; layer++) {
                visit(place, layer);
            }
        }
    }

    private void visit(Place place, int layer) throws CodecException {
        TileComponent component = components[place.component()];
        Resolution resolution = component.resolutions[place.resolution()];
        if (resolution.layersRead[place.precinct()] == layer) {
            visitor.packet(resolution, place.precinct(), component.style);
            resolution.layersRead[place.precinct()] = layer + 1;
        }
    }

    /** The precincts that a progression covers; the sort is stable, so that precincts stay in raster order. */
    private List<Place> places(Progression progression, Comparator<Place> order) {
        List<Place> places = new ArrayList<>();
        for (int c = progression.componentStart(); c < progression.componentEnd(); c++) {
            TileComponent component = components[c];
            int end = Math.min(component.resolutions.length, progression.resolutionEnd());
            for (int r = progression.resolutionStart(); r < end; r++) {
                Resolution resolution = component.resolutions[r];
                for (int k = 0; k < resolution.layersRead.length; k++) {
                    long x = resolution.gridX(k, tile.x0(), component.stepX);
                    long y = resolution.gridY(k, tile.y0(), component.stepY);
                    places.add(new Place(c, r, k, x, y));
                }
            }
        }
        places.sort(order);
        return places;
    }
}
