import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the registries of PS3.6 (tables kept in src/main/dictionary) into the constants Tag and Uid and into the
 * resource that Dictionary reads. Run by the build, before compilation.
 */
final class GenerateDictionary {
    private static final String PACKAGE = "org/lectern/imaging/dictionary";

    public static void main(String[] arguments) throws IOException {
        Path tables = Path.of(arguments[0]);
        Path sources = Path.of(arguments[1]).resolve(PACKAGE);
        Path resources = Path.of(arguments[2]).resolve(PACKAGE);
        Files.createDirectories(sources);
        Files.createDirectories(resources);
        List<String[]> attributes = rows(tables.resolve("attributes.tsv"));
        List<String[]> uids = rows(tables.resolve("uids.tsv"));
        writeIfChanged(sources.resolve("Tag.java"), tagSource(attributes));
        writeIfChanged(sources.resolve("Uid.java"), uidSource(uids));
        writeIfChanged(resources.resolve("attributes.tsv"), Files.readString(tables.resolve("attributes.tsv")));
        writeIfChanged(resources.resolve("uids.tsv"), Files.readString(tables.resolve("uids.tsv")));
    }

    private static List<String[]> rows(Path table) throws IOException {
        List<String[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(table).stream().skip(1).toList()) {
            rows.add(line.split("\t", -1));
        }
        return rows;
    }

    private static String tagSource(List<String[]> attributes) {
        StringBuilder source = new StringBuilder("""
                package org.lectern.imaging.dictionary;

                /** Every data element of PS3.6 by its keyword; generated from the registry. */
                public final class Tag {
                    private Tag() {}

                """);
        for (String[] row : attributes) {
            if (row[1].isEmpty() || row[0].contains("x")) {
                continue;
            }
            source.append("    /** (%s,%s) %s, %s. */%n".formatted(
                    row[0].substring(0, 4), row[0].substring(4), row[5].replace("&", "and"), row[2]));
            source.append("    public static final int %s = 0x%s;%n%n".formatted(row[1], row[0]));
        }
        return source.append("}\n").toString();
    }

    private static String uidSource(List<String[]> uids) {
        StringBuilder source = new StringBuilder("""
                package org.lectern.imaging.dictionary;

                /** Every registered UID of PS3.6 Annex A by its keyword; generated from the registry. */
                public final class Uid {
                    private Uid() {}

                """);
        for (String[] row : uids) {
            if (row.length < 5 || row[4].isEmpty()) {
                continue;
            }
            source.append("    /** %s. */%n".formatted(row[1].replace("&", "and").replace("<", "").replace("@", "at ")));
            source.append("    public static final String %s = \"%s\";%n%n".formatted(row[4], row[0]));
        }
        return source.append("}\n").toString();
    }

    private static void writeIfChanged(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.writeString(file, text);
        }
    }
}
