package org.lectern.imaging.encryption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedFilesTest {
    private static final int CHUNK = 1 << 16;
    private static final int SEALED_CHUNK = CHUNK + 16;
    private static final SecretKey KEY = key(1);

    @TempDir
    Path folder;

    private static SecretKey key(int seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return new SecretKeySpec(bytes, "AES");
    }

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private Path sealed() {
        return new SealedFiles(folder, KEY).root().resolve("file");
    }

    private Path onDisk() {
        return folder.resolve("file");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 77})
    void whatWasWrittenIsReadByEveryWay(int length) throws IOException {
        byte[] content = content(length);
        try (OutputStream out = Files.newOutputStream(sealed())) {
            for (int at = 0; at < length; at += 1000) {
                out.write(content, at, Math.min(1000, length - at));
            }
        }
        assertEquals(length, Files.size(sealed()));
        long chunks = Math.max(1, Math.ceilDiv(length, CHUNK));
        assertEquals(48 + length + 16 * chunks, Files.size(onDisk()));
        assertArrayEquals(content, Files.readAllBytes(sealed()));
        try (InputStream in = Files.newInputStream(sealed())) {
            assertArrayEquals(content, in.readAllBytes());
        }
        Random random = new Random(7);
        try (FileChannel channel = FileChannel.open(sealed(), StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            assertEquals(length, channel.size());
            for (int i = 0; i < 20 && length > 0; i++) {
                int from = random.nextInt(length);
                int count = 1 + random.nextInt(length - from);
                MemorySegment mapped = channel.map(MapMode.READ_ONLY, from, count, arena);
                assertArrayEquals(
                        Arrays.copyOfRange(content, from, from + count), mapped.toArray(ValueLayout.JAVA_BYTE));
            }
        }
    }

    /** Chunks by another implementation: HKDF by RFC 5869 from HMAC alone, nonces as the documents say. */
    @Test
    void aFileIsWhatTheDocumentsSay() throws Exception {
        byte[] content = content(CHUNK + 5);
        Files.write(sealed(), content);
        byte[] file = Files.readAllBytes(onDisk());
        byte[] header = Arrays.copyOf(file, 48);
        assertArrayEquals("LECSEAL1".getBytes(), Arrays.copyOf(header, 8));
        assertEquals(16, header[8]);
        byte[] extracted = hmac(Arrays.copyOfRange(header, 16, 48), KEY.getEncoded());
        byte[] info = Arrays.copyOf(header, 49);
        info[48] = 1;
        SecretKeySpec fileKey = new SecretKeySpec(hmac(extracted, info), "AES");
        byte[] first = open(fileKey, "000000000000000000000000", header, file, 48, SEALED_CHUNK);
        byte[] last = open(fileKey, "000000000000000000000101", header, file, 48 + SEALED_CHUNK, 5 + 16);
        assertArrayEquals(Arrays.copyOf(content, CHUNK), first);
        assertArrayEquals(Arrays.copyOfRange(content, CHUNK, CHUNK + 5), last);
    }

    private static byte[] hmac(byte[] key, byte[] message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    private static byte[] open(SecretKey key, String nonce, byte[] header, byte[] file, int from, int length)
            throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                key,
                new GCMParameterSpec(128, HexFormat.of().parseHex(nonce)));
        cipher.updateAAD(header);
        return cipher.doFinal(file, from, length);
    }

    /** The Galois/Counter Mode Specification (McGrew, Viega), test case 16: AES-256, 60 bytes, 20 bytes of header. */
    @Test
    void theCipherOfThisJavaIsThatOfTheStandard() throws Exception {
        HexFormat hex = HexFormat.of();
        SecretKeySpec key = new SecretKeySpec(
                hex.parseHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"), "AES");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, hex.parseHex("cafebabefacedbaddecaf888")));
        cipher.updateAAD(hex.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2"));
        byte[] sealed = cipher.doFinal(hex.parseHex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"));
        assertEquals(
                "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                        + "76fc6ece0f4e1768cddf8853bb2d551b",
                hex.formatHex(sealed));
    }

    private void checkBroken(byte[] changed, String what) throws IOException {
        Files.write(onDisk(), changed);
        assertThrows(SealBrokenException.class, () -> Files.readAllBytes(sealed()), what);
    }

    @Test
    void everyKindOfTamperingIsFound() throws IOException {
        Files.write(sealed(), content(3 * CHUNK + 77));
        byte[] whole = Files.readAllBytes(onDisk());
        Random random = new Random(3);
        for (int seed = 0; seed < 60; seed++) {
            byte[] flipped = whole.clone();
            int at = seed < 48 ? seed : random.nextInt(flipped.length); // each byte of the header too
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            checkBroken(flipped, "byte " + at);
        }
        byte[] swapped = whole.clone();
        System.arraycopy(whole, 48, swapped, 48 + SEALED_CHUNK, SEALED_CHUNK);
        System.arraycopy(whole, 48 + SEALED_CHUNK, swapped, 48, SEALED_CHUNK);
        checkBroken(swapped, "two chunks swapped");
        checkBroken(Arrays.copyOf(whole, 48 + 2 * SEALED_CHUNK), "cut off after a chunk");
        checkBroken(Arrays.copyOf(whole, whole.length - 1), "cut off by a byte");
        checkBroken(Arrays.copyOf(whole, 50), "cut off in the first chunk");
        checkBroken(new byte[0], "emptied");
        byte[] longer = Arrays.copyOf(whole, whole.length + SEALED_CHUNK);
        System.arraycopy(whole, 48, longer, whole.length, SEALED_CHUNK);
        checkBroken(longer, "a chunk appended");
        byte[] without = new byte[whole.length - SEALED_CHUNK];
        System.arraycopy(whole, 0, without, 0, 48 + SEALED_CHUNK);
        System.arraycopy(whole, 48 + 2 * SEALED_CHUNK, without, 48 + SEALED_CHUNK, without.length - 48 - SEALED_CHUNK);
        checkBroken(without, "a chunk left out");
    }

    @Test
    void anotherFilesChunkAndAnotherKeyDoNotFit() throws IOException {
        byte[] content = content(2 * CHUNK);
        Files.write(sealed(), content);
        byte[] one = Files.readAllBytes(onDisk());
        Files.write(sealed(), content);
        byte[] other = Files.readAllBytes(onDisk());
        assertNotEquals(HexFormat.of().formatHex(one, 48, 80), HexFormat.of().formatHex(other, 48, 80));
        System.arraycopy(one, 48, other, 48, SEALED_CHUNK);
        checkBroken(other, "a chunk of another file at the same place");
        Files.write(onDisk(), one);
        assertThrows(
                SealBrokenException.class,
                () -> Files.readAllBytes(new SealedFiles(folder, key(2)).root().resolve("file")));
    }

    @Test
    void aFileWhoseWriterDiedCannotBeRead() throws IOException {
        byte[] content = content(2 * CHUNK + 9);
        try (FileChannel open = FileChannel.open(sealed(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            open.write(ByteBuffer.wrap(content));
            byte[] soFar = Files.readAllBytes(onDisk());
            assertEquals(48 + 2 * SEALED_CHUNK, soFar.length);
            Files.write(folder.resolve("dead"), soFar);
        }
        assertThrows(
                SealBrokenException.class,
                () -> Files.readAllBytes(new SealedFiles(folder, KEY).root().resolve("dead")));
        assertArrayEquals(content, Files.readAllBytes(sealed()));
    }

    @Test
    void anEmptyFileCanBeFilledLaterAndAFullOneForced() throws IOException {
        Path file = sealed();
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                .close();
        assertEquals(0, Files.size(file));
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            out.write(content(500));
        }
        try (FileChannel again = FileChannel.open(file, StandardOpenOption.WRITE)) {
            again.force(true);
            assertThrows(RuntimeException.class, () -> again.write(ByteBuffer.allocate(1)));
        }
        assertArrayEquals(content(500), Files.readAllBytes(file));
        assertEquals(-1, Files.mismatch(file, Files.copy(file, file.resolveSibling("copy"))));
    }

    @Test
    void valuesLookEqualOnlyWhereTheyAreToBeCompared() throws IOException {
        SealedText text = new SealedText(KEY);
        assertEquals("DOE^Jane", text.open(text.seal("DOE^Jane")));
        assertEquals("1.2.3", text.openEqual(text.sealEqual("1.2.3")));
        assertNotEquals(text.seal("DOE^Jane"), text.seal("DOE^Jane"));
        assertEquals(text.sealEqual("1.2.3"), new SealedText(KEY).sealEqual("1.2.3"));
        assertNotEquals(text.sealEqual("1.2.3"), new SealedText(key(2)).sealEqual("1.2.3"));
        String sealed = text.seal("DOE^Jane");
        char other = sealed.charAt(5) == 'A' ? 'B' : 'A';
        assertThrows(SealBrokenException.class, () -> text.open(sealed.substring(0, 5) + other + sealed.substring(6)));
        assertThrows(SealBrokenException.class, () -> text.open("DOE^Jane"));
    }

    @Test
    void theKeyFileOpensUnderItsMasterKeyOnly() throws IOException {
        KeyFile made = KeyFile.create(key(5), List.of("../marks"));
        KeyFile read = KeyFile.read(made.bytes());
        SecretKey dataKey = read.dataKey(key(5)).orElseThrow();
        assertEquals(32, dataKey.getEncoded().length);
        assertTrue(read.dataKey(key(6)).isEmpty());
        assertEquals(List.of("../marks"), read.folders());
        KeyFile wrapped = KeyFile.read(read.rewrap(key(5), key(6)).bytes());
        assertArrayEquals(
                dataKey.getEncoded(), wrapped.dataKey(key(6)).orElseThrow().getEncoded());
        assertTrue(wrapped.dataKey(key(5)).isEmpty());
        assertFalse(
                new String(made.bytes()).contains(java.util.Base64.getEncoder().encodeToString(dataKey.getEncoded())));
        for (String damaged : new String[] {"", "Lectern archive key 1", "Lectern archive key 1\nSEALED\nAAAA"}) {
            assertThrows(IOException.class, () -> KeyFile.read(damaged.getBytes()));
        }
        IOException newer =
                assertThrows(IOException.class, () -> KeyFile.read("Lectern archive key 2\nSEALED\nAAAA".getBytes()));
        assertTrue(newer.getMessage().contains("newer Lectern"));
    }
}
