package org.lectern.imaging.codec.jpeg2000;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.codec.CodecException;
import org.lectern.imaging.codec.Parallel;

/** Decodes one tile: packets, code-blocks, wavelet, component transformation. */
final class TileDecoder {
    private static final int BLOCKS_PER_PART = 8;

    private record Work(CodeBlock block, Subband band) {}

    private final Codestream codestream;
    private final int discardLevels;
    private final Parallel parallel;

    TileDecoder(Codestream codestream, int discardLevels, Parallel parallel) {
        this.codestream = codestream;
        this.discardLevels = discardLevels;
        this.parallel = parallel;
    }

    /** The samples of the tile's components, before the level shift. */
    List<Plane> decode(int index, TileStream stream) throws CodecException {
        ImageSize size = codestream.size();
        Area area = size.tile(index);
        TileStyle style = stream.parameters().tileStyle();
        TileComponent[] components = new TileComponent[size.components()];
        long packets = 0;
        for (int c = 0; c < components.length; c++) {
            components[c] = TileComponent.of(size, area, c, stream.parameters());
            packets += components[c].precincts() * style.layers();
            if (components[c].precincts() > mostPrecincts(components[c])) {
                throw new CodecException(
                        "Tile %d is cut into %d precincts".formatted(index, components[c].precincts()), -1);
            }
        }
        if (packets > stream.packetBytes()) {
            throw new CodecException(
                    "Tile %d needs %d packets and has %d bytes".formatted(index, packets, stream.packetBytes()), -1);
        }
        for (TileComponent component : components) {
            for (Resolution resolution : component.resolutions) {
                resolution.allocate();
            }
        }
        PacketReader reader = new PacketReader(codestream.bytes().array(), stream);
        PacketOrder order = new PacketOrder(components, area, style.layers(), reader);
        for (Progression progression : stream.parameters().progressions()) {
            order.visit(progression);
        }
        List<Plane> planes = new ArrayList<>();
        for (TileComponent component : components) {
            planes.add(decode(component));
        }
        if (style.componentTransform()) {
            ComponentTransform.inverse(planes, parallel);
        }
        return planes;
    }

    /** As many as precincts of 8 × 8 samples make in a large tile: what keeps memory a small multiple of the frame. */
    private static long mostPrecincts(TileComponent component) {
        return 4096 + (long) component.area.width() * component.area.height() / 48;
    }

    private Plane decode(TileComponent component) throws CodecException {
        int top = component.style.levels() - discardLevels;
        Plane plane = Plane.allocate(component.resolutions[top].area, component.style.reversible());
        List<Work> work = new ArrayList<>();
        for (int r = 0; r <= top; r++) {
            for (Subband band : component.resolutions[r].bands) {
                band.forEachBlock(block -> work.add(new Work(block, band)));
            }
        }
        decodeBlocks(component, work, plane);
        Wavelet wavelet = plane.reversible() ? new Wavelet53(plane.ints()) : new Wavelet97(plane.floats());
        wavelet.inverse(component.resolutions, top, parallel);
        return plane;
    }

    /** Decodes blocks in parallel; of several errors the first in order is reported, whatever the threads did. */
    private void decodeBlocks(TileComponent component, List<Work> work, Plane plane) throws CodecException {
        int parts = Math.ceilDiv(work.size(), BLOCKS_PER_PART);
        @Nullable CodecException[] errors = new @Nullable CodecException[parts];
        parallel.forEach(parts, part -> {
            int from = part * BLOCKS_PER_PART;
            try {
                decodePart(component, work.subList(from, Math.min(from + BLOCKS_PER_PART, work.size())), plane);
            } catch (CodecException e) {
                errors[part] = e;
            }
        });
        for (CodecException error : errors) {
            if (error != null) {
                throw error;
            }
        }
    }

    private void decodePart(TileComponent component, List<Work> work, Plane plane) throws CodecException {
        ComponentStyle style = component.style;
        BlockDecoder decoder =
                style.has(ComponentStyle.HIGH_THROUGHPUT) ? new HtBlockDecoder() : new EbcotBlockDecoder();
        BlockStore store = new BlockStore(plane, component.roiShift);
        for (Work next : work) {
            int bitPlanes = next.band().planes + component.roiShift;
            decoder.decode(codestream.bytes().array(), next.block(), style, next.band(), bitPlanes);
            store.store(decoder, next.block(), next.band());
        }
    }
}
