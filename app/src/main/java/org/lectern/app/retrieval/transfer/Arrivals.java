package org.lectern.app.retrieval.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.network.ObjectSink;
import org.lectern.imaging.part10.DicomFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at each object that arrives for a study before it is kept: whether it was asked for, is of the patient that the
 * reader chose, and came before. Nothing is thrown away: what belongs to somebody else is kept under that patient and
 * told. Who sends too much of it is stopped. Safe for several threads.
 */
final class Arrivals implements ObjectSink {
    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
    private static final int MOST_STRANGERS = 1000;
    private static final int MOST_TRACKED = 300_000;

    private final ObjectSink sink;
    private final Subject subject;
    private final String defaultIssuer;
    private final LongConsumer over;
    private final Cancellation cancellation;
    private final Map<String, Wish> wishes = new HashMap<>();
    private int listed;
    private int missing;
    private int unasked;
    private int otherPatient;
    private int again;
    private int changed;
    private int lossy;
    private boolean isOpen;

    /** What is known of an object that is listed. */
    private enum Wish {
        WANTED,
        HERE,
        /** Is here; asked for again because it is simpler to ask for the whole series. */
        TOLERATED
    }

    Arrivals(ObjectSink sink, Subject subject, String defaultIssuer, LongConsumer over, Cancellation cancellation) {
        this.sink = sink;
        this.subject = subject;
        this.defaultIssuer = defaultIssuer;
        this.over = over;
        this.cancellation = cancellation;
    }

    /** These are listed; those that are not here are wanted. */
    synchronized void expect(Collection<String> uids, Collection<String> here) {
        listed += uids.size();
        if (wishes.size() + uids.size() > MOST_TRACKED) {
            wishes.values().removeIf(wish -> wish != Wish.WANTED);
            isOpen = true; // what is forgotten cannot be told from what nobody asked for
        }
        for (String uid : uids) {
            wishes.putIfAbsent(uid, here.contains(uid) ? Wish.HERE : Wish.WANTED);
        }
    }

    /** The archive lists nothing that arrivals could be held against. */
    synchronized void expectAnything() {
        isOpen = true;
    }

    /** Those that are here may come once more. */
    synchronized void tolerate(Collection<String> uids) {
        uids.forEach(uid -> wishes.replace(uid, Wish.HERE, Wish.TOLERATED));
    }

    /** Which of these have not arrived. */
    synchronized List<String> missing(Collection<String> uids) {
        return uids.stream().filter(uid -> wishes.get(uid) == Wish.WANTED).toList();
    }

    /** These are here after all. */
    synchronized void found(Collection<String> uids) {
        uids.forEach(uid -> wishes.replace(uid, Wish.WANTED, Wish.HERE));
    }

    /** So many more did not come. */
    synchronized void gaveUp(int count) {
        missing += count;
    }

    synchronized Verification verification(OptionalInt told) {
        return new Verification(listed, told, missing, unasked, otherPatient, again, changed, lossy);
    }

    @Override
    public Path newFile() throws IOException {
        return sink.newFile();
    }

    @Override
    public void discard(Path file) {
        sink.discard(file);
    }

    @Override
    public Outcome take(Received object) throws IOException {
        boolean isOurs = isOfSubject(object.file());
        long bytes = Files.size(object.file());
        Outcome outcome = sink.take(object);
        if (note(object.sopInstanceUid(), isOurs, outcome)) {
            over.accept(bytes);
        }
        return outcome;
    }

    /** An object is here; unless it came by us, it came through a receiver that runs anyway. */
    void elsewhere(String uid, Outcome outcome, long bytes) {
        synchronized (this) {
            Wish wish = wishes.get(uid);
            boolean isNew = wish == Wish.WANTED || wish == null && isOpen && wishes.size() < MOST_TRACKED;
            if (!isNew) {
                return;
            }
            wishes.put(uid, Wish.HERE);
            count(outcome);
        }
        over.accept(bytes);
    }

    private synchronized void count(Outcome outcome) {
        changed += outcome == Outcome.CONFLICT ? 1 : 0;
        lossy += outcome == Outcome.LOSSY_COPY ? 1 : 0;
    }

    /** Answers whether it is one more of those wanted. */
    private boolean note(String uid, boolean isOurs, Outcome outcome) throws NetworkException {
        boolean isMore = false;
        boolean isFlood;
        synchronized (this) {
            Wish wish = wishes.get(uid);
            if (!isOurs) {
                otherPatient++;
            } else if (wish == Wish.WANTED || wish == null && isOpen) {
                if (wish != null || wishes.size() < MOST_TRACKED) {
                    wishes.put(uid, Wish.HERE);
                }
                isMore = true;
                count(outcome);
            } else if (wish == Wish.TOLERATED) {
                wishes.put(uid, Wish.HERE);
                count(outcome);
            } else if (outcome == Outcome.CONFLICT || outcome == Outcome.LOSSY_COPY) {
                count(outcome);
            } else if (wish == Wish.HERE) {
                again++;
            } else {
                unasked++;
            }
            isFlood = unasked + otherPatient + again > MOST_STRANGERS;
        }
        if (isFlood) {
            cancellation.cancel();
        }
        return isMore;
    }

    /** Whether it was stopped for sending what nobody asked for. */
    synchronized boolean isFlood() {
        return unasked + otherPatient + again > MOST_STRANGERS;
    }

    private boolean isOfSubject(Path file) {
        try {
            DataSet header = DicomFile.readHeader(file).dataSet();
            return header.text(Tag.StudyInstanceUID)
                            .map(subject.studyUid()::equals)
                            .orElse(false)
                    && isPatient(header);
        } catch (IOException e) {
            LOG.debug("an arrival cannot be read; the archive says why", e);
            return true;
        }
    }

    /** An ID that is missing on either side contradicts nothing. */
    private boolean isPatient(DataSet header) {
        String id = header.text(Tag.PatientID).orElse("").strip();
        String issuer = header.text(Tag.IssuerOfPatientID)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse(defaultIssuer);
        boolean isId = subject.patientId().isEmpty()
                || id.isEmpty()
                || subject.patientId().equals(id);
        boolean isIssuer = subject.issuer().isEmpty()
                || issuer.isEmpty()
                || subject.issuer().equals(issuer);
        return isId && isIssuer;
    }
}
