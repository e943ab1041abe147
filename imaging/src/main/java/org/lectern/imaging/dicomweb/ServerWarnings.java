package org.lectern.imaging.dicomweb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a server warns of in Warning fields with code 299 (PS3.18 section 8.3.4). */
final class ServerWarnings {
    private static final int MOST = 20;
    private static final int LONGEST = 300;

    private boolean fuzzyIgnored;
    private boolean pagingIgnored;
    private boolean moreRemain;
    private final List<String> others = new ArrayList<>();

    void read(Reply reply) {
        moreRemain = false;
        for (String field : reply.headers("warning")) {
            if (field.strip().startsWith("299")) {
                sort(field.strip().substring(3).strip());
            }
        }
    }

    private void sort(String warning) {
        String lower = warning.toLowerCase(Locale.ROOT);
        if (lower.contains("fuzzymatching") || lower.contains("fuzzy matching")) {
            fuzzyIgnored = true;
        } else if (lower.contains("additional") && lower.contains("result")) {
            moreRemain = true;
        } else if (lower.contains("limit") || lower.contains("offset")) {
            pagingIgnored = true;
        } else if (others.size() < MOST) {
            String text = warning.length() > LONGEST ? warning.substring(0, LONGEST) : warning;
            if (!others.contains(text)) {
                others.add(text);
            }
        }
    }

    boolean isFuzzyIgnored() {
        return fuzzyIgnored;
    }

    boolean isPagingIgnored() {
        return pagingIgnored;
    }

    /** Whether the latest answer was said to be only a part. */
    boolean moreRemain() {
        return moreRemain;
    }

    List<String> others() {
        return others;
    }
}
