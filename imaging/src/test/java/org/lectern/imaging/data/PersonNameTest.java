package org.lectern.imaging.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The names are the examples of PS3.5 section 6.2.1.1. */
final class PersonNameTest {
    @Test
    void aNameHasFiveComponents() {
        PersonName name = PersonName.parse("Adams^John Robert Quincy^^Rev.^B.A. M.Div.");
        assertEquals("Adams", name.alphabetic().family());
        assertEquals("John Robert Quincy", name.alphabetic().given());
        assertEquals("", name.alphabetic().middle());
        assertEquals("Rev.", name.alphabetic().prefix());
        assertEquals("B.A. M.Div.", name.alphabetic().suffix());
        assertEquals("Adams, Rev. John Robert Quincy, B.A. M.Div.", name.display());
    }

    @Test
    void aNameHasThreeScripts() {
        PersonName name = PersonName.parse("Yamada^Tarou=山田^太郎=やまだ^たろう");
        assertEquals("山田", name.ideographic().family());
        assertEquals("たろう", name.phonetic().given());
        assertEquals("Yamada, Tarou (山田 太郎)", name.display());
        assertEquals("Yamada^Tarou=山田^太郎=やまだ^たろう", name.encoded());
    }

    @Test
    void aNameWithoutLatinLettersIsShownInItsOwn() {
        assertEquals("山田, 太郎", PersonName.parse("=山田^太郎").display());
        assertEquals("山田", PersonName.parse("=山田^太郎").familyName());
    }

    @Test
    void emptyPartsAreNotWritten() {
        assertEquals("Buc^Jérôme", PersonName.parse("Buc^Jérôme^^^==").encoded());
        assertTrue(PersonName.parse("^^^^").alphabetic().isEmpty());
        assertEquals("", PersonName.parse("").display());
    }

    @Test
    void whatIsBeyondFiveComponentsOrThreeScriptsIsNotLost() {
        assertEquals("A^B^C^D^E^F", PersonName.parse("A^B^C^D^E^F").encoded());
    }
}
