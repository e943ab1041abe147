package org.lectern.imaging.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.imaging.dictionary.VR;

/** The examples are those of PS3.5 annexes H, I, J and K. */
final class SpecificCharacterSetTest {
    private static SpecificCharacterSet set(String... terms) {
        return SpecificCharacterSet.of(List.of(terms));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static final String JAPANESE_1 =
            "59616D6164615E5461726F753D 1B2442 3B33 4544 1B2842 5E 1B2442 4240 4F3A 1B2842 3D"
                    + " 1B2442 2464 245E 2440 1B2842 5E 1B2442 243F 246D 2426 1B2842";
    private static final String JAPANESE_2 = "D4CFC0DE5EC0DBB33D 1B2442 3B33 4544 1B284A 5E 1B2442 4240 4F3A 1B284A 3D"
            + " 1B2442 2464 245E 2440 1B284A 5E 1B2442 243F 246D 2426 1B284A";
    private static final String KOREAN = "486F6E675E47696C646F6E673D 1B242943 FBF3 5E 1B242943 D1CE D4D7 3D"
            + " 1B242943 C8AB 5E 1B242943 B1E6 B5BF";

    @Test
    void japaneseWithEscapesIsDecoded() {
        assertEquals("Yamada^Tarou=山田^太郎=やまだ^たろう", set("", "ISO 2022 IR 87").decode(bytes(JAPANESE_1), VR.PN));
        assertEquals(
                "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
                set("ISO 2022 IR 13", "ISO 2022 IR 87").decode(bytes(JAPANESE_2), VR.PN));
    }

    @Test
    void koreanWithEscapesIsDecodedAndEncodedToTheByte() {
        SpecificCharacterSet korean = set("", "ISO 2022 IR 149");
        assertEquals("Hong^Gildong=洪^吉洞=홍^길동", korean.decode(bytes(KOREAN), VR.PN));
        assertArrayEquals(bytes(KOREAN), korean.encode("Hong^Gildong=洪^吉洞=홍^길동", VR.PN));
    }

    @Test
    void japaneseIsEncodedWithEscapesToTheByte() {
        assertArrayEquals(bytes(JAPANESE_1), set("", "ISO 2022 IR 87").encode("Yamada^Tarou=山田^太郎=やまだ^たろう", VR.PN));
    }

    @Test
    void chineseWithEscapesIsDecodedWithNoEscapeLeftOver() {
        byte[] value = bytes("5A68616E673D 1B242941 D5C5 5E 1B242941 D0A1 B6AB");
        assertEquals("Zhang=张^小东", set("", "ISO 2022 IR 58").decode(value, VR.PN));
    }

    @Test
    void chineseAloneIsDecoded() {
        assertEquals(
                "Wang^XiaoDong=王^小东",
                set("GB18030").decode(bytes("57616E675E5869616F446F6E673D CDF5 5E D0A1 B6AB"), VR.PN));
        assertEquals(
                "Wang^XiaoDong=王^小東",
                set("ISO_IR 192").decode("Wang^XiaoDong=王^小東".getBytes(StandardCharsets.UTF_8), VR.PN));
    }

    @Test
    void aBackslashByteWithinACharacterSeparatesNothing() {
        byte[] value = bytes("815C 5C 41"); // U+4E57 in GBK has 5CH as its second byte
        assertEquals(List.of("乗", "A"), texts("GB18030", value));
        assertEquals(List.of("乗", "A"), texts("GBK", value));
        // 2 5CH is half of a JIS X 0208 character: 試 is 3B6E, 三 is 3B30, 竹 is 435D, 逐 is 4360, 丹 is 433C, 樽 is 432E
        assertEquals("竺", set("", "ISO 2022 IR 87").decode(bytes("1B2442 3C33 1B2842"), VR.LO));
        assertEquals("蓄", set("", "ISO 2022 IR 87").decode(bytes("1B2442 435F 1B2842"), VR.LO));
        assertEquals("築", set("", "ISO 2022 IR 87").decode(bytes("1B2442 435B 1B2842"), VR.LO));
        assertEquals("畜", set("", "ISO 2022 IR 87").decode(bytes("1B2442 435C 1B2842"), VR.LO));
    }

    private static List<String> texts(String term, byte[] value) {
        return DataSet.builder(set(term))
                .put(new Element.Value(0x00100020, VR.LO, value))
                .build()
                .texts(0x00100020);
    }

    @ParameterizedTest
    @CsvSource({
        "ISO_IR 100, C46E656173, Äneas",
        "ISO_IR 101, A3F364BC, Łódź",
        "ISO_IR 109, E6, ĉ",
        "ISO_IR 110, A2, ĸ",
        "ISO_IR 144, BBEE, Лю",
        "ISO_IR 127, E2C8, قب",
        "ISO_IR 126, C4E9, Δι",
        "ISO_IR 138, F9F8, שר",
        "ISO_IR 148, DEFD, Şı",
        "ISO_IR 203, A4BD, €œ",
        "ISO_IR 13, D4CFC0DE, ﾔﾏﾀﾞ",
        "ISO_IR 166, A1D2, กา",
    })
    void eachSingleByteSetIsDecodedAndEncoded(String term, String hex, String text) {
        assertEquals(text, set(term).decode(bytes(hex), VR.LO));
        assertArrayEquals(bytes(hex), set(term).encode(text, VR.LO));
        String extended = term.replace("ISO_IR", "ISO 2022 IR");
        assertEquals(text, set(extended).decode(bytes(hex), VR.LO));
        assertEquals(text, set("", extended).decode(set("", extended).encode(text, VR.LO), VR.LO));
    }

    @Test
    void severalSetsAreMixedInOneValue() {
        SpecificCharacterSet mixed = set("ISO 2022 IR 100", "ISO 2022 IR 144", "ISO 2022 IR 126", "ISO 2022 IR 159");
        String text = "Jérôme\\Люк\\Διον\\丂";
        assertEquals(text, mixed.decode(mixed.encode(text, VR.LO), VR.LO));
        assertEquals("Buc^Jérôme^Люкceмбypг", mixed.decode(mixed.encode("Buc^Jérôme^Люкceмбypг", VR.PN), VR.PN));
        assertArrayEquals(
                bytes("1B24284430211B2842"), set("", "ISO 2022 IR 159").encode("丂", VR.LO));
    }

    @Test
    void delimitersEndAnEscape() {
        byte[] value = bytes("1B2D4C BBEE 5C E9"); // Cyrillic until the backslash, Latin-1 after it
        assertEquals("Лю\\é", set("ISO 2022 IR 100", "ISO 2022 IR 144").decode(value, VR.LO));
        byte[] lines = bytes("1B2D4C BB 0D0A E9");
        assertEquals("Л\r\né", set("ISO 2022 IR 100", "ISO 2022 IR 144").decode(lines, VR.LT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO_IR_192", "ISO IR 192", "UTF-8", "utf8", "ISO-IR 192", "ISO 2022 IR 192"})
    void misspeltTermsAreUnderstood(String term) {
        assertTrue(SpecificCharacterSet.isKnown(term));
        assertEquals("é", set(term).decode(bytes("C3A9"), VR.LO));
    }

    @Test
    void anUnknownTermIsReadAsLatin() {
        assertFalse(SpecificCharacterSet.isKnown("KLINGON"));
        assertEquals("é", set("KLINGON").decode(bytes("E9"), VR.LO));
    }

    @Test
    void whatNoSetHasBecomesAQuestionMark() {
        assertArrayEquals(
                "?x".getBytes(StandardCharsets.US_ASCII), set("ISO_IR 144").encode("洪x", VR.LO));
        assertArrayEquals("?x".getBytes(StandardCharsets.US_ASCII), set("").encode("洪x", VR.LO));
    }

    @Test
    void damagedTextStillDecodesToSomething() {
        for (String hex : List.of("1B", "1B24", "1B2442", "1B2442 3B", "1B242943 C8", "1B2842 80", "1B2949 80")) {
            for (VR vr : List.of(VR.PN, VR.LT)) {
                assertFalse(set("", "ISO 2022 IR 87").decode(bytes(hex), vr).length() > 4);
            }
        }
    }
}
