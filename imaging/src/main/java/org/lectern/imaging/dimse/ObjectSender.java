package org.lectern.imaging.dimse;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lectern.imaging.dictionary.Dictionary;
import org.lectern.imaging.dictionary.Uid;
import org.lectern.imaging.dimse.association.Association.DataSource;
import org.lectern.imaging.dimse.association.Negotiated;
import org.lectern.imaging.part10.TransferSyntax;

/** Chooses how an object goes over an association: as it is where its transfer syntax was accepted, else written anew. */
final class ObjectSender {
    /** In our order of liking. */
    private static final List<String> WRITTEN = List.of(
            Uid.ExplicitVRLittleEndian,
            Uid.ImplicitVRLittleEndian,
            Uid.DeflatedExplicitVRLittleEndian,
            Uid.ExplicitVRBigEndian);

    private ObjectSender() {}

    /** A presentation context with the data set in its encoding. */
    record Way(int contextId, DataSource source) {}

    /** How an object can go, by the contexts of its SOP class; empty where none will do. */
    static Optional<Way> way(StoredObject object, List<Negotiated.Context> contexts) {
        Optional<Way> unchanged = contexts.stream()
                .filter(context -> context.transferSyntax().equals(object.transferSyntax()))
                .findFirst()
                .map(context -> new Way(context.id(), object.asItIs()));
        return unchanged.or(() -> rewritten(object, contexts));
    }

    private static Optional<Way> rewritten(StoredObject object, List<Negotiated.Context> contexts) {
        boolean compressed = TransferSyntax.of(object.transferSyntax()).encapsulated();
        for (String uid : WRITTEN) {
            for (Negotiated.Context context : contexts) {
                if (context.transferSyntax().equals(uid)) {
                    TransferSyntax target = TransferSyntax.of(uid);
                    return compressed
                            ? Decompression.of(object, target).map(source -> new Way(context.id(), source))
                            : Optional.of(new Way(context.id(), object.encoded(target)));
                }
            }
        }
        return Optional.empty();
    }

    /** Why an object cannot go. */
    static String refusal(StoredObject object, List<Negotiated.Context> contexts, String peer) {
        String kind = name(object.identity().sopClassUid());
        if (contexts.isEmpty()) {
            return "%s does not take objects of the kind %s".formatted(peer, kind);
        }
        String taken = contexts.stream()
                .map(context -> name(context.transferSyntax()))
                .distinct()
                .collect(Collectors.joining(", "));
        return "%s does not take %s in %s, only in %s".formatted(peer, kind, name(object.transferSyntax()), taken);
    }

    private static String name(String uid) {
        return Dictionary.uidName(uid).orElse(uid);
    }
}
