package org.lectern.app.retrieval.diagnosis;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.lectern.app.retrieval.DimseAccess;
import org.lectern.app.retrieval.Node;
import org.lectern.app.settings.Station;

/** What to write to whoever runs the node; holds no secrets and no patient data. */
final class Letter {
    private Letter() {}

    static String of(Node node, Station station, Optional<InetAddress> ours, List<Step> steps) {
        List<Step> failed =
                steps.stream().filter(step -> step.state() == Step.State.FAILED).toList();
        if (failed.isEmpty()) {
            return "";
        }
        StringBuilder letter = new StringBuilder();
        letter.append("Lectern cannot work with %s as it should.%n"
                .formatted(node.access().address()));
        for (Step step : failed) {
            letter.append("%n%s: %s.%n".formatted(step.name(), step.found()));
            if (!step.remedy().isEmpty()) {
                letter.append("What to do: %s.%n".formatted(step.remedy()));
            }
        }
        if (node.access() instanceof DimseAccess dimse) {
            letter.append("%nWe are AE title %s at %s; our receiver listens at port %d.%n"
                    .formatted(
                            dimse.callingAeTitle().orElse(station.aeTitle()),
                            ours.map(InetAddress::getHostAddress).orElse("an address that is not known yet"),
                            station.port()));
        }
        steps.stream()
                .filter(step -> step.state() == Step.State.WELL)
                .map(Step::name)
                .reduce((first, second) -> first + ", " + second)
                .ifPresent(names -> letter.append("%nThis works: %s.%n".formatted(names)));
        return letter.toString();
    }
}
