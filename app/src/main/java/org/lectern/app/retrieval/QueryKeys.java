package org.lectern.app.retrieval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Dictionary;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dictionary.VR;

/**
 * Matching keys as people write them, {@code PatientName=MÜLLER*} or {@code 00100020=4711}, with the return keys that are
 * usual at a level (PS3.4 sections C.6.1.1 and K.6.1.2).
 */
public final class QueryKeys {
    private static final int[] PATIENT = {
        Tag.PatientName, Tag.PatientID, Tag.IssuerOfPatientID, Tag.PatientBirthDate, Tag.PatientSex
    };
    private static final int[] STUDY = {
        Tag.StudyInstanceUID,
        Tag.StudyDate,
        Tag.StudyTime,
        Tag.AccessionNumber,
        Tag.StudyDescription,
        Tag.ModalitiesInStudy,
        Tag.NumberOfStudyRelatedSeries,
        Tag.NumberOfStudyRelatedInstances
    };
    private static final int[] SERIES = {
        Tag.StudyInstanceUID,
        Tag.SeriesInstanceUID,
        Tag.Modality,
        Tag.SeriesNumber,
        Tag.SeriesDescription,
        Tag.BodyPartExamined,
        Tag.NumberOfSeriesRelatedInstances
    };
    private static final int[] INSTANCE = {
        Tag.StudyInstanceUID,
        Tag.SeriesInstanceUID,
        Tag.SOPInstanceUID,
        Tag.SOPClassUID,
        Tag.InstanceNumber,
        Tag.NumberOfFrames,
        Tag.Rows,
        Tag.Columns
    };
    private static final int[] WORKLIST = {
        Tag.AccessionNumber,
        Tag.RequestedProcedureID,
        Tag.RequestedProcedureDescription,
        Tag.StudyInstanceUID,
        Tag.ReferringPhysicianName
    };
    private static final int[] SCHEDULED_STEP = {
        Tag.Modality,
        Tag.ScheduledStationAETitle,
        Tag.ScheduledProcedureStepStartDate,
        Tag.ScheduledProcedureStepStartTime,
        Tag.ScheduledPerformingPhysicianName,
        Tag.ScheduledProcedureStepDescription,
        Tag.ScheduledProcedureStepID,
        Tag.ScheduledProcedureStepStatus
    };
    private static final String IN_STEP = "ScheduledProcedureStepSequence.";

    private QueryKeys() {}

    /**
     * A question.
     *
     * @param texts {@code KEY=VALUE}, or {@code KEY} for a value that is to come back
     * @throws IllegalArgumentException in words for people when one is no key
     */
    public static DataSet of(RemoteArchive.Level level, List<String> texts) {
        Map<Integer, String> keys = new TreeMap<>(Integer::compareUnsigned);
        Map<Integer, String> step = new LinkedHashMap<>();
        for (int tag : usual(level)) {
            keys.put(tag, "");
        }
        boolean worklist = level == RemoteArchive.Level.WORKLIST;
        if (worklist) {
            for (int tag : SCHEDULED_STEP) {
                step.put(tag, "");
            }
        }
        for (String text : texts) {
            int equals = text.indexOf('=');
            String key = equals < 0 ? text : text.substring(0, equals);
            String value = equals < 0 ? "" : text.substring(equals + 1);
            boolean nested = worklist && key.startsWith(IN_STEP);
            int tag = tag(nested ? key.substring(IN_STEP.length()) : key);
            if (nested || worklist && step.containsKey(tag)) {
                step.put(tag, value);
            } else {
                keys.put(tag, value);
            }
        }
        DataSet.Builder question = start(keys, step);
        keys.forEach((tag, value) -> put(question, tag, value));
        if (worklist) {
            DataSet.Builder item = DataSet.builder(question.characters());
            step.forEach((tag, value) -> put(item, tag, value));
            question.items(Tag.ScheduledProcedureStepSequence, item.build());
        }
        return question.build();
    }

    /** Values beyond ASCII go in UTF-8. */
    private static DataSet.Builder start(Map<Integer, String> keys, Map<Integer, String> step) {
        boolean plain = keys.values().stream().allMatch(QueryKeys::isAscii)
                && step.values().stream().allMatch(QueryKeys::isAscii);
        return plain ? DataSet.builder() : DataSet.builder().text(Tag.SpecificCharacterSet, "ISO_IR 192");
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static void put(DataSet.Builder builder, int tag, String value) {
        VR vr = Dictionary.vr(tag);
        if (vr == VR.SQ) {
            builder.items(tag);
        } else if (value.isEmpty()) {
            builder.text(tag, vr);
        } else if (vr.isText()) {
            builder.text(tag, vr, value.split("\\\\", -1));
        } else {
            number(builder, tag, vr, value);
        }
    }

    private static void number(DataSet.Builder builder, int tag, VR vr, String value) {
        try {
            builder.number(tag, vr, Double.parseDouble(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s is a number, not '%s'".formatted(Dictionary.display(tag), value), e);
        }
    }

    private static Set<Integer> usual(RemoteArchive.Level level) {
        Map<Integer, String> tags = new LinkedHashMap<>();
        int[][] groups = switch (level) {
            case PATIENT -> new int[][] {PATIENT};
            case STUDY -> new int[][] {PATIENT, STUDY};
            case SERIES -> new int[][] {SERIES};
            case INSTANCE -> new int[][] {INSTANCE};
            case WORKLIST -> new int[][] {PATIENT, WORKLIST};
        };
        for (int[] group : groups) {
            for (int tag : group) {
                tags.put(tag, "");
            }
        }
        return tags.keySet();
    }

    private static int tag(String key) {
        String bare = key.replaceAll("[(),\\s]", "");
        if (bare.matches("[0-9A-Fa-f]{8}")) {
            return Integer.parseUnsignedInt(bare, 16);
        }
        OptionalInt found = Dictionary.tag(key);
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    "'%s' is no key: write a keyword of the standard such as PatientID, or its tag such as 00100020"
                            .formatted(key));
        }
        return found.getAsInt();
    }
}
