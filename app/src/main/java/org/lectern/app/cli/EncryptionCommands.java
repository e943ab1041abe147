package org.lectern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.lectern.app.security.ArchiveKey;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.security.MasterKeys.Place;
import org.lectern.app.settings.Folders;
import org.lectern.app.settings.Logs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands of {@code lectern archive} about encryption at rest. */
final class EncryptionCommands {
    private static final int TOLD_EACH = 500;

    private EncryptionCommands() {}

    /** What the commands work on. */
    private record Home(Folders folders, MasterKeys keys, PrintWriter out, PrintWriter err) {
        static Home of(CommandSpec spec) {
            Folders folders = Folders.ofThisProcess();
            Logs.start(folders.logs());
            return new Home(
                    folders,
                    TheNodes.keys(folders),
                    spec.commandLine().getOut(),
                    spec.commandLine().getErr());
        }

        ArchiveKey key() {
            return new ArchiveKey(folders, keys);
        }

        void progress(int files) {
            if (files % TOLD_EACH == 0) {
                err.printf("lectern: %d files done%n", files);
                err.flush();
            }
        }

        void say(String sentence) {
            out.println(sentence);
            out.flush();
        }

        void needsEncryption() throws IOException {
            if (!key().isNeeded()) {
                throw new IOException("The archive in %s is not encrypted. Encrypt it with: lectern archive encrypt"
                        .formatted(folders.archive()));
            }
        }
    }

    /** {@code lectern archive encrypt}. */
    @Command(
            name = "encrypt",
            description =
                    "Encrypts the archive, marks, transfers and kept searches, in place. No other Lectern may be running.")
    static final class Encrypt implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Home home = Home.of(spec);
            Folders folders = home.folders();
            if (home.key().isNeeded()) {
                throw new IOException("The archive in %s is encrypted already".formatted(folders.archive()));
            }
            home.key().encrypt(home::progress);
            home.say("The archive in %s is encrypted".formatted(folders.archive()));
            if (home.keys().place().equals(Optional.of(Place.FILE))) {
                home.err()
                        .println(
                                "lectern: warning: the key lies in %s, readable for this account; protect it with: lectern archive passphrase"
                                        .formatted(home.keys().file()));
            }
            home.err()
                    .println(
                            "lectern: back up %s with the archive, and keep the passphrase: without them nobody can read it"
                                    .formatted(home.keys().file()));
            home.err().flush();
            return 0;
        }
    }

    /** {@code lectern archive decrypt}. */
    @Command(name = "decrypt", description = "Decrypts what encrypt has encrypted, in place.")
    static final class Decrypt implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            Home home = Home.of(spec);
            home.needsEncryption();
            home.key().decrypt(home::progress);
            home.say("The archive in %s is no longer encrypted"
                    .formatted(home.folders().archive()));
            return 0;
        }
    }

    /** {@code lectern archive passphrase}. */
    @Command(
            name = "passphrase",
            description = "Puts the master key of archive and stored passwords under a passphrase, also to change it.")
    static final class NewPassphrase implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(
                names = "--new-key",
                description =
                        "Makes a new master key too: a copy of the old one opens nothing that is sealed from now on."
                                + " No other Lectern may be running.")
        private boolean newKey;

        @Override
        public Integer call() throws IOException {
            Home home = Home.of(spec);
            home.needsEncryption();
            home.key().find();
            if (newKey) {
                home.keys().renew(Place.PASSPHRASE);
            } else {
                home.keys().move(Place.PASSPHRASE);
            }
            home.say("The archive opens with the new passphrase%s".formatted(newKey ? ", under a new master key" : ""));
            return 0;
        }
    }
}
