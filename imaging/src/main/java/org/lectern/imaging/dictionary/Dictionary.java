package org.lectern.imaging.dictionary;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The data element registry (PS3.6 section 6) and the UID registry (PS3.6 Annex A).
 *
 * <p>Repeating groups (50xx, 60xx) answer for each of their groups. Private elements are not known here.
 */
public final class Dictionary {
    /** One registered data element; {@code vr} is the one of implicit little-endian where the registry names several. */
    public record Entry(String keyword, String name, VR vr, String vm, boolean retired) {}

    private static final Map<Integer, Entry> ENTRIES = new HashMap<>(8192);
    private static final Map<String, Integer> TAGS = new HashMap<>(8192);
    private static final Map<String, String> UID_NAMES = new HashMap<>(1024);
    private static final Set<Integer> SIGNED_AS_PIXELS = new HashSet<>();
    private static final int[] SORTED; // tag ^ MIN_VALUE, for the reader's inner loop
    private static final VR[] SORTED_VRS;

    static {
        read("attributes.tsv", Dictionary::addAttribute);
        SORTED = ENTRIES.keySet().stream()
                .mapToInt(tag -> tag ^ Integer.MIN_VALUE)
                .sorted()
                .toArray();
        SORTED_VRS = Arrays.stream(SORTED)
                .mapToObj(key -> Objects.requireNonNull(ENTRIES.get(key ^ Integer.MIN_VALUE))
                        .vr())
                .toArray(VR[]::new);
        read("uids.tsv", row -> UID_NAMES.put(row[0], row[1]));
    }

    private Dictionary() {}

    /** The registry's entry for a tag, or empty for private and unknown elements. */
    public static Optional<Entry> entry(int tag) {
        return Optional.ofNullable(ENTRIES.get(canonical(tag)));
    }

    /**
     * The VR to assume where the stream does not say: the registry's, UL for group lengths, LO for private creators,
     * else UN (PS3.5 sections 6.2.2 and 7.8.1).
     */
    public static VR vr(int tag) {
        if ((tag & 0xFFFF) == 0) {
            return VR.UL;
        }
        if (isPrivate(tag)) {
            int element = tag & 0xFFFF;
            return element >= 0x10 && element <= 0xFF ? VR.LO : VR.UN;
        }
        int index = Arrays.binarySearch(SORTED, canonical(tag) ^ Integer.MIN_VALUE);
        return index < 0 ? VR.UN : SORTED_VRS[index];
    }

    /**
     * Whether the registry says "US or SS": signed where Pixel Representation (0028,0103) says so, which the reader
     * applies.
     */
    public static boolean isSignedAsPixels(int tag) {
        return SIGNED_AS_PIXELS.contains(tag);
    }

    /** The tag that a keyword names, such as {@code PatientName}. */
    public static OptionalInt tag(String keyword) {
        Integer tag = TAGS.get(keyword);
        return tag == null ? OptionalInt.empty() : OptionalInt.of(tag);
    }

    /** The registered name of a UID, such as {@code CT Image Storage}. */
    public static Optional<String> uidName(String uid) {
        return Optional.ofNullable(UID_NAMES.get(uid));
    }

    /** Whether the group is odd. */
    public static boolean isPrivate(int tag) {
        return (tag & 0x10000) != 0;
    }

    /** A tag as people write it: {@code (0028,0010) Rows}. */
    public static String display(int tag) {
        String numbers = "(%04X,%04X)".formatted(tag >>> 16, tag & 0xFFFF);
        return entry(tag).map(entry -> numbers + " " + entry.name()).orElse(numbers);
    }

    private static int canonical(int tag) {
        int group = tag >>> 24;
        boolean repeating = (group == 0x50 || group == 0x60) && (tag & 0x00E10000) == 0;
        return repeating ? tag & 0xFF00FFFF : tag;
    }

    private static void addAttribute(String[] row) {
        String digits = row[0].startsWith("50xx") || row[0].startsWith("60xx") ? row[0].replace('x', '0') : row[0];
        if (row[1].isEmpty() || digits.contains("x")) {
            return;
        }
        int tag = Integer.parseUnsignedInt(digits, 16);
        if (row[2].startsWith("US or SS")) {
            SIGNED_AS_PIXELS.add(tag);
        }
        ENTRIES.put(tag, new Entry(row[1], row[5], assumed(row[2]), row[3], "Y".equals(row[4])));
        TAGS.put(row[1], tag);
    }

    /** Of several VRs the one that implicit little-endian means (PS3.5 section A.1). */
    private static VR assumed(String registered) {
        return switch (registered) {
            case "OB or OW", "US or OW", "US or SS or OW" -> VR.OW;
            case "US or SS" -> VR.US;
            default -> registered.startsWith("See") ? VR.UN : VR.valueOf(registered);
        };
    }

    private static void read(String resource, Consumer<String[]> row) {
        try (InputStream stream = Objects.requireNonNull(Dictionary.class.getResourceAsStream(resource), resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().skip(1).forEach(line -> row.accept(line.split("\t", -1)));
        } catch (IOException e) {
            throw new UncheckedIOException("The dictionary resource " + resource + " cannot be read", e);
        }
    }
}
