package org.lectern.imaging.dicomweb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MultipartReaderTest {
    private static List<byte[]> parts(InputStream in, String boundary) throws IOException {
        MultipartReader reader = new MultipartReader(in, boundary);
        List<byte[]> parts = new ArrayList<>();
        for (Optional<MultipartReader.Head> head = reader.next(); head.isPresent(); head = reader.next()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            reader.copyTo(Channels.newChannel(out), Long.MAX_VALUE);
            parts.add(out.toByteArray());
        }
        return parts;
    }

    private static List<String> texts(String body, String boundary) throws IOException {
        return parts(stream(body), boundary).stream()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Hands bytes out in pieces of random length, so that every split is met. */
    private static InputStream inPieces(byte[] bytes, long seed) {
        Random random = new Random(seed);
        return new InputStream() {
            private int at;

            @Override
            public int read() {
                return at == bytes.length ? -1 : bytes[at++] & 0xFF;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (at == bytes.length) {
                    return -1;
                }
                int count = Math.min(Math.min(length, 1 + random.nextInt(9)), bytes.length - at);
                System.arraycopy(bytes, at, into, offset, count);
                at += count;
                return count;
            }
        };
    }

    @Test
    void theExampleOfTheStandardIsRead() throws IOException {
        String body = "This is the preamble.\r\n--simple boundary\r\n\r\nimplicitly typed\r\n--simple boundary\r\n"
                + "Content-type: text/plain; charset=us-ascii\r\n\r\nexplicitly typed, ends with a break\r\n\r\n"
                + "--simple boundary--\r\n\r\nThis is the epilogue.";
        assertEquals(
                List.of("implicitly typed", "explicitly typed, ends with a break\r\n"), texts(body, "simple boundary"));
    }

    @Test
    void aDelimiterAtTheVeryStartNeedsNoLineBefore() throws IOException {
        assertEquals(List.of("x"), texts("--b\r\n\r\nx\r\n--b--", "b"));
        assertEquals(List.of("", "y"), texts("\r\n--b \t\r\nA: 1\r\n\r\n\r\n--b\r\n\r\ny\r\n--b--\r\n", "b"));
        assertEquals(List.of(), texts("--b--\r\n", "b"));
    }

    @Test
    void whatOnlyBeginsLikeADelimiterBelongsToThePart() throws IOException {
        assertEquals(
                List.of("a\r\n--bc\r\n-\r\n--\r\n--b-\r\n\r\n--b?"),
                texts("--b\r\n\r\na\r\n--bc\r\n-\r\n--\r\n--b-\r\n\r\n--b?\r\n--b--", "b"));
    }

    @Test
    void anyBytesComeBackWhereverTheStreamIsSplit() throws IOException {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            String boundary = "-".repeat(random.nextInt(3)) + "q".repeat(1 + random.nextInt(4));
            List<byte[]> wanted = new ArrayList<>();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int part = 0; part < 5; part++) {
                byte[] bytes = new byte[random.nextInt(300)];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) "\r\n--qx".charAt(random.nextInt(6));
                }
                String text = new String(bytes, StandardCharsets.US_ASCII).replace("--" + boundary, "..");
                wanted.add(text.getBytes(StandardCharsets.US_ASCII));
                body.writeBytes(("\r\n--" + boundary + "\r\nContent-Type: x/y\r\n\r\n" + text)
                        .getBytes(StandardCharsets.US_ASCII));
            }
            body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
            List<byte[]> got = parts(inPieces(body.toByteArray(), seed), boundary);
            assertEquals(wanted.size(), got.size());
            for (int part = 0; part < wanted.size(); part++) {
                assertArrayEquals(wanted.get(part), got.get(part), "seed " + seed);
            }
        }
    }

    @Test
    void aPartLongerThanTheBufferIsWhole() throws IOException {
        byte[] bytes = new byte[3 << 20];
        new Random(1).nextBytes(bytes);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--0123456789\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(bytes);
        body.writeBytes("\r\n--0123456789--".getBytes(StandardCharsets.US_ASCII));
        assertArrayEquals(
                bytes,
                parts(new ByteArrayInputStream(body.toByteArray()), "0123456789")
                        .getFirst());
    }

    @Test
    void cutAnywhereItSaysSo() {
        String body = "--b\r\nA: 1\r\n\r\none\r\n--b\r\nA: 2\r\n\r\ntwo\r\n--b--";
        for (int length = 0; length < body.length(); length++) {
            String cut = body.substring(0, length);
            assertThrows(EOFException.class, () -> texts(cut, "b"), "after " + length);
        }
    }

    @Test
    void endlessHeadersAndLinesThatAreNoneAreRefused() {
        String endless = "--b\r\n" + "A: 1\r\n".repeat(100_000);
        assertThrows(MultipartReader.FormatException.class, () -> texts(endless, "b"));
        assertThrows(MultipartReader.FormatException.class, () -> texts("--b\r\n" + "x".repeat(1 << 20), "b"));
        assertThrows(MultipartReader.FormatException.class, () -> texts("--b\r\nno colon\r\n\r\nx\r\n--b--", "b"));
        assertThrows(MultipartReader.FormatException.class, () -> texts("--b--", ""));
    }

    @Test
    void fieldsAreFoundWhateverTheirCaseAndFolding() throws IOException {
        MultipartReader reader = new MultipartReader(
                stream("--b\r\nCONTENT-type: application/dicom;\r\n transfer-syntax=\"1.2.3\"\r\n"
                        + "Content-Length: 12\r\n\r\nx\r\n--b--"),
                "b");
        MultipartReader.Head head = reader.next().orElseThrow();
        assertEquals("application/dicom", head.mediaType().type());
        assertEquals(Optional.of("1.2.3"), head.mediaType().parameter("transfer-syntax"));
        assertEquals(12, head.length());
    }

    @Test
    void mediaTypesAreReadWithQuotesEscapesAndNonsense() {
        MediaType type = MediaType.parse("Multipart/Related ; TYPE=\"application/dicom\"; boundary=\"a;b \\\"c\" ; x");
        assertEquals("multipart/related", type.type());
        assertEquals(Optional.of("application/dicom"), type.parameter("type"));
        assertEquals(Optional.of("a;b \"c"), type.parameter("boundary"));
        assertEquals(
                Optional.of("q r"), MediaType.parse("m/r;boundary=q r;y=\"open").parameter("boundary"));
        assertEquals("", MediaType.parse("").type());
    }
}
