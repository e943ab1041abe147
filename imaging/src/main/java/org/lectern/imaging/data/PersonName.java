package org.lectern.imaging.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A person's name in up to three scripts (PS3.5 section 6.2.1). */
public record PersonName(Group alphabetic, Group ideographic, Group phonetic) {
    /** The five components of a name in one script; empty where there is none. */
    public record Group(String family, String given, String middle, String prefix, String suffix) {
        private static final Group NONE = new Group("", "", "", "", "");

        /** Whether all components are empty. */
        public boolean isEmpty() {
            return equals(NONE);
        }

        /** Family name, then the others: {@code Adams, Rev. John Robert Quincy, B.A.} */
        public String display() {
            String others = join(" ", prefix, given, middle);
            return join(", ", family, others, suffix);
        }

        /** As DICOM spells it, trailing delimiters left out. */
        public String encoded() {
            return trimmed(String.join("^", family, given, middle, prefix, suffix), '^');
        }
    }

    /** Reads a value of VR PN; components beyond the fifth are kept with the suffix. */
    public static PersonName parse(String value) {
        String[] groups = value.split("=", 3);
        return new PersonName(
                group(groups[0]),
                groups.length > 1 ? group(groups[1]) : Group.NONE,
                groups.length > 2 ? group(groups[2]) : Group.NONE);
    }

    /** Alphabetic name, the ideographic one after it in parentheses; whichever there is. */
    public String display() {
        String latin = alphabetic.display();
        String own = ideographic.isEmpty() ? phonetic.display() : ideographic.display();
        if (latin.isEmpty() || own.isEmpty()) {
            return latin + own;
        }
        return latin + " (" + own.replace(", ", " ") + ")";
    }

    /** Family name alone, of the first script that has one. */
    public String familyName() {
        return Stream.of(alphabetic, ideographic, phonetic)
                .map(Group::family)
                .filter(family -> !family.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** As DICOM spells it. */
    public String encoded() {
        return trimmed(String.join("=", alphabetic.encoded(), ideographic.encoded(), phonetic.encoded()), '=');
    }

    private static Group group(String text) {
        List<String> parts = new ArrayList<>(List.of(text.split("\\^", 5)));
        while (parts.size() < 5) {
            parts.add("");
        }
        return new Group(
                parts.get(0).strip(),
                parts.get(1).strip(),
                parts.get(2).strip(),
                parts.get(3).strip(),
                parts.get(4).strip());
    }

    private static String join(String separator, String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(separator));
    }

    private static String trimmed(String text, char delimiter) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == delimiter) {
            end--;
        }
        return text.substring(0, end);
    }
}
