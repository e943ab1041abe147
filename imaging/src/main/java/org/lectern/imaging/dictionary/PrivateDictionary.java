package org.lectern.imaging.dictionary;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * VRs of private elements that scanners write without a VR, as GDCM and pydicom (MIT) have collected them from makers'
 * conformance statements.
 *
 * <p>An element is known by its private creator, its group and the last two digits of its number (PS3.5 section 7.8.1).
 */
public final class PrivateDictionary {
    private static final Map<String, Map<Integer, VR>> BY_CREATOR = read();

    private PrivateDictionary() {}

    /** Whether anything is known of a creator's elements. */
    public static boolean knows(String creator) {
        return BY_CREATOR.containsKey(creator);
    }

    /** The VR of an element in a creator's block, UN where it is not known. */
    public static VR vr(String creator, int tag) {
        return BY_CREATOR.getOrDefault(creator, Map.of()).getOrDefault(tag & 0xFFFF00FF, VR.UN);
    }

    private static Map<String, Map<Integer, VR>> read() {
        Map<String, Map<Integer, VR>> byCreator = new HashMap<>();
        try (InputStream stream = Objects.requireNonNull(
                        PrivateDictionary.class.getResourceAsStream("private.tsv"), "private.tsv");
                BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            reader.lines().skip(1).map(line -> line.split("\t", -1)).forEach(row -> add(byCreator, row));
        } catch (IOException e) {
            throw new UncheckedIOException("The dictionary of private elements cannot be read", e);
        }
        return Map.copyOf(byCreator);
    }

    private static void add(Map<String, Map<Integer, VR>> byCreator, String[] row) {
        int group = Integer.parseInt(row[1], 16) << 16;
        Map<Integer, VR> elements = byCreator.computeIfAbsent(row[0], creator -> new HashMap<>());
        for (String element : row[3].split(" ", -1)) {
            elements.put(group | Integer.parseInt(element, 16), VR.valueOf(row[2]));
        }
    }
}
