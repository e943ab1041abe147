package org.lectern.imaging.codec.jpegxl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.codec.CodecException;

/** Decodes the samples of one channel (ISO/IEC 18181-1 Annex H.4). */
final class ChannelDecoder {
    private static final int FIRST_REFERENCE = 16;

    private final EntropyReader reader;
    private final ModularTree tree;
    private final Channel channel;
    private final Predictor near;
    private final @Nullable WeightedPredictor weighted;
    private final List<Channel> references = new ArrayList<>();
    private final int[] properties;

    /**
     * A decoder of the channel at {@code index}.
     *
     * @param tree what is left of the tree for this channel
     * @param before the channels before it, that its properties may refer to
     */
    ChannelDecoder(
            EntropyReader reader,
            ModularTree tree,
            Channel channel,
            List<Channel> before,
            WeightedPredictor.Parameters parameters) {
        this.reader = reader;
        this.tree = tree;
        this.channel = channel;
        this.near = new Predictor(channel);
        this.weighted = tree.usesWeighted() ? new WeightedPredictor(parameters, channel.width()) : null;
        int last = tree.lastProperty();
        for (int i = before.size() - 1; i >= 0 && FIRST_REFERENCE + 4 * references.size() <= last; i--) {
            if (before.get(i).isLike(channel)) {
                references.add(before.get(i));
            }
        }
        this.properties = new int[Math.max(FIRST_REFERENCE, last + 1) + 4];
    }

    void decode() throws CodecException {
        channel.setDecoded();
        boolean single = tree.size() == 1;
        for (int y = 0; y < channel.height(); y++) {
            if (weighted != null && y > 0) {
                weighted.nextRow();
            }
            if (!single) {
                treeRow(y);
            } else if (tree.predictor[0] == Predictor.GRADIENT && y > 0) {
                gradientRow(y);
            } else {
                row(y);
            }
        }
    }

    /** One context, one predictor. */
    private void row(int y) throws CodecException {
        int[] data = channel.data();
        int start = y * channel.width();
        int cluster = tree.above[0];
        int predictor = tree.predictor[0];
        int multiplier = tree.multiplier[0];
        int offset = tree.value[0];
        for (int x = 0; x < channel.width(); x++) {
            int residual = BitReader.unpackSigned(reader.readCluster(cluster)) * multiplier + offset;
            near.at(x, y);
            if (weighted != null) {
                data[start + x] = residual + weighted.predict(x, near);
                weighted.learn(x, data[start + x]);
            } else {
                data[start + x] = residual + near.predict(predictor);
            }
        }
    }

    /** One context, the gradient predictor, not the first row. */
    private void gradientRow(int y) throws CodecException {
        int[] data = channel.data();
        int width = channel.width();
        int here = y * width;
        int cluster = tree.above[0];
        int multiplier = tree.multiplier[0];
        int offset = tree.value[0];
        int west = data[here - width];
        int northWest = west;
        for (int x = 0; x < width; x++, here++) {
            int north = data[here - width];
            int residual = BitReader.unpackSigned(reader.readCluster(cluster)) * multiplier + offset;
            west = residual + Predictor.gradient(west, north, northWest);
            data[here] = west;
            northWest = north;
        }
    }

    private void treeRow(int y) throws CodecException {
        int[] data = channel.data();
        int start = y * channel.width();
        int[] property = tree.property;
        int[] value = tree.value;
        int[] above = tree.above;
        properties[2] = y;
        properties[9] = 0;
        for (int x = 0; x < channel.width(); x++) {
            near.at(x, y);
            local(x);
            int prediction = 0;
            if (weighted != null) {
                prediction = weighted.predict(x, near);
                properties[15] = weighted.largestError();
            }
            if (!references.isEmpty()) {
                refer(x, start + x, y);
            }
            int node = 0;
            while (property[node] >= 0) {
                node = properties[property[node]] > value[node] ? above[node] : above[node] + 1;
            }
            int residual =
                    BitReader.unpackSigned(reader.readCluster(above[node])) * tree.multiplier[node] + value[node];
            int predictor = tree.predictor[node];
            data[start + x] = residual + (predictor == Predictor.WEIGHTED ? prediction : near.predict(predictor));
            if (weighted != null) {
                weighted.learn(x, data[start + x]);
            }
        }
    }

    /** Properties 3 to 14; 9 is that of the sample to the west before it is replaced. */
    private void local(int x) {
        int west = near.west;
        int north = near.north;
        int northWest = near.northWest;
        properties[3] = x;
        properties[4] = Math.abs(north);
        properties[5] = Math.abs(west);
        properties[6] = north;
        properties[7] = west;
        properties[8] = west - properties[9];
        properties[9] = west + north - northWest;
        properties[10] = west - northWest;
        properties[11] = northWest - north;
        properties[12] = north - near.northEast;
        properties[13] = north - near.northNorth;
        properties[14] = west - near.westWest;
    }

    private void refer(int x, int here, int y) {
        int width = channel.width();
        int at = FIRST_REFERENCE;
        for (int i = 0; i < references.size() && at + 3 < properties.length; i++, at += 4) {
            int[] data = references.get(i).data();
            int sample = data[here];
            int west = x > 0 ? data[here - 1] : 0;
            int north = y > 0 ? data[here - width] : west;
            int northWest = x > 0 && y > 0 ? data[here - width - 1] : west;
            int error = sample - Predictor.gradient(west, north, northWest);
            properties[at] = Math.abs(sample);
            properties[at + 1] = sample;
            properties[at + 2] = Math.abs(error);
            properties[at + 3] = error;
        }
    }
}
