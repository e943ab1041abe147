package org.lectern.app.retrieval.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.lectern.imaging.network.Cancellation;

/** A transfer on its way. Guarded by the list that it belongs to. */
final class Job {
    /** Why work that runs is to end. */
    enum Stop {
        NOT,
        HELD,
        CANCELLED,
        /** Something more urgent needs its place. */
        YIELD,
        /** The process ends. */
        CLOSING
    }

    private static final int MOST_WISHES = 100;

    final long id;
    final TransferRequest request;
    final Instant added;
    State state = State.WAITING;
    Priority priority;
    double position;
    int attempts;
    String site;
    Optional<Instant> nextTry = Optional.empty();
    Optional<Instant> ended = Optional.empty();
    List<String> words = List.of();
    Verification verification = Verification.NONE;

    /** Sites that failed since the last pause, and those that cannot have it. */
    final Set<String> failedSites = new HashSet<>();

    final Set<String> deadSites = new HashSet<>();

    /** Series that are needed before others, the newest wish first. */
    final Set<String> firstSeries = new LinkedHashSet<>();

    final Set<String> firstInstances = new LinkedHashSet<>();

    CompletableFuture<Void> pinning = CompletableFuture.completedFuture(null);
    Cancellation cancellation = new Cancellation();
    Stop stop = Stop.NOT;
    int streams;
    boolean isKept; // in the store, so that the work survives
    int objects;
    OptionalInt total = OptionalInt.empty();
    long bytes;
    int transferred; // objects that went over in this process
    int overBefore; // of which before the present attempt
    final Rate rate = new Rate();

    Job(long id, TransferRequest request, Instant added, double position) {
        this.id = id;
        this.request = request;
        this.added = added;
        this.position = position;
        this.priority = request.priority();
        this.site = request.sites().getFirst();
    }

    String studyUid() {
        return request.subject().studyUid();
    }

    boolean isSend() {
        return request.kind() == TransferRequest.Kind.SEND;
    }

    /** Whether it may begin now. */
    boolean isDue(Instant now) {
        return state == State.WAITING
                        && isKept
                        && nextTry.map(at -> !at.isAfter(now)).orElse(true)
                || state == State.AWAITING_COMMITMENT
                        && streams == 0
                        && nextTry.map(at -> !at.isAfter(now)).orElse(true);
    }

    /** Sites to begin with, the best first. */
    List<String> sitesToTry() {
        List<String> sites = new ArrayList<>(request.sites());
        sites.removeAll(deadSites);
        List<String> fresh = new ArrayList<>(sites);
        fresh.removeAll(failedSites);
        return fresh.isEmpty() ? sites : fresh;
    }

    /** The newest wish first, bounded. */
    void needFirst(List<String> series, List<String> instances) {
        first(firstSeries, series);
        first(firstInstances, instances);
    }

    private static void first(Set<String> wishes, List<String> newest) {
        List<String> before = new ArrayList<>(wishes);
        wishes.clear();
        wishes.addAll(newest);
        wishes.addAll(before.subList(0, Math.min(before.size(), MOST_WISHES)));
    }

    Transfer snapshot(Instant now) {
        long perSecond = state == State.ACTIVE ? rate.bytesPerSecond(now) : 0;
        return new Transfer(
                id,
                request,
                state,
                priority,
                site,
                new Progress(objects, total, bytes, perSecond, timeLeft(perSecond)),
                verification,
                words,
                attempts,
                state == State.WAITING ? nextTry : Optional.empty(),
                position,
                added,
                ended);
    }

    /** The rest at the present rate, each object taken to be as large as those that went over. */
    private Optional<Duration> timeLeft(long perSecond) {
        if (perSecond <= 0 || total.isEmpty() || transferred == 0) {
            return Optional.empty();
        }
        double left = Math.max(0, total.getAsInt() - objects) * (bytes / (double) transferred);
        return Optional.of(Duration.ofMillis((long) (left * 1000 / perSecond)));
    }
}
