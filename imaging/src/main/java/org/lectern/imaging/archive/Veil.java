package org.lectern.imaging.archive;

import java.sql.Connection;
import java.sql.SQLDataException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.encryption.SealBrokenException;
import org.lectern.imaging.encryption.SealedText;
import org.sqlite.Function;

/**
 * How values that tell something about a patient stand in the index: as they are, or each sealed. Keys (UIDs, who a patient
 * is) can still be compared by SQLite; the rest is opened by SQL functions while a query runs
 * (docs/decisions/0006-encryption.md).
 */
final class Veil {
    /** Values stand as they are. */
    static final Veil NONE = new Veil(null);

    /** SQLite's {@code application_id} of an index with sealed values: "LEC" 1. */
    static final int SEALED_ID = 0x4C454301;

    static final String OPEN = "lectern_open";
    /** Seals a value in SQL. */
    static final String SEAL = "lectern_seal";

    /** Seals a key in SQL. */
    static final String SEAL_KEY = "lectern_seal_key";

    static final String OPEN_KEY = "lectern_open_key";

    private final @Nullable SealedText seal;

    private Veil(@Nullable SealedText seal) {
        this.seal = seal;
    }

    static Veil of(SealedText seal) {
        return new Veil(seal);
    }

    boolean isSealed() {
        return seal != null;
    }

    /** A value to be stored or looked up by equality. */
    String key(String value) {
        return seal == null ? value : seal.sealEqual(value);
    }

    /** A value to be stored. */
    String text(String value) {
        return seal == null ? value : seal.seal(value);
    }

    /** The value of a key column. */
    String openKey(String stored) throws SQLException {
        try {
            return seal == null ? stored : seal.openEqual(stored);
        } catch (SealBrokenException e) {
            throw new SQLDataException("a sealed value is damaged", e);
        }
    }

    /** The value of a column. */
    String open(String stored) throws SQLException {
        try {
            return seal == null ? stored : seal.open(stored);
        } catch (SealBrokenException e) {
            throw new SQLDataException("a sealed value is damaged", e);
        }
    }

    /** The expression for a column's value in SQL. */
    String sql(String column) {
        return seal == null ? column : OPEN + "(" + column + ")";
    }

    /** Lets a connection open sealed values, and keeps what it lays aside for sorting off the disk. */
    void register(Connection connection) throws SQLException {
        if (seal == null) {
            return;
        }
        Function.create(connection, OPEN, new Mapping(this::open), 1, Function.FLAG_DETERMINISTIC);
        Function.create(connection, OPEN_KEY, new Mapping(this::openKey), 1, Function.FLAG_DETERMINISTIC);
        Function.create(connection, SEAL, new Mapping(this::text), 1, 0);
        Function.create(connection, SEAL_KEY, new Mapping(this::key), 1, Function.FLAG_DETERMINISTIC);
    }

    /** Text to text. */
    private interface TextFunction {
        String of(String text) throws SQLException;
    }

    private static final class Mapping extends Function {
        private final TextFunction function;

        Mapping(TextFunction function) {
            this.function = function;
        }

        @Override
        protected void xFunc() throws SQLException {
            result(function.of(value_text(0)));
        }
    }
}
