package org.lectern.imaging.dimse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.dictionary.Tag;
import org.lectern.imaging.dimse.association.DimseNode;
import org.lectern.imaging.network.Cancellation;
import org.lectern.imaging.part10.DicomFile;

/** Answers from files: every query with all instances, every retrieval with all files. */
record TestArchive(List<Path> files, Map<String, DimseNode> destinations) implements QueryProvider, RetrieveProvider {
    static TestArchive of(List<Path> files) {
        return new TestArchive(files, Map.of());
    }

    /** Queries and retrievals, as a server needs them. */
    Services services() {
        return Services.none().with((QueryProvider) this).with((RetrieveProvider) this);
    }

    @Override
    public Set<QueryModel> models() {
        return Set.of(QueryModel.values());
    }

    @Override
    public void find(Inquiry inquiry, Consumer<DataSet> match, Cancellation cancellation) throws IOException {
        for (Path file : files) {
            if (cancellation.isCancelled()) {
                return;
            }
            DataSet dataSet = DicomFile.read(file).dataSet();
            match.accept(DataSet.builder()
                    .text(Tag.QueryRetrieveLevel, "IMAGE")
                    .text(Tag.SOPInstanceUID, dataSet.text(Tag.SOPInstanceUID).orElseThrow())
                    .build());
        }
    }

    @Override
    public List<Path> select(Inquiry inquiry) {
        return files;
    }

    @Override
    public Optional<DimseNode> destination(String aeTitle) {
        return Optional.ofNullable(destinations.get(aeTitle));
    }
}
