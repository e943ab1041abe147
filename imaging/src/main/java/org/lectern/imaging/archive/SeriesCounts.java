package org.lectern.imaging.archive;

/** What the series table counts: objects that are neither hidden nor damaged, and those rejected for quality. */
final class SeriesCounts {
    static final String UPDATE_ALL = """
            UPDATE series SET
                (instances, bytes) = (SELECT count(*), coalesce(sum(bytes), 0) FROM instance
                    WHERE series_id = series.id AND hidden = 0 AND damaged = 0),
                rejected = (SELECT count(*) FROM instance WHERE series_id = series.id AND hidden = 1 AND damaged = 0)
            """;
    static final String UPDATE_ONE = UPDATE_ALL + "WHERE id = ?";

    private SeriesCounts() {}
}
