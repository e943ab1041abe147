package org.lectern.imaging.codec.jpegxl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.codec.CodecException;

/** Decodes one frame to planes, before its colours are transformed (ISO/IEC 18181-1 Annexes F to K). */
final class JxlFrame {
    private final ImageHeader image;
    private final FrameHeader header;
    private final References references;
    private final Sections sections;
    private final Groups lfGroups;
    private final Groups groups;
    private List<Patch> patches = List.of();
    private Optional<Noise> noise = Optional.empty();
    private final float[] lfDequant = {1 / 4096f, 1 / 512f, 1 / 256f};
    private Optional<ModularTree> tree = Optional.empty();
    private ModularImage modular = new ModularImage(List.of(), 8);
    private @Nullable LowFrequency lowFrequency;
    private Plane[] planes = new Plane[0];

    JxlFrame(BitReader in, byte[] data, ImageHeader image, FrameHeader header, References references)
            throws CodecException {
        this.image = image;
        this.header = header;
        this.references = references;
        this.lfGroups = Groups.of(header, 8);
        this.groups = Groups.of(header, 1);
        this.sections = new Sections(in, data, lfGroups.count(), groups.count(), header.passes.shifts().length);
    }

    int end() {
        return sections.end();
    }

    /** Decodes to the channels of a modular frame that needs nothing more. */
    List<Channel> decodeChannels() throws CodecException {
        decodeSections();
        return modular.channels();
    }

    /** Whether the samples of the frame are its channels. */
    boolean isPlain() {
        return header.modular
                && !image.xyb()
                && !header.ycbcr
                && (header.flags & (FrameHeader.NOISE | FrameHeader.PATCHES | FrameHeader.SPLINES)) == 0
                && header.upsampling == 1
                && !header.filter.gaborish()
                && header.filter.iterations() == 0;
    }

    /** Decodes to colour planes, filtered, of the size that the frame has in the image. */
    Plane[] decode() throws CodecException {
        decodeSections();
        if (header.modular) {
            planes = modularPlanes();
        }
        modular = new ModularImage(List.of(), 8);
        restoreChroma();
        filter();
        for (Patch patch : patches) {
            patch.draw(references.patchSource(patch.reference()), planes);
        }
        if (header.upsampling > 1) {
            int factor = header.upsampling;
            for (int c = 0; c < planes.length; c++) {
                planes[c] = image.upsampling().upsample(planes[c], factor, header.fullWidth, header.fullHeight);
            }
        }
        if (noise.isPresent()) {
            LowFrequency blocks = lowFrequency;
            float[] chroma =
                    blocks == null ? new float[] {0, 1} : blocks.parameters().chroma();
            noise.get().add(planes, header.groupDimension, references.seed(), chroma);
        }
        return planes;
    }

    private void decodeSections() throws CodecException {
        readLfGlobal(sections.reader(0));
        for (int i = 0; i < lfGroups.count(); i++) {
            readLfGroup(sections.reader(1 + i), i);
        }
        LowFrequency blocks = lowFrequency;
        BitReader in = sections.reader(1 + lfGroups.count());
        if (blocks != null) {
            if (!header.has(FrameHeader.SKIP_LF_SMOOTHING) && !header.has(FrameHeader.USE_LF_FRAME)) {
                if (header.isSubsampled()) {
                    throw in.error("Low frequencies are to be smoothed in a sub-sampled frame");
                }
                blocks.smooth();
            }
            readHighFrequencies(new HighFrequency(in, tree, header, image.opsin(), blocks), blocks);
        } else {
            for (int group = 0; group < groups.count(); group++) {
                for (int pass = 0; pass < header.passes.shifts().length; pass++) {
                    readModularGroup(groupReader(pass, group), pass, group);
                }
            }
        }
        modular.undo();
    }

    private BitReader groupReader(int pass, int group) {
        return sections.reader(2 + lfGroups.count() + pass * groups.count() + group);
    }

    private void readLfGlobal(BitReader in) throws CodecException {
        if (header.has(FrameHeader.PATCHES)) {
            patches = Patch.read(in, image.extraChannels().size());
        }
        if (header.has(FrameHeader.SPLINES)) {
            throw in.error("Splines are not supported");
        }
        if (header.has(FrameHeader.NOISE)) {
            noise = Optional.of(Noise.read(in));
        }
        if (!in.bool()) {
            for (int c = 0; c < 3; c++) {
                lfDequant[c] = in.f16() / 128;
                if (!(lfDequant[c] > 0)) {
                    throw in.error("A quantization step is not positive");
                }
            }
        }
        if (!header.modular) {
            LowFrequency blocks = new LowFrequency(header, VarDctParameters.read(in, lfDequant));
            lowFrequency = blocks;
            planes = new Plane[3];
            for (int c = 0; c < 3; c++) {
                int horizontal = header.horizontalShift[c];
                int vertical = header.verticalShift[c];
                planes[c] = new Plane(
                        header.width() + (1 << horizontal) - 1 >> horizontal,
                        header.height() + (1 << vertical) - 1 >> vertical,
                        8 * (blocks.blocksWide >> horizontal),
                        8 * (blocks.blocksHigh >> vertical));
            }
        }
        if (in.bool()) {
            long samples = (long) header.width()
                    * header.height()
                    * (3L + image.extraChannels().size());
            tree = Optional.of(ModularTree.read(in, (int) Math.min(1 << 20, 1024 + samples)));
        }
        modular = new ModularImage(channels(), image.bitsPerSample());
        modular.decode(in, tree, 0, header.groupDimension);
    }

    private List<Channel> channels() {
        List<Channel> channels = new ArrayList<>();
        int colors = !header.modular ? 0 : image.colorChannels() == 1 && !image.xyb() && !header.ycbcr ? 1 : 3;
        for (int c = 0; c < colors; c++) {
            channels.add(new Channel(header.width(), header.height(), 0, 0));
        }
        for (int i = 0; i < image.extraChannels().size(); i++) {
            int log = Integer.numberOfTrailingZeros(header.extraUpsampling[i])
                    + image.extraChannels().get(i);
            int shift = Math.max(0, log - Integer.numberOfTrailingZeros(header.upsampling));
            int round = (1 << log) - 1;
            int width = header.width() * header.upsampling + round >> log;
            int height = header.height() * header.upsampling + round >> log;
            channels.add(new Channel(width, height, shift, shift));
        }
        return channels;
    }

    private void readLfGroup(BitReader in, int group) throws CodecException {
        LowFrequency blocks = lowFrequency;
        int x = lfGroups.x(group) / 8;
        int y = lfGroups.y(group) / 8;
        if (blocks != null) {
            if (header.has(FrameHeader.USE_LF_FRAME)) {
                if (group == 0) {
                    blocks.take(references.lfFrame(header.lfLevel));
                }
            } else {
                blocks.readLf(in, tree, 1 + group, x, y);
            }
        }
        readModular(in, 1 + lfGroups.count() + group, lfGroups, group, new int[] {3, Integer.MAX_VALUE});
        if (blocks != null) {
            blocks.readMetadata(in, tree, 1 + 2 * lfGroups.count() + group, x, y);
        }
    }

    private void readHighFrequencies(HighFrequency high, LowFrequency blocks) throws CodecException {
        for (int group = 0; group < groups.count(); group++) {
            int x = groups.x(group) / 8;
            int y = groups.y(group) / 8;
            high.startGroup();
            for (int pass = 0; pass < header.passes.shifts().length; pass++) {
                BitReader in = groupReader(pass, group);
                high.readPass(in, pass, x, y);
                readModularGroup(in, pass, group);
            }
            high.finishGroup(x, y, planes);
        }
        if (blocks.blocksWide == 0) {
            throw new CodecException("JPEG XL: A frame is empty", -1);
        }
    }

    private void readModularGroup(BitReader in, int pass, int group) throws CodecException {
        int stream = 1 + 3 * lfGroups.count() + Varblock.TABLES + groups.count() * pass + group;
        readModular(in, stream, groups, group, header.shiftsOfPass(pass));
    }

    /** Reads a group's part of the channels with a shift in this range. */
    private void readModular(BitReader in, int stream, Groups division, int group, int[] shifts) throws CodecException {
        List<Channel> wholes = new ArrayList<>();
        List<Channel> parts = new ArrayList<>();
        for (Channel whole : modular.inGroups(header.groupDimension)) {
            int shift = Math.min(whole.horizontalShift(), whole.verticalShift());
            int x = division.x(group) >> whole.horizontalShift();
            int y = division.y(group) >> whole.verticalShift();
            int width = Math.min(division.size() >> whole.horizontalShift(), whole.width() - x);
            int height = Math.min(division.size() >> whole.verticalShift(), whole.height() - y);
            if (shift >= shifts[0] && shift <= shifts[1] && width > 0 && height > 0) {
                wholes.add(whole);
                parts.add(new Channel(width, height, whole.horizontalShift(), whole.verticalShift()));
            }
        }
        ModularImage part = new ModularImage(parts, image.bitsPerSample());
        part.decodeAll(in, tree, stream);
        for (int i = 0; i < wholes.size(); i++) {
            Channel whole = wholes.get(i);
            Channel from = part.channels().get(i);
            int x = division.x(group) >> whole.horizontalShift();
            int y = division.y(group) >> whole.verticalShift();
            if (!from.hasSizeOf(parts.get(i))) {
                throw in.error("A group of a modular frame has the wrong size");
            }
            for (int row = 0; row < from.height(); row++) {
                System.arraycopy(
                        from.data(), row * from.width(), whole.data(), (y + row) * whole.width() + x, from.width());
            }
        }
    }

    private Plane[] modularPlanes() {
        List<Channel> channels = modular.channels();
        if (!image.xyb()) {
            int count = header.ycbcr ? 3 : image.colorChannels();
            float factor = 1f / ((1L << image.bitsPerSample()) - 1);
            Plane[] result = new Plane[count];
            for (int c = 0; c < count; c++) {
                result[c] = Plane.of(channels.get(c), factor);
            }
            return result;
        }
        int[] luma = channels.get(0).data();
        int[] blue = channels.get(2).data();
        for (int i = 0; i < blue.length; i++) {
            blue[i] += luma[i];
        }
        return new Plane[] {
            Plane.of(channels.get(1), lfDequant[0]),
            Plane.of(channels.get(0), lfDequant[1]),
            Plane.of(channels.get(2), lfDequant[2])
        };
    }

    private void restoreChroma() {
        for (int c = 0; c < planes.length && header.isSubsampled(); c++) {
            if (header.horizontalShift[c] > 0) {
                planes[c] = ChromaUpsampling.widen(planes[c], header.width());
            }
            if (header.verticalShift[c] > 0) {
                planes[c] = ChromaUpsampling.heighten(planes[c], header.height());
            }
        }
    }

    private void filter() {
        RestorationFilter filter = header.filter;
        for (int c = 0; c < planes.length && filter.gaborish(); c++) {
            Smoothing.apply(planes[c], filter.smoothing()[2 * c], filter.smoothing()[2 * c + 1]);
        }
        if (filter.iterations() > 0) {
            LowFrequency blocks = lowFrequency;
            int wide = blocks == null ? header.width() + 7 >> 3 : blocks.blocksWide;
            float[] sigma = new float[wide * (blocks == null ? header.height() + 7 >> 3 : blocks.blocksHigh)];
            Arrays.fill(sigma, 1 / filter.sigmaForModular());
            for (int i = 0; i < sigma.length && blocks != null; i++) {
                float sharpness = filter.sharpness()[blocks.sharpness[i]];
                sigma[i] = blocks.quant[i] / (blocks.parameters().hfFactor() * sharpness);
            }
            new EdgePreservingFilter(planes, filter, sigma, wide).apply();
        }
    }
}
