package org.lectern.app.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;

/** Names, dates and times of a header as the corners of an image show them. */
public final class Words {
    private Words() {}

    /** A person name (PS3.5 6.2.1): {@code MUSTERMANN, Anna}; a second component group follows in brackets. */
    public static String person(String value) {
        String[] groups = value.split("=", -1);
        List<String> shown = new ArrayList<>();
        for (String group : groups) {
            String[] parts = group.split("\\^", -1);
            String family = parts[0].strip();
            StringBuilder given = new StringBuilder();
            for (int i = 1; i < Math.min(parts.length, 3); i++) {
                given.append(given.isEmpty() || parts[i].isBlank() ? "" : " ").append(parts[i].strip());
            }
            String name = family.isEmpty()
                    ? given.toString()
                    : given.isEmpty() ? family : shown.isEmpty() ? family + ", " + given : family + " " + given;
            if (!name.isEmpty()) {
                shown.add(name);
            }
        }
        return switch (shown.size()) {
            case 0 -> "";
            case 1 -> shown.getFirst();
            default -> shown.getFirst() + " (" + shown.get(1) + ")";
        };
    }

    /** A DA value as {@code 2026-11-21}; as it stands where it is none. */
    public static String date(String value) {
        return value.matches("\\d{8}")
                ? value.substring(0, 4) + "-" + value.substring(4, 6) + "-" + value.substring(6)
                : value;
    }

    /** A TM value as {@code 09:12:30}. */
    public static String time(String value) {
        if (!value.matches("\\d{4}.*")) {
            return value;
        }
        String seconds = value.length() >= 6 ? ":" + value.substring(4, 6) : "";
        return value.substring(0, 2) + ":" + value.substring(2, 4) + seconds;
    }

    /** Sex, date of birth and age: {@code ♀ 1961-04-03 (65)}. */
    public static String sexAndBirth(DataSet header) {
        String sex = switch (header.text(Tag.PatientSex).orElse("")) {
            case "F" -> "♀";
            case "M" -> "♂";
            case "O" -> "⚪";
            default -> "";
        };
        String birth = header.text(Tag.PatientBirthDate).map(Words::date).orElse("");
        String age = age(header).map(years -> "(" + years + ")").orElse("");
        return joined(" ", sex, birth, age);
    }

    /** Age at the study: from the birth date, else Patient's Age. */
    private static Optional<String> age(DataSet header) {
        String birth = header.text(Tag.PatientBirthDate).orElse("");
        String study = header.text(Tag.StudyDate).orElse("");
        if (birth.matches("\\d{8}") && study.matches("\\d{8}")) {
            int years = (Integer.parseInt(study) - Integer.parseInt(birth)) / 10_000;
            if (years >= 0) {
                return Optional.of(Integer.toString(years));
            }
        }
        return header.text(Tag.PatientAge)
                .map(age -> age.replaceFirst("^0+(?=.)", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst("y$", ""));
    }

    /** The parts that are not empty, with something between them. */
    public static String joined(String between, String... parts) {
        return String.join(
                between, List.of(parts).stream().filter(part -> !part.isBlank()).toList());
    }

    /** Millimetres with at most two digits after the point. */
    public static String mm(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        text = text.replaceFirst("0+$", "").replaceFirst("\\.$", "");
        return (text.equals("-0") ? "0" : text).replace("-", "−") + " mm";
    }
}
