package org.lectern.imaging.codec.jpegxl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lectern.imaging.codec.CodecException;

/** A sub-bitstream of integer channels and the transforms that they went through (ISO/IEC 18181-1 Annex H). */
final class ModularImage {
    private static final int MAX_TRANSFORMS = 64;
    private static final int MAX_TREE = 1 << 20;
    /** How many times its samples a modular image may have with its palettes, and some for small images. */
    private static final int MAX_CODED_FACTOR = 8;

    private static final long MIN_CODED = 1 << 18;

    private final List<Channel> channels;
    private final int bitDepth;
    private final List<Transform> transforms = new ArrayList<>();
    private int metaChannels;
    private WeightedPredictor.Parameters weighted = new WeightedPredictor.Parameters(new int[7], new int[4]);

    /** An image of these channels; the bit depth scales colours that palettes imply. */
    ModularImage(List<Channel> channels, int bitDepth) {
        this.channels = new ArrayList<>(channels);
        this.bitDepth = bitDepth;
    }

    List<Channel> channels() {
        return channels;
    }

    int bitDepth() {
        return bitDepth;
    }

    int metaChannels() {
        return metaChannels;
    }

    void setMetaChannels(int count) {
        metaChannels = count;
    }

    WeightedPredictor.Parameters weighted() {
        return weighted;
    }

    /** Decodes all channels and undoes the transforms. */
    void decodeAll(BitReader in, Optional<ModularTree> globalTree, int stream) throws CodecException {
        decode(in, globalTree, stream, Integer.MAX_VALUE);
        undo();
    }

    /** Decodes the channels that come before the first one that is wider or higher than this, palettes excepted. */
    void decode(BitReader in, Optional<ModularTree> globalTree, int stream, int largest) throws CodecException {
        if (channels.isEmpty()) {
            return;
        }
        long original = samples(channels);
        boolean useGlobal = in.bool();
        weighted = WeightedPredictor.Parameters.read(in);
        int count = in.u32(0, 0, 1, 0, 2, 4, 18, 8);
        if (count > MAX_TRANSFORMS) {
            throw in.error("A modular image has more than %d transforms".formatted(MAX_TRANSFORMS));
        }
        for (int i = 0; i < count; i++) {
            Transform transform = Transform.read(in);
            transform.announce(in, this);
            transforms.add(transform);
        }
        int here = countBefore(largest);
        if (samples(channels) > MIN_CODED + MAX_CODED_FACTOR * original) {
            throw in.error("The palettes of a modular image are larger than it can use");
        }
        long samples = samples(channels.subList(0, here));
        int widest = 0;
        for (Channel channel : channels.subList(0, here)) {
            widest = channel.isEmpty() ? widest : Math.max(widest, channel.width());
        }
        if (samples == 0) {
            return;
        }
        ModularTree tree;
        if (useGlobal) {
            tree = globalTree.orElseThrow(() -> in.error("The global decision tree is missing"));
        } else {
            tree = ModularTree.read(in, (int) Math.min(MAX_TREE, 1024 + samples));
        }
        EntropyReader reader = new EntropyReader(in, tree.code(), widest);
        for (int i = 0; i < here; i++) {
            Channel channel = channels.get(i);
            if (!channel.isEmpty()) {
                new ChannelDecoder(reader, tree.of(i, stream), channel, channels.subList(0, i), weighted).decode();
            }
        }
        reader.finish();
    }

    private static long samples(List<Channel> channels) {
        long samples = 0;
        for (Channel channel : channels) {
            samples += (long) channel.width() * channel.height();
        }
        return samples;
    }

    private int countBefore(int largest) {
        for (int i = metaChannels; i < channels.size(); i++) {
            Channel channel = channels.get(i);
            if (!channel.isEmpty() && (channel.width() > largest || channel.height() > largest)) {
                return i;
            }
        }
        return channels.size();
    }

    /** The channels that the groups hold: from the first one that was too large here. */
    List<Channel> inGroups(int largest) {
        return channels.subList(countBefore(largest), channels.size());
    }

    void undo() throws CodecException {
        for (Transform transform : transforms.reversed()) {
            transform.undo(this);
        }
        transforms.clear();
    }
}
