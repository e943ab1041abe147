package org.lectern.imaging.codec.jpegxl;

import java.util.Arrays;
import org.lectern.imaging.codec.CodecException;

/**
 * Meta-adaptive decision tree with the entropy code of its leaves (ISO/IEC 18181-1 Annex H.4.2).
 *
 * <p>Node {@code i} has {@link #property}[i] and {@link #value}[i]: above the value the way goes to {@link #above}[i],
 * else to {@link #above}[i] + 1. A leaf has property -1 and its context, predictor, offset and multiplier.
 */
final class ModularTree {
    static final int MAX_DEPTH = 2048;
    private static final int LEAF = -1;

    int[] property = new int[16];
    int[] value = new int[16];
    /** First child of a node; context of a leaf. */
    int[] above = new int[16];

    int[] multiplier = new int[16];
    int[] predictor = new int[16];
    private int size;
    private final EntropyCode code;

    private ModularTree(EntropyCode code, int size) {
        this.code = code;
        this.size = size;
    }

    private ModularTree(BitReader in, int limit) throws CodecException {
        int leaves = readNodes(in, limit);
        checkDepth(in);
        code = EntropyCode.read(in, leaves);
    }

    /** Reads a tree of at most {@code limit} nodes. */
    static ModularTree read(BitReader in, int limit) throws CodecException {
        return new ModularTree(in, limit);
    }

    EntropyCode code() {
        return code;
    }

    int size() {
        return size;
    }

    boolean isLeaf(int node) {
        return property[node] == LEAF;
    }

    private int readNodes(BitReader in, int limit) throws CodecException {
        EntropyReader reader = new EntropyReader(in, EntropyCode.read(in, 6), 0);
        int leaves = 0;
        int announced = 1;
        while (size < announced) {
            int node = grow();
            property[node] = reader.read(1, 1 << 16, "A property of a decision tree") - 1;
            if (property[node] == LEAF) {
                predictor[node] = reader.read(2, 13, "A predictor");
                value[node] = reader.readSigned(3);
                int shift = reader.read(4, 30, "A multiplier");
                long factor = (reader.read(5) & 0xFFFFFFFFL) + 1 << shift;
                if (factor > Integer.MAX_VALUE) {
                    throw in.error("A multiplier of a decision tree is too large");
                }
                multiplier[node] = (int) factor;
                above[node] = leaves++;
            } else {
                value[node] = reader.readSigned(0);
                above[node] = announced;
                announced += 2;
                if (announced > limit) {
                    throw in.error("A decision tree has more than %d nodes".formatted(limit));
                }
            }
        }
        reader.finish();
        return leaves;
    }

    private int grow() {
        if (size == property.length) {
            property = Arrays.copyOf(property, 2 * size);
            value = Arrays.copyOf(value, 2 * size);
            above = Arrays.copyOf(above, 2 * size);
            multiplier = Arrays.copyOf(multiplier, 2 * size);
            predictor = Arrays.copyOf(predictor, 2 * size);
        }
        return size++;
    }

    private void checkDepth(BitReader in) throws CodecException {
        int[] depth = new int[size];
        for (int i = 0; i < size; i++) {
            if (!isLeaf(i)) {
                depth[above[i]] = depth[i] + 1;
                depth[above[i] + 1] = depth[i] + 1;
                if (depth[i] >= MAX_DEPTH) {
                    throw in.error("A decision tree is deeper than %d".formatted(MAX_DEPTH));
                }
            }
        }
    }

    /** The tree that is left where channel and stream are known; its leaves name clusters in place of contexts. */
    ModularTree of(int channel, int stream) {
        ModularTree pruned = new ModularTree(code, 0);
        int[] from = new int[size];
        from[pruned.grow()] = decided(0, channel, stream);
        for (int i = 0; i < pruned.size; i++) {
            int node = from[i];
            pruned.property[i] = property[node];
            pruned.value[i] = value[node];
            pruned.multiplier[i] = multiplier[node];
            pruned.predictor[i] = predictor[node];
            if (isLeaf(node)) {
                pruned.above[i] = code.cluster(above[node]);
            } else {
                pruned.above[i] = pruned.size;
                for (int child = 0; child < 2; child++) {
                    from[pruned.grow()] = decided(above[node] + child, channel, stream);
                }
            }
        }
        return pruned;
    }

    private int decided(int start, int channel, int stream) {
        int node = start;
        while (property[node] == 0 || property[node] == 1) {
            int known = property[node] == 0 ? channel : stream;
            node = known > value[node] ? above[node] : above[node] + 1;
        }
        return node;
    }

    /** Whether a leaf predicts with, or a node looks at, the self-correcting predictor. */
    boolean usesWeighted() {
        for (int i = 0; i < size; i++) {
            if (property[i] == 15 || isLeaf(i) && predictor[i] == Predictor.WEIGHTED) {
                return true;
            }
        }
        return false;
    }

    /** The largest property that a node looks at. */
    int lastProperty() {
        int last = 0;
        for (int i = 0; i < size; i++) {
            last = Math.max(last, property[i]);
        }
        return last;
    }
}
