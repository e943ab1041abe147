package org.lectern.app.retrieval.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lectern.app.retrieval.transfer.Progress;
import org.lectern.app.retrieval.transfer.State;
import org.lectern.app.retrieval.transfer.Subject;
import org.lectern.app.retrieval.transfer.Transfer;
import org.lectern.app.retrieval.transfer.TransferRequest;
import org.lectern.app.wording.Amounts;
import org.lectern.app.wording.Wording;

/** What is said of a transfer. */
public final class TransferText {
    private TransferText() {}

    /** Whose study it is and what, as far as that is known. */
    public static String title(Transfer transfer) {
        Subject subject = transfer.subject();
        String name =
                subject.patientName().isEmpty() ? "Study " + subject.studyUid() : Wording.name(subject.patientName());
        return subject.description().isEmpty() ? name : name + "  " + subject.description();
    }

    /** {@code from north}, {@code to archive}, {@code ahead, from north}. */
    public static String way(Transfer transfer) {
        return switch (transfer.kind()) {
            case RETRIEVE -> "from " + transfer.site();
            case SEND -> "to " + transfer.site();
            case PREFETCH -> "ahead, from " + transfer.site();
        };
    }

    /** An arrow for each direction. */
    static String arrow(Transfer transfer) {
        return transfer.kind() == TransferRequest.Kind.SEND ? "↑" : "↓";
    }

    /** {@code 96 of 412 images · 12 MB/s · 20 s left · from north}. */
    public static String numbers(Transfer transfer) {
        List<String> parts = new ArrayList<>();
        parts.add(count(transfer.progress()));
        if (transfer.state() == State.ACTIVE) {
            if (transfer.progress().bytesPerSecond() > 0) {
                parts.add(Amounts.rate(transfer.progress().bytesPerSecond()));
            }
            transfer.progress().timeLeft().ifPresent(left -> parts.add(Amounts.time(left) + " left"));
        }
        parts.add(way(transfer));
        return String.join(" · ", parts);
    }

    /** {@code 96 of 412 images · 12 MB/s}. */
    public static String arriving(Transfer transfer) {
        String count = count(transfer.progress());
        return transfer.progress().bytesPerSecond() > 0
                ? count + " · " + Amounts.rate(transfer.progress().bytesPerSecond())
                : count;
    }

    /** {@code 96 of 412 images}. */
    public static String count(Progress progress) {
        return progress.total().isPresent()
                ? "%d of %s"
                        .formatted(
                                progress.objects(), Amounts.of(progress.total().getAsInt(), "image"))
                : Amounts.of(progress.objects(), "image");
    }

    /** The state, with when it is tried again where it waits for that. */
    static String state(Transfer transfer, Instant now) {
        if (transfer.state() == State.WAITING && transfer.nextTry().isPresent()) {
            Duration pause = Duration.between(now, transfer.nextTry().get());
            return pause.isPositive() ? "Tries again in " + Amounts.time(pause) : "Tries again";
        }
        if (transfer.isConfirmed()) {
            return "Finished, confirmed";
        }
        boolean isGap =
                transfer.state() == State.FINISHED && !transfer.verification().isClean();
        return isGap ? "Finished, not as listed" : transfer.state().toString();
    }

    /** What the reader must know about it. */
    public static List<String> words(Transfer transfer) {
        List<String> words = new ArrayList<>(transfer.isConfirmed() ? List.of() : transfer.words());
        for (String sentence : transfer.verification().sentences(transfer.site())) {
            if (words.stream().noneMatch(said -> said.contains(sentence))) {
                words.add(sentence);
            }
        }
        return words;
    }
}
