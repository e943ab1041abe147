package org.lectern.imaging.codec.jpegxl;

import java.util.Optional;
import org.lectern.imaging.codec.CodecException;

/** The distributions of an entropy-coded stream and which context uses which (ISO/IEC 18181-1 Annex C.2). */
final class EntropyCode {
    static final int MAX_CONTEXTS = 1 << 23;

    /** LZ77 parameters: the first length token, the shortest length, how lengths are coded. */
    record Lz77(int minSymbol, int minLength, HybridUint lengths) {}

    private final Optional<Lz77> lz77;
    private final byte[] clusters;
    private final SymbolCode[] codes;
    private final HybridUint[] integers;

    private EntropyCode(Optional<Lz77> lz77, byte[] clusters, SymbolCode[] codes, HybridUint[] integers) {
        this.lz77 = lz77;
        this.clusters = clusters;
        this.codes = codes;
        this.integers = integers;
    }

    /** Reads the distributions of this many contexts. */
    static EntropyCode read(BitReader in, long contexts) throws CodecException {
        if (contexts > MAX_CONTEXTS) {
            throw in.error("An entropy code has more than %d contexts".formatted(MAX_CONTEXTS));
        }
        return read(in, (int) contexts, true);
    }

    private static EntropyCode read(BitReader in, int contexts, boolean lz77Allowed) throws CodecException {
        Optional<Lz77> lz77 = Optional.empty();
        int count = contexts;
        if (in.bool()) {
            if (!lz77Allowed) {
                throw in.error("A context map is coded with LZ77 where it must not");
            }
            int minSymbol = in.u32(224, 0, 512, 0, 4096, 0, 8, 15);
            int minLength = in.u32(3, 0, 4, 0, 5, 2, 9, 8);
            lz77 = Optional.of(new Lz77(minSymbol, minLength, HybridUint.parse(in, 8)));
            count++;
        }
        byte[] clusters = new byte[count];
        int clusterCount = readClusters(in, clusters, 256);
        boolean prefix = in.bool();
        int logAlphabet = prefix ? 15 : 5 + in.bits(2);
        HybridUint[] integers = new HybridUint[clusterCount];
        for (int i = 0; i < clusterCount; i++) {
            integers[i] = HybridUint.parse(in, logAlphabet);
        }
        SymbolCode[] codes = prefix ? prefixCodes(in, clusterCount) : new SymbolCode[clusterCount];
        for (int i = 0; i < clusterCount && !prefix; i++) {
            codes[i] = AnsTable.read(in, logAlphabet);
        }
        return new EntropyCode(lz77, clusters, codes, integers);
    }

    private static SymbolCode[] prefixCodes(BitReader in, int count) throws CodecException {
        int[] alphabets = new int[count];
        for (int i = 0; i < count; i++) {
            alphabets[i] = 1;
            if (in.bool()) {
                int bits = in.bits(4);
                alphabets[i] = 1 + (1 << bits) + in.bits(bits);
            }
            if (alphabets[i] > 1 << 15) {
                throw in.error("An alphabet has more than 32768 symbols");
            }
        }
        SymbolCode[] codes = new SymbolCode[count];
        for (int i = 0; i < count; i++) {
            codes[i] = PrefixCode.read(in, alphabets[i]);
        }
        return codes;
    }

    /** Reads a context map (C.2.2) and answers how many clusters it has. */
    static int readClusters(BitReader in, byte[] clusters, int most) throws CodecException {
        if (clusters.length == 1) {
            return 1;
        }
        if (in.bool()) {
            int bits = in.bits(2);
            for (int i = 0; i < clusters.length; i++) {
                clusters[i] = (byte) in.bits(bits);
            }
        } else {
            boolean moveToFront = in.bool();
            EntropyReader reader = new EntropyReader(in, read(in, 1, clusters.length > 2), 0);
            for (int i = 0; i < clusters.length; i++) {
                int cluster = reader.read(0);
                if (cluster < 0 || cluster > 255) {
                    throw in.error("A context map names a cluster above 255");
                }
                clusters[i] = (byte) cluster;
            }
            reader.finish();
            if (moveToFront) {
                moveToFront(clusters);
            }
        }
        int count = 0;
        for (byte cluster : clusters) {
            count = Math.max(count, (cluster & 0xFF) + 1);
        }
        if (count > most) {
            throw in.error("A context map has more than %d clusters".formatted(most));
        }
        return count;
    }

    private static void moveToFront(byte[] clusters) {
        byte[] recent = new byte[256];
        for (int i = 0; i < 256; i++) {
            recent[i] = (byte) i;
        }
        for (int i = 0; i < clusters.length; i++) {
            int index = clusters[i] & 0xFF;
            byte value = recent[index];
            clusters[i] = value;
            System.arraycopy(recent, 0, recent, 1, index);
            recent[0] = value;
        }
    }

    boolean isAns() {
        return codes[0] instanceof AnsTable;
    }

    Optional<Lz77> lz77() {
        return lz77;
    }

    int cluster(int context) {
        return clusters[context] & 0xFF;
    }

    /** The cluster of LZ77 distances. */
    int distanceCluster() {
        return cluster(clusters.length - 1);
    }

    SymbolCode code(int cluster) {
        return codes[cluster];
    }

    HybridUint integers(int cluster) {
        return integers[cluster];
    }
}
