package org.lectern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lectern.app.settings.ArchiveSettings;
import org.lectern.app.settings.Folders;
import org.lectern.app.wording.Wording;
import org.lectern.imaging.archive.Eviction;
import org.lectern.imaging.archive.Integrity;
import org.lectern.imaging.archive.LocalArchive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lectern archive}: how the local archive is kept. */
@Command(
        name = "archive",
        description = "Limits the local archive, keeps studies in it, checks its bytes, encrypts it.",
        subcommands = {
            ArchiveCommand.Limits.class,
            ArchiveCommand.Pin.class,
            ArchiveCommand.Rejected.class,
            ArchiveCommand.Verify.class,
            EncryptionCommands.Encrypt.class,
            EncryptionCommands.Decrypt.class,
            EncryptionCommands.NewPassphrase.class
        })
final class ArchiveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "One of limits, pin, rejected, verify, encrypt, decrypt, passphrase is missing");
    }

    /** {@code lectern archive limits}. */
    @Command(
            name = "limits",
            description =
                    "Shows or sets how much of what was fetched stays, and makes room. Only what can be fetched again goes.")
    static final class Limits implements Callable<Integer> {
        private static final String NONE = "none";

        @Spec
        private CommandSpec spec;

        @Option(
                names = "--size",
                paramLabel = "GB",
                description = "At most so many gigabytes in all; none for no limit.")
        private @Nullable String size;

        @Option(
                names = "--age",
                paramLabel = "DAYS",
                description = "What was not opened for so long may go; none for no limit.")
        private @Nullable String age;

        @Mixin
        private Output output;

        @Override
        public Integer call() throws IOException {
            Path folder = Folders.ofThisProcess().configuration();
            ArchiveSettings before = ArchiveSettings.read(folder);
            ArchiveSettings after = changed(before);
            if (!after.equals(before)) {
                after.save(folder);
            }
            try (LocalArchive archive = TheArchive.open(spec.commandLine().getErr())) {
                archive.setLimits(after.limits());
                print(after, archive.keepLimits(), archive.bytes());
            }
            return 0;
        }

        private ArchiveSettings changed(ArchiveSettings before) {
            try {
                return before.withGigabytes(limit(size, before.gigabytes())).withDays(limit(age, before.days()));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        spec.commandLine(), "A limit is a whole number from 1 to 1000000, or none");
            }
        }

        private static OptionalInt limit(@Nullable String text, OptionalInt before) {
            if (text == null) {
                return before;
            }
            return text.equalsIgnoreCase(NONE) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text.strip()));
        }

        private void print(ArchiveSettings limits, Eviction eviction, long bytes) throws IOException {
            output.print(
                    document -> {
                        document.writeStartObject();
                        if (limits.gigabytes().isPresent()) {
                            document.writeNumberField(
                                    "gigabytes", limits.gigabytes().getAsInt());
                        }
                        if (limits.days().isPresent()) {
                            document.writeNumberField("days", limits.days().getAsInt());
                        }
                        document.writeNumberField("bytes", bytes);
                        document.writeNumberField("studiesGone", eviction.studies());
                        document.writeNumberField("overBytes", eviction.overBytes());
                        document.writeEndObject();
                    },
                    out -> {
                        out.printf("size  %s%n", text(limits.gigabytes(), "GB"));
                        out.printf("age   %s%n", text(limits.days(), "days"));
                        out.printf("now   %s%n", Wording.size(bytes));
                        Wording.eviction(eviction).forEach(out::println);
                    });
        }

        private static String text(OptionalInt limit, String unit) {
            return limit.isPresent() ? limit.getAsInt() + " " + unit : NONE;
        }
    }

    /** {@code lectern archive pin}. */
    @Command(name = "pin", description = "Keeps studies whatever the limits say.")
    static final class Pin implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "UID", arity = "1..*", description = "Study Instance UIDs.")
        private List<String> uids;

        @Option(names = "--off", description = "Lets the limits hold for them again.")
        private boolean off;

        @Mixin
        private Output output;

        @Override
        public Integer call() throws IOException {
            PrintWriter err = spec.commandLine().getErr();
            List<String> found;
            try (LocalArchive archive = TheArchive.open(err)) {
                found = new java.util.ArrayList<>();
                for (String uid : uids) {
                    if (archive.studiesWithUid(uid).isEmpty()) {
                        err.printf(
                                "lectern: no study in the archive has the UID %s; list what is there with: lectern studies --json%n",
                                Failures.oneLine(uid));
                    } else {
                        archive.pin(uid, !off);
                        found.add(uid);
                    }
                }
            }
            err.flush();
            output.print(
                    document -> {
                        document.writeStartObject();
                        document.writeArrayFieldStart(off ? "unpinned" : "pinned");
                        for (String uid : found) {
                            document.writeString(uid);
                        }
                        document.writeEndArray();
                        document.writeEndObject();
                    },
                    out -> {
                        out.printf("%d studies %s%n", found.size(), off ? "under the limits again" : "kept");
                    });
            return found.size() == uids.size() ? 0 : 1;
        }
    }

    /** {@code lectern archive rejected}. */
    @Command(
            name = "rejected",
            description = "Says or sets whether images that were rejected for quality are hidden or shown crossed out.")
    static final class Rejected implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Option(names = "--show", description = "Shows them in the window, crossed out.")
        private boolean show;

        @Option(names = "--hide", description = "Hides them, as it is at first.")
        private boolean hide;

        @Mixin
        private Output output;

        @Override
        public Integer call() throws IOException {
            if (show && hide) {
                throw new ParameterException(spec.commandLine(), "--show and --hide exclude each other");
            }
            Path folder = Folders.ofThisProcess().configuration();
            ArchiveSettings before = ArchiveSettings.read(folder);
            ArchiveSettings after = show || hide ? before.withShowsRejected(show) : before;
            if (!after.equals(before)) {
                after.save(folder);
            }
            output.print(
                    document -> {
                        document.writeStartObject();
                        document.writeBooleanField("showsRejected", after.showsRejected());
                        document.writeEndObject();
                    },
                    out -> {
                        out.printf(
                                "rejected for quality: %s%n", after.showsRejected() ? "shown crossed out" : "hidden");
                    });
            return 0;
        }
    }

    /** {@code lectern archive verify}. */
    @Command(
            name = "verify",
            description = "Reads every stored byte and compares it with what came; 1 when something is damaged.")
    static final class Verify implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private Output output;

        @Override
        public Integer call() throws IOException {
            Integrity found;
            try (LocalArchive archive = TheArchive.open(spec.commandLine().getErr())) {
                found = archive.verifyBytes(objects -> {}, () -> false);
            }
            output.print(
                    document -> {
                        document.writeStartObject();
                        document.writeNumberField("objects", found.instances());
                        document.writeNumberField("bytes", found.bytes());
                        document.writeNumberField("missing", found.missing());
                        document.writeNumberField("changed", found.changed());
                        document.writeEndObject();
                    },
                    out -> {
                        out.printf("%d objects read (%s)%n", found.instances(), Wording.size(found.bytes()));
                    });
            if (!found.isSound()) {
                spec.commandLine()
                        .getErr()
                        .printf(
                                "lectern: %d objects are missing and %d changed; restore the archive from its backup, or fetch or import the exams again%n",
                                found.missing(), found.changed());
                spec.commandLine().getErr().flush();
                return 1;
            }
            return 0;
        }
    }
}
