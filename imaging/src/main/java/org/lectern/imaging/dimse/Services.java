package org.lectern.imaging.dimse;

import java.util.Optional;
import org.lectern.imaging.network.ObjectSink;

/**
 * What we do for peers; C-ECHO always.
 *
 * @param store takes objects of C-STORE
 * @param query answers C-FIND
 * @param retrieve answers C-MOVE and C-GET
 * @param commitment answers storage commitment requests
 * @param reports takes the reports on our own storage commitment requests
 * @param announcements hears of objects that can be had elsewhere from now on
 */
public record Services(
        Optional<ObjectSink> store,
        Optional<QueryProvider> query,
        Optional<RetrieveProvider> retrieve,
        Optional<CommitmentProvider> commitment,
        Optional<CommitmentReports> reports,
        Optional<Announcement.Listener> announcements) {
    /** C-ECHO only. */
    public static Services none() {
        return new Services(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Hearing announcements, too. */
    public Services with(Announcement.Listener listener) {
        return new Services(store, query, retrieve, commitment, reports, Optional.of(listener));
    }

    /** Taking objects, too. */
    public Services with(ObjectSink sink) {
        return new Services(Optional.of(sink), query, retrieve, commitment, reports, announcements);
    }

    /** Answering queries, too. */
    public Services with(QueryProvider provider) {
        return new Services(store, Optional.of(provider), retrieve, commitment, reports, announcements);
    }

    /** Sending objects, too. */
    public Services with(RetrieveProvider provider) {
        return new Services(store, query, Optional.of(provider), commitment, reports, announcements);
    }

    /** Taking responsibility, too. */
    public Services with(CommitmentProvider provider) {
        return new Services(store, query, retrieve, Optional.of(provider), reports, announcements);
    }

    /** Taking commitment reports, too. */
    public Services with(CommitmentReports inbox) {
        return new Services(store, query, retrieve, commitment, Optional.of(inbox), announcements);
    }
}
