package org.lectern.imaging.dicomweb;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.network.NetworkException;
import org.lectern.imaging.part10.DicomJson;

/**
 * One search by QIDO-RS (PS3.18 section 10.6), page by page. Servers that ignore paging, give the same again, cap pages
 * at a size of their own, or answer what was not asked for are seen through.
 */
final class Search {
    private static final int PAGE = 5000;
    private static final int LEAST_CAP = 50; // a page shorter than that is not one that a server capped
    private static final List<Integer> PLAIN_KEYS =
            List.of(Tag.StudyInstanceUID, Tag.SeriesInstanceUID, Tag.SOPInstanceUID, Tag.PatientID);

    private final Exchange exchange;
    private final URI base;
    private final SearchQuery query;
    private final ValueMatch match;
    private final Consumer<DataSet> consumer;
    private final Cancellation cancellation;
    private final ServerWarnings warnings = new ServerWarnings();
    private final Set<String> seen = new HashSet<>();
    private int handedOn;
    private int dropped;
    private boolean cutOff;
    private boolean coarse;
    private boolean encoded;
    private boolean anyReceived;

    Search(Exchange exchange, URI base, SearchQuery query, Consumer<DataSet> consumer, Cancellation cancellation) {
        this.exchange = exchange;
        this.base = base;
        this.query = query;
        this.match = new ValueMatch(query.keys());
        this.consumer = consumer;
        this.cancellation = cancellation;
    }

    SearchOutcome run() throws NetworkException {
        boolean pagingIgnored = pages();
        if (!coarse && !anyReceived && encoded) {
            coarse = true; // the server may not decode what is percent-encoded
            pagingIgnored = pages();
        }
        return new SearchOutcome(
                handedOn,
                cutOff,
                warnings.isFuzzyIgnored(),
                pagingIgnored || warnings.isPagingIgnored(),
                dropped,
                warnings.others());
    }

    /** Asks for page after page; answers whether the server does not page. */
    private boolean pages() throws NetworkException {
        for (int offset = 0; !cutOff; ) {
            int asked = (int) Math.min(PAGE, query.limit() + 1L - handedOn);
            int before = handedOn;
            int received = page(offset, asked);
            offset += received;
            anyReceived |= received > 0;
            if (received == 0 || cutOff) {
                return false;
            }
            if (handedOn == before && !coarse || received > asked) { // the same page again, or all at once
                return true;
            }
            if (received < asked && !warnings.moreRemain() && received < LEAST_CAP) {
                return false;
            }
        }
        return false;
    }

    /** Answers how many answers came. */
    private int page(int offset, int asked) throws NetworkException {
        String what = "the search for " + query.level().path();
        Call call = Call.get(what, uri(offset, asked), JsonAnswers.ACCEPT);
        try (Reply reply = exchange.send(call, cancellation)) {
            if (reply.status() == 204 || reply.status() == 404 && offset > 0) {
                return 0;
            }
            if (!reply.isSuccess()) {
                throw Failures.refused(reply, what);
            }
            warnings.read(reply);
            int[] received = {0};
            DicomJson.Answers answers = dataSet -> {
                cancellation.check();
                received[0]++;
                answer(dataSet);
            };
            try {
                JsonAnswers.read(reply, what, (tag, uri) -> Optional.empty(), answers);
            } catch (NetworkException e) {
                if (!(e.getCause() instanceof EnoughException)) {
                    throw e;
                }
            }
            return received[0];
        }
    }

    private void answer(DataSet dataSet) throws EnoughException {
        String uid = dataSet.text(key()).orElse("");
        if (contradicts(dataSet) || coarse && !match.accepts(dataSet) || !uid.isEmpty() && !seen.add(uid)) {
            dropped++;
            return;
        }
        if (handedOn == query.limit()) {
            cutOff = true;
            throw new EnoughException();
        }
        handedOn++;
        consumer.accept(dataSet);
    }

    private int key() {
        return switch (query.level()) {
            case STUDY -> Tag.StudyInstanceUID;
            case SERIES -> Tag.SeriesInstanceUID;
            case INSTANCE -> Tag.SOPInstanceUID;
        };
    }

    /** Whether an answer has another value where exactly one was asked for. */
    private boolean contradicts(DataSet answer) {
        for (int tag : PLAIN_KEYS) {
            List<String> wanted = query.keys().texts(tag);
            Optional<String> got = answer.text(tag);
            if (wanted.size() == 1
                    && got.isPresent()
                    && !wanted.getFirst().matches(".*[*?,].*")
                    && !wanted.getFirst().equalsIgnoreCase(got.get())) {
                return true;
            }
        }
        return false;
    }

    private URI uri(int offset, int asked) {
        DataSet.Builder keys = query.keys().toBuilder();
        StringBuilder path = new StringBuilder(base.toString());
        boolean below = true;
        if (query.level() != SearchQuery.Level.STUDY) {
            below = descend(keys, path, Tag.StudyInstanceUID, "/studies/");
        }
        if (query.level() == SearchQuery.Level.INSTANCE && below) {
            descend(keys, path, Tag.SeriesInstanceUID, "/series/");
        }
        path.append('/').append(query.level().path());
        QueryString string = new QueryString(coarse).keys(keys.build());
        encoded |= string.isEncoded();
        if (query.fuzzy()) {
            string.parameter("fuzzymatching", "true");
        }
        string.parameter("limit", Integer.toString(asked));
        if (offset > 0) {
            string.parameter("offset", Integer.toString(offset));
        }
        return URI.create(path.append(string).toString());
    }

    /** Moves the one UID of a level from the parameters into the path. */
    private boolean descend(DataSet.Builder keys, StringBuilder path, int tag, String segment) {
        List<String> uids = query.keys().texts(tag);
        if (uids.size() != 1 || !uids.getFirst().matches("[0-9A-Za-z][0-9A-Za-z.]{0,63}")) {
            return false;
        }
        path.append(segment).append(uids.getFirst());
        keys.remove(tag);
        return true;
    }
}
