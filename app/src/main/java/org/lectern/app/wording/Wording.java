package org.lectern.app.wording;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lectern.imaging.archive.Eviction;
import org.lectern.imaging.archive.StudyEntry;

/** How patients and exams are written on the screen. */
public final class Wording {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final int MONTHS_UNTIL_YEARS = 24;
    private static final int DAYS_UNTIL_MONTHS = 60;

    private Wording() {}

    /**
     * A person's name (PS3.5 section 6.2.1.2) as {@code FAMILY, Given Middle}, other scripts after it.
     */
    public static String name(String personName) {
        List<String> groups = new ArrayList<>();
        for (String group : personName.split("=")) {
            String shown = group(group);
            if (!shown.isEmpty() && !groups.contains(shown) && groups.size() < 2) {
                groups.add(shown);
            }
        }
        return switch (groups.size()) {
            case 0 -> "name missing";
            case 1 -> groups.getFirst();
            default -> groups.get(0) + "  " + groups.get(1);
        };
    }

    private static String group(String group) {
        String[] parts = group.split("\\^");
        String family = parts.length > 0 ? parts[0].strip() : "";
        List<String> rest = new ArrayList<>();
        for (int i = 1; i < Math.min(parts.length, 3); i++) {
            if (!parts[i].isBlank()) {
                rest.add(parts[i].strip());
            }
        }
        String given = String.join(" ", rest);
        if (family.isEmpty() || given.isEmpty()) {
            return family + given;
        }
        boolean ideographic = family.codePoints().anyMatch(Character::isIdeographic);
        return family + (ideographic ? " " : ", ") + given;
    }

    /** {@code 1961-04-03 (65 F)}: the birth date with age at the exam, or today where that has no date, and sex. */
    public static String bornAndAge(StudyEntry study, LocalDate today) {
        return bornAndAge(
                study.patient().birthDate(), study.patient().sex(), study.date().orElse(today));
    }

    /** The same for a day. */
    public static String bornAndAge(Optional<LocalDate> born, String sex, LocalDate at) {
        if (born.isEmpty()) {
            return sex;
        }
        String age = age(born.get(), at);
        return born.get() + " (" + (age + " " + sex).strip() + ")";
    }

    /** Age in years, below two years in months, below two months in days. */
    public static String age(LocalDate born, LocalDate at) {
        if (at.isBefore(born)) {
            return "?";
        }
        long days = ChronoUnit.DAYS.between(born, at);
        long months = ChronoUnit.MONTHS.between(born, at);
        if (days < DAYS_UNTIL_MONTHS) {
            return days + " d";
        }
        return months < MONTHS_UNTIL_YEARS
                ? months + " mo"
                : Integer.toString(Period.between(born, at).getYears());
    }

    /** {@code 2026-11-21 09:12}, as much of it as is known. */
    public static String when(StudyEntry study) {
        return when(study.date(), study.time());
    }

    /** The same for a day and a time. */
    public static String when(Optional<LocalDate> date, Optional<LocalTime> time) {
        return date.map(LocalDate::toString).orElse("—")
                + time.map(Wording::minutes).map(minutes -> "  " + minutes).orElse("");
    }

    private static String minutes(LocalTime time) {
        return time.format(MINUTES);
    }

    /** The exam's description, or its modalities when it has none. */
    public static String exam(StudyEntry study) {
        return study.description().isEmpty() ? String.join(" ", study.modalities()) : study.description();
    }

    /** {@code CT chest  2026-11-21}: one exam of a patient told from the others. */
    public static String dated(String description, Optional<LocalDate> date) {
        return (description + date.map(day -> "  " + day).orElse("")).strip();
    }

    /** What keeping the limits of the archive has come to, a sentence each; none where nothing had to go. */
    public static List<String> eviction(Eviction eviction) {
        List<String> words = new ArrayList<>();
        if (eviction.studies() > 0) {
            words.add("%s given up (%s)"
                    .formatted(
                            Amounts.of(eviction.studies(), "study") + (eviction.studies() == 1 ? " was" : " were"),
                            size(eviction.bytes())));
        }
        if (eviction.overBytes() > 0) {
            words.add("%s more than the limit stay: nothing else may go".formatted(size(eviction.overBytes())));
        }
        return words;
    }

    /** Bytes as people read them: {@code 27.4 MB}. */
    public static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        String unit = "B";
        for (String next : List.of("kB", "MB", "GB", "TB")) {
            if (value < 1000) {
                break;
            }
            value /= 1000;
            unit = next;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, unit);
    }
}
