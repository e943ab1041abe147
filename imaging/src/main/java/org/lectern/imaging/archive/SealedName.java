package org.lectern.imaging.archive;

import java.sql.SQLException;
import java.util.Base64;
import java.util.Optional;

/**
 * Names of files that tell something, such as a Study Instance UID: the sealed text of the name, in the alphabet of Base64
 * that file systems take (RFC 4648 section 5). The same name always looks the same, so that it is found again.
 */
final class SealedName {
    private SealedName() {}

    static String seal(String name, Veil veil) {
        if (!veil.isSealed()) {
            return name;
        }
        byte[] sealed = Base64.getDecoder().decode(veil.key(name));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** The name that was sealed, where it is a sealed one. */
    static Optional<String> open(String name, Veil veil) {
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(name);
            String opened = veil.openKey(Base64.getEncoder().withoutPadding().encodeToString(sealed));
            return Optional.of(opened).filter(plain -> !plain.contains("/") && !plain.contains("\\"));
        } catch (SQLException | IllegalArgumentException plain) {
            return Optional.empty();
        }
    }
}
