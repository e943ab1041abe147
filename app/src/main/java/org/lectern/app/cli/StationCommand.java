package org.lectern.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lectern.app.retrieval.AeTitle;
import org.lectern.app.retrieval.ReceiverTls;
import org.lectern.app.security.Vault;
import org.lectern.app.settings.Folders;
import org.lectern.app.settings.Station;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lectern station}: what other systems see of this workstation. */
@Command(
        name = "station",
        description = "Shows or changes this workstation's own AE title, port and who may send to it.")
final class StationCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--aet", paramLabel = "AET", description = "Our AE title.")
    private @Nullable String aet;

    @Option(names = "--port", paramLabel = "N", description = "Where our receiver listens.")
    private @Nullable Integer port;

    @Option(names = "--receive", paramLabel = "on|off", description = "Whether it runs while the workstation is open.")
    private @Nullable Switch receive;

    @Option(
            names = "--allow",
            paramLabel = "AET@ADDRESS",
            description =
                    "Who may talk to it, in place of the present list: AET, AET@address, AET@10.1.0.0/16, *@10.1.0.0/16."
                            + " Repeatable; 'anybody' for everybody.")
    private @Nullable List<String> allow;

    @Mixin
    private TlsOptions tls;

    @Option(names = "--no-tls", description = "The receiver speaks plain TCP.")
    private boolean withoutTls;

    @Mixin
    private Output output;

    /** On or off. */
    enum Switch {
        ON,
        OFF
    }

    @Override
    public Integer call() throws IOException {
        checkUsage();
        Path folder = Folders.ofThisProcess().configuration();
        Station before = Station.read(folder);
        Station after = secured(changed(before));
        if (!after.equals(before)) {
            after.save(folder);
        }
        output.print(
                document -> {
                    document.writeStartObject();
                    document.writeStringField("aeTitle", after.aeTitle());
                    document.writeNumberField("port", after.port());
                    document.writeBooleanField("receives", after.receives());
                    document.writeArrayFieldStart("callers");
                    for (Station.Caller caller : after.callers()) {
                        document.writeString(caller.toString());
                    }
                    document.writeEndArray();
                    document.writeBooleanField("tls", after.tls().isPresent());
                    document.writeBooleanField("mutual", after.isMutual());
                    document.writeEndObject();
                },
                out -> {
                    out.printf("AE title   %s%n", after.aeTitle());
                    out.printf("port       %d%n", after.port());
                    out.printf("receiver   %s%n", after.receives() ? "on while the workstation is open" : "off");
                    out.printf(
                            "TLS        %s%n",
                            after.tls().map(StationCommand::words).orElse("off"));
                    out.printf("callers    %s%n", after.callers().isEmpty() ? "anybody" : callers(after));
                });
        return 0;
    }

    private static String words(Station.Secured tls) {
        return "certificate %s%s"
                .formatted(
                        tls.certificate(),
                        tls.authorities()
                                .map(file -> ", callers must show one of " + file)
                                .orElse(", callers need none"));
    }

    private void checkUsage() {
        if (tls.certificate().isEmpty() && !tls.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "The receiver needs a certificate of its own first: --tls-cert FILE");
        }
        if (withoutTls && !tls.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--no-tls and options for TLS exclude each other");
        }
    }

    /** Certificate and key are tried at once: what cannot be used is not kept. */
    private Station secured(Station station) throws IOException {
        if (withoutTls) {
            return station.withTls(Optional.empty());
        }
        if (tls.certificate().isEmpty()) {
            return station;
        }
        Vault vault = TheNodes.open(spec.commandLine().getErr()).vault();
        Station after = station.withTls(Optional.of(tls.secured(vault)));
        ReceiverTls.of(after, vault);
        return after;
    }

    private static String callers(Station station) {
        return String.join(
                ", ", station.callers().stream().map(Station.Caller::toString).toList());
    }

    private Station changed(Station before) {
        try {
            return new Station(
                    aet == null ? before.aeTitle() : AeTitle.checked(aet),
                    port == null ? before.port() : port,
                    receive == null ? before.receives() : receive == Switch.ON,
                    allow == null ? before.callers() : callers(allow),
                    before.tls());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), Failures.oneLine(e.getMessage()));
        }
    }

    static List<Station.Caller> callers(List<String> texts) {
        return texts.stream()
                .filter(text -> !text.equalsIgnoreCase("anybody"))
                .map(Station.Caller::parse)
                .toList();
    }
}
