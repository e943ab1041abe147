package org.lectern.app.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.app.security.MasterKeys.Place;

class MasterKeysTest {
    @TempDir
    Path folder;

    /** A key store in memory. */
    private static final class Drawer implements SystemKeyStore {
        final Map<String, String> entries = new HashMap<>();

        @Override
        public String name() {
            return "drawer";
        }

        @Override
        public Optional<String> get(String account) {
            return Optional.ofNullable(entries.get(account));
        }

        @Override
        public void put(String account, String secret) {
            entries.put(account, secret);
        }

        @Override
        public void remove(String account) {
            entries.remove(account);
        }
    }

    private MasterKeys withoutAnything() {
        return new MasterKeys(folder, Optional::empty, Passphrase.none());
    }

    private MasterKeys withPassphrase(String text) {
        return new MasterKeys(folder, Optional::empty, fresh -> Optional.of(text.toCharArray()));
    }

    @Test
    void withoutKeyStoreAndPassphraseTheKeyIsInAFileForItsOwnerOnly() throws IOException {
        MasterKey key = withoutAnything().open();
        assertEquals(Optional.of(Place.FILE), withoutAnything().place());
        assertEquals(key, withoutAnything().open());
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("key.json"))));
    }

    @Test
    void nothingIsWrittenBeforeTheFirstSecret() throws IOException {
        assertEquals(Optional.empty(), withoutAnything().place());
        assertFalse(Files.exists(folder.resolve("key.json")));
    }

    @Test
    void theSystemsKeyStoreIsPreferredAndItsFileTellsNothing() throws IOException {
        Drawer drawer = new Drawer();
        MasterKeys keys = new MasterKeys(folder, () -> Optional.of(drawer), fresh -> Optional.of("x".toCharArray()));
        MasterKey key = keys.open();
        assertEquals(Optional.of(Place.SYSTEM), keys.place());
        assertTrue(drawer.entries.containsValue(key.text()));
        assertFalse(Files.readString(keys.file()).contains(key.text()));
        assertTrue(assertThrows(IOException.class, () -> withoutAnything().open())
                .getMessage()
                .contains("key store of the operating system"));
    }

    @Test
    void aPassphraseOpensTheKeyAndAWrongOneDoesNot() throws IOException {
        MasterKey key = withPassphrase("Im Kühlschrank brennt Licht").open();
        assertEquals(Optional.of(Place.PASSPHRASE), withoutAnything().place());
        assertEquals(key, withPassphrase("Im Kühlschrank brennt Licht").open());
        assertEquals(
                "The passphrase is wrong",
                assertThrows(IOException.class, () -> withPassphrase("licht").open())
                        .getMessage());
        assertTrue(assertThrows(IOException.class, () -> withoutAnything().open())
                .getMessage()
                .contains("LECTERN_PASSPHRASE_FILE"));
    }

    @Test
    void theKeyStaysTheSameWhereverItIsMoved() throws IOException {
        Drawer drawer = new Drawer();
        MasterKeys keys = new MasterKeys(folder, () -> Optional.of(drawer), fresh -> Optional.of("p".toCharArray()));
        MasterKey key = keys.open();
        keys.move(Place.PASSPHRASE);
        assertTrue(drawer.entries.isEmpty());
        assertEquals(key, withPassphrase("p").open());
        keys.move(Place.FILE);
        assertEquals(key, withoutAnything().open());
        keys.move(Place.SYSTEM);
        assertEquals(1, drawer.entries.size());
        assertFalse(Files.readString(keys.file()).contains(key.text()));
    }

    @Test
    void aNewKeyTakesTheOldOnesPlaceAndWhatIsSealedFollowsIt() throws IOException {
        Drawer drawer = new Drawer();
        List<List<MasterKey>> followed = new ArrayList<>();
        MasterKeys keys = new MasterKeys(
                folder,
                () -> Optional.of(drawer),
                fresh -> Optional.of((fresh ? "new" : "old").toCharArray()),
                List.of((old, fresh) -> followed.add(List.of(old, fresh))));
        MasterKey first = keys.open();
        keys.renew(Place.SYSTEM);
        MasterKey second = keys.open();
        assertNotEquals(first, second);
        assertEquals(Map.of(drawer.entries.keySet().iterator().next(), second.text()), drawer.entries);
        keys.renew(Place.SYSTEM);
        MasterKey third = keys.open();
        assertEquals(List.of(third.text()), List.copyOf(drawer.entries.values()));
        keys.renew(Place.FILE);
        MasterKey fourth = keys.open();
        assertEquals(fourth, withoutAnything().open());
        assertTrue(drawer.entries.isEmpty());
        keys.renew(Place.PASSPHRASE);
        assertEquals(keys.open(), withPassphrase("new").open());
        assertEquals(
                List.of(
                        List.of(first, second),
                        List.of(second, third),
                        List.of(third, fourth),
                        List.of(fourth, keys.open())),
                followed);
    }

    @Test
    void aProcessThatStillHoldsTheOldKeyTakesTheNewOne() throws IOException {
        MasterKeys window = withoutAnything();
        MasterKey old = window.open();
        withoutAnything().renew(Place.FILE);
        assertNotEquals(old, window.open());
        assertEquals(window.open(), withoutAnything().open());
    }

    @Test
    void aRenewalThatIsInterruptedGoesOnWithTheOldPassphraseAndEndsWithTheNewOne() throws IOException {
        MasterKey old = withPassphrase("old").open();
        List<MasterKey> moved = new ArrayList<>();
        UnderMasterKey first = (from, to) -> moved.add(to);
        UnderMasterKey broken = (from, to) -> {
            throw new IOException("the power is gone");
        };
        Passphrase passphrase = fresh -> Optional.of((fresh ? "new" : "old").toCharArray());
        MasterKeys stopped = new MasterKeys(folder, Optional::empty, passphrase, List.of(first, broken));
        assertThrows(IOException.class, () -> stopped.renew(Place.PASSPHRASE));
        assertThrows(IOException.class, stopped::open);
        String both = Files.readString(folder.resolve("key.json"));
        assertFalse(both.contains(old.text()) || both.contains(moved.getFirst().text()));

        MasterKeys going = new MasterKeys(folder, Optional::empty, passphrase, List.of(first, first));
        MasterKey fresh = going.open();
        assertNotEquals(old, fresh);
        assertEquals(List.of(fresh, fresh, fresh, fresh), moved, "one new key, however often it is begun");
        assertEquals(fresh, withPassphrase("new").open());
        assertThrows(IOException.class, () -> withPassphrase("old").open());
        assertFalse(Files.readString(folder.resolve("key.json")).contains("next"));
    }

    @Test
    void nothingIsBegunWhileSomethingCouldNotFollow() throws IOException {
        MasterKey old = withoutAnything().open();
        UnderMasterKey busy = new UnderMasterKey() {
            @Override
            public void checkReady() throws IOException {
                throw new IOException("The archive is in use");
            }

            @Override
            public void reseal(MasterKey from, MasterKey to) {}
        };
        MasterKeys keys = new MasterKeys(folder, Optional::empty, Passphrase.none(), List.of(busy));
        assertThrows(IOException.class, () -> keys.renew(Place.FILE));
        assertEquals(old, withoutAnything().open());
    }

    @Test
    void aDamagedFileIsToldWithItsLineAndNeverReplacedByAnotherKey() throws IOException {
        withoutAnything().open();
        Path file = folder.resolve("key.json");
        for (String damaged : new String[] {
            "{\n\"version\": 1,\n\"kept\": ",
            "[]",
            "{\"version\": 2}",
            "{\"version\": 1, \"kept\": \"attic\"}",
            "{\"version\": 1, \"kept\": \"file\", \"key\": \"AAAA\", \"fingerprint\": \"00\"}",
            "{\"version\": 1, \"kept\": \"passphrase\", \"argon2id\": {\"memoryKiB\": 2147483647, \"passes\": 1,"
                    + " \"lanes\": 1, \"salt\": \"AAAAAAAAAAAAAAAAAAAAAA==\"}, \"wrapped\": \"1:AAAA\", \"fingerprint\": \"0\"}"
        }) {
            Files.writeString(file, damaged);
            IOException told =
                    assertThrows(IOException.class, () -> withPassphrase("p").open(), damaged);
            assertTrue(told.getMessage().contains("key.json"), told.getMessage());
            assertEquals(damaged, Files.readString(file));
        }
    }

    @Test
    void argon2GivesTheTagOfRfc9106() {
        // RFC 9106 section 5.3, Argon2id test vector
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(32)
                .withIterations(3)
                .withParallelism(4)
                .withSalt(HexFormat.of().parseHex("02".repeat(16)))
                .withSecret(HexFormat.of().parseHex("03".repeat(8)))
                .withAdditional(HexFormat.of().parseHex("04".repeat(12)))
                .build());
        byte[] tag = new byte[32];
        argon2.generateBytes(HexFormat.of().parseHex("01".repeat(32)), tag);
        assertEquals(
                "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659",
                HexFormat.of().formatHex(tag));
    }

    @Test
    void aSecretOpensForItsPurposeOnlyAndWithItsKeyOnly(@TempDir Path other) throws IOException {
        Vault vault = new MasterKeyVault(withoutAnything());
        Sealed sealed = vault.seal("https pacs.example:443", "correct horse");
        assertEquals("correct horse", vault.open("https pacs.example:443", sealed));
        assertThrows(IOException.class, () -> vault.open("https thief.example:443", sealed));
        Vault stranger = new MasterKeyVault(new MasterKeys(other, Optional::empty, Passphrase.none()));
        assertThrows(IOException.class, () -> stranger.open("https pacs.example:443", sealed));
        assertNotEquals(
                sealed.text(),
                vault.seal("https pacs.example:443", "correct horse").text());
        assertFalse(sealed.text().contains("horse"));
        char[] flipped = sealed.text().toCharArray();
        flipped[20] = flipped[20] == 'A' ? 'B' : 'A';
        assertThrows(IOException.class, () -> vault.open("https pacs.example:443", new Sealed(new String(flipped))));
        assertEquals("", vault.open("p", vault.seal("p", "")));
    }

    @Test
    void nothingThatHoldsASecretShowsIt() throws IOException {
        MasterKey key = withoutAnything().open();
        assertFalse(key.toString().contains(key.text()));
        assertFalse(new KeptKey.InFile(key.text()).toString().contains(key.text()));
        assertEquals(
                "(sealed)", new MasterKeyVault(withoutAnything()).seal("p", "s").toString());
    }
}
