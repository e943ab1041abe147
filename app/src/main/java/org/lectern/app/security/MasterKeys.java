package org.lectern.app.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.lectern.app.security.KeptKey.InFile;
import org.lectern.app.security.KeptKey.InSystem;
import org.lectern.app.security.KeptKey.UnderPassphrase;
import org.lectern.app.settings.JsonObject;
import org.lectern.app.settings.SettingsFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master key of a configuration folder and where it is kept; {@code key.json} says where. It stays the same when it is
 * moved, so that nothing has to be sealed again; {@link #renew} makes another one. Safe for several threads.
 */
public final class MasterKeys {
    private static final String WRAPPING = "lectern master key";
    private static final String COMING = "next master key";
    private static final Logger LOG = LoggerFactory.getLogger(MasterKeys.class);

    private final Path file;
    private final Supplier<Optional<SystemKeyStore>> system;
    private final Passphrase passphrase;
    private final List<UnderMasterKey> sealed;
    private @Nullable MasterKey opened;

    /** Where a master key can be kept, the best first. */
    public enum Place {
        /** The key store of the operating system: opened by signing in. */
        SYSTEM,
        /** In the file, sealed under a passphrase that somebody has to type. */
        PASSPHRASE,
        /** In a file that its owner reads: no protection from who has the account, the disk or a backup. */
        FILE
    }

    /**
     * The master key of a folder.
     *
     * @param system opens the system's key store, where there is one that may be used
     */
    public MasterKeys(Path folder, Supplier<Optional<SystemKeyStore>> system, Passphrase passphrase) {
        this(folder, system, passphrase, List.of());
    }

    /**
     * The master key of a folder.
     *
     * @param system opens the system's key store, where there is one that may be used
     * @param sealed what follows it to another
     */
    public MasterKeys(
            Path folder,
            Supplier<Optional<SystemKeyStore>> system,
            Passphrase passphrase,
            List<UnderMasterKey> sealed) {
        this.file = folder.resolve("key.json");
        this.system = system;
        this.passphrase = passphrase;
        this.sealed = List.copyOf(sealed);
    }

    /** The file that says where the key is. */
    public Path file() {
        return file;
    }

    /** Where it is kept; nothing before the first secret. */
    public Optional<Place> place() throws IOException {
        return kept().map(kept -> switch (kept.where()) {
            case InSystem _ -> Place.SYSTEM;
            case UnderPassphrase _ -> Place.PASSPHRASE;
            case InFile _ -> Place.FILE;
        });
    }

    /**
     * The key; made and kept in the best place there is when there is none yet.
     *
     * @throws IOException when it cannot be had: key store locked, wrong passphrase, file damaged
     */
    public synchronized MasterKey open() throws IOException {
        Optional<KeptKey> kept = kept();
        boolean isOther =
                opened != null && kept.isPresent() && !kept.get().fingerprint().equals(opened.fingerprint());
        if (isOther || kept.isPresent() && kept.get().next().isPresent()) {
            opened = null; // it has been renewed, or somebody was stopped while renewing it
        }
        if (opened == null) {
            opened = kept.isPresent() && kept.get().next().isEmpty()
                    ? find(kept.get())
                    : SettingsFile.locked(file, this::findOrMake);
        }
        return opened;
    }

    private MasterKey findOrMake() throws IOException {
        Optional<KeptKey> made = kept(); // by another process meanwhile
        if (made.isPresent()) {
            MasterKey found = find(made.get());
            return made.get().next().isPresent() ? finish(made.get(), found) : found;
        }
        MasterKey fresh = MasterKey.random();
        keepInBestPlace(fresh).write(file);
        return fresh;
    }

    private KeptKey keepInBestPlace(MasterKey key) throws IOException {
        Optional<SystemKeyStore> store = system.get();
        if (store.isPresent()) {
            return inSystem(store.get(), key, account());
        }
        Optional<char[]> chosen = passphrase.ask(true);
        return chosen.isPresent() ? underPassphrase(chosen.get(), key) : inFile(key);
    }

    /**
     * Keeps the key elsewhere; for {@link Place#PASSPHRASE} under a passphrase that is asked for, also when it is under one
     * already.
     */
    public synchronized void move(Place to) throws IOException {
        MasterKey key = open();
        SettingsFile.locked(file, () -> {
            Optional<KeptKey> before = kept();
            KeptKey after = keptIn(to, key, account());
            after.write(file);
            if (before.isPresent()
                    && before.get().where() instanceof InSystem left
                    && !after.where().equals(left)) {
                Optional<SystemKeyStore> store = system.get();
                if (store.isPresent()) {
                    store.get().remove(left.account());
                }
            }
            return key;
        });
    }

    /** Sees to it that there is a key and that it is kept in a place; one that is there is not touched. */
    public synchronized void keepIn(Place place) throws IOException {
        Optional<KeptKey> made = SettingsFile.locked(file, () -> {
            if (kept().isPresent()) {
                return Optional.empty();
            }
            MasterKey fresh = MasterKey.random();
            KeptKey first = keptIn(place, fresh, account());
            first.write(file);
            opened = fresh;
            return Optional.of(first);
        });
        if (made.isEmpty() && !place().equals(Optional.of(place))) {
            move(place);
        }
    }

    /**
     * Makes another master key, seals under it what was sealed under the old one, and forgets the old one. The old one is kept until all is
     * sealed anew: after an interruption the next opening, with the old passphrase, goes on.
     *
     * @param to where the new one is kept; a passphrase is asked for
     * @throws IOException also when something cannot be sealed anew now, such as an archive that is in use
     */
    public synchronized void renew(Place to) throws IOException {
        MasterKey old = open();
        for (UnderMasterKey each : sealed) {
            each.checkReady();
        }
        opened = SettingsFile.locked(file, () -> {
            KeptKey before = kept().orElseThrow(() -> new IOException(file + " is gone; restore it from a backup"));
            MasterKey fresh = MasterKey.random();
            String account = before.where() instanceof InSystem in ? otherAccount(in.account()) : account();
            KeptKey after = keptIn(to, fresh, account);
            KeptKey both = before.with(new KeptKey.Next(after, AesGcm.seal(old.derive(COMING), COMING, fresh.bytes())));
            both.write(file);
            return finish(both, old);
        });
    }

    /** Seals everything under the next key; called again until it has come to its end. */
    private MasterKey finish(KeptKey both, MasterKey old) throws IOException {
        KeptKey.Next next = both.next().orElseThrow();
        MasterKey fresh;
        try {
            fresh = new MasterKey(AesGcm.open(old.derive(COMING), COMING, next.wrapped()));
        } catch (AEADBadTagException | IllegalArgumentException e) {
            throw new IOException(
                    "%s is damaged: the new master key in it does not open. Restore it from a backup".formatted(file),
                    e);
        }
        for (UnderMasterKey each : sealed) {
            each.reseal(old, fresh);
        }
        next.kept().write(file);
        if (both.where() instanceof InSystem left) {
            Optional<SystemKeyStore> store = system.get();
            if (store.isPresent()) {
                store.get().remove(left.account());
            }
        }
        LOG.info("the master key was renewed");
        return fresh;
    }

    private Optional<KeptKey> kept() throws IOException {
        try {
            return KeptKey.find(file);
        } catch (JsonObject.DamagedException e) {
            throw new IOException(
                    "%s is damaged (%s). Restore it from a backup: without it stored passwords and an encrypted archive stay closed"
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private KeptKey keptIn(Place place, MasterKey key, String account) throws IOException {
        return switch (place) {
            case SYSTEM -> inSystem(system.get().orElseThrow(MasterKeys::noStore), key, account);
            case PASSPHRASE -> underPassphrase(chosen(), key);
            case FILE -> inFile(key);
        };
    }

    private static IOException noStore() {
        return new IOException("The operating system offers no key store that is open to us. Sign in on the desktop, or"
                + " choose a passphrase");
    }

    private char[] chosen() throws IOException {
        return passphrase
                .ask(true)
                .orElseThrow(() -> new IOException(
                        "No passphrase was given. Type one, or name a file that holds it in LECTERN_PASSPHRASE_FILE"));
    }

    private MasterKey find(KeptKey kept) throws IOException {
        MasterKey key = switch (kept.where()) {
            case InSystem in -> fromSystem(in);
            case UnderPassphrase under -> unwrap(under);
            case InFile in -> ofText(in.key());
        };
        if (!key.fingerprint().equals(kept.fingerprint())) {
            throw new IOException("The master key that was found is not the one that %s tells of".formatted(file));
        }
        return key;
    }

    private MasterKey fromSystem(InSystem in) throws IOException {
        SystemKeyStore store = system.get()
                .orElseThrow(() -> new IOException(
                        "The master key is in the key store of the operating system, which is not open to us. Sign in on"
                                + " the desktop and try again"));
        return ofText(store.get(in.account())
                .orElseThrow(() ->
                        new IOException("The master key is not in the %s any more. Unlock it, or restore its entry '%s'"
                                .formatted(store.name(), in.account()))));
    }

    private MasterKey ofText(String text) throws IOException {
        try {
            return MasterKey.ofText(text);
        } catch (IllegalArgumentException e) {
            throw new IOException("What stands for the master key of %s is no key".formatted(file));
        }
    }

    private MasterKey unwrap(UnderPassphrase under) throws IOException {
        char[] given = passphrase
                .ask(false)
                .orElseThrow(() -> new IOException(
                        "A passphrase is needed. Type it, or name a file that holds it in LECTERN_PASSPHRASE_FILE"));
        try {
            return new MasterKey(AesGcm.open(under.stretched().of(given), WRAPPING, under.wrapped()));
        } catch (AEADBadTagException e) {
            throw new IOException("The passphrase is wrong");
        } finally {
            Arrays.fill(given, ' ');
        }
    }

    private static KeptKey inSystem(SystemKeyStore store, MasterKey key, String account) throws IOException {
        store.put(account, key.text());
        if (!store.get(account).equals(Optional.of(key.text()))) {
            throw new IOException("The %s did not keep the master key".formatted(store.name()));
        }
        return new KeptKey(new InSystem(account), key.fingerprint());
    }

    private static KeptKey underPassphrase(char[] chosen, MasterKey key) {
        StretchedKey stretched = StretchedKey.fresh();
        SecretKey wrapping = stretched.of(chosen);
        Arrays.fill(chosen, ' ');
        return new KeptKey(
                new UnderPassphrase(stretched, AesGcm.seal(wrapping, WRAPPING, key.bytes())), key.fingerprint());
    }

    private static KeptKey inFile(MasterKey key) {
        return new KeptKey(new InFile(key.text()), key.fingerprint());
    }

    /** Two configurations of one user do not share an entry; the folder's name stays out of the key store. */
    private String account() {
        int hash = Arrays.hashCode(file.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
        return "master-key-" + HexFormat.of().toHexDigits(hash);
    }

    /** The old key keeps its entry until the new one has taken its place. */
    private String otherAccount(String now) {
        return now.equals(account()) ? account() + "-2" : account();
    }
}
