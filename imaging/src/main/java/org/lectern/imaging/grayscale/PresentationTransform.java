package org.lectern.imaging.grayscale;

import java.util.List;
import java.util.Optional;
import org.lectern.imaging.data.DataSet;
import org.lectern.imaging.data.Finding;
import org.lectern.imaging.dictionary.Tag;

/** VOI output to P-Values, both from 0 to 1 (PS3.3 C.11.4 and C.11.6). */
public sealed interface PresentationTransform {
    /** The P-Value of a VOI output. */
    double apply(double voiOutput);

    /** Presentation LUT Shape (2050,0020). */
    enum Shape implements PresentationTransform {
        IDENTITY,
        INVERSE;

        @Override
        public double apply(double voiOutput) {
            return this == IDENTITY ? voiOutput : 1 - voiOutput;
        }
    }

    /** An item of the Presentation LUT Sequence: its first entry is for VOI output 0, its last for 1. */
    record Table(LookupTable table) implements PresentationTransform {
        @Override
        public double apply(double voiOutput) {
            int index = (int) Math.round(voiOutput * (table.size() - 1));
            return (double) table.entry(index) / table.maximum();
        }
    }

    /** What the data set holds, if anything. */
    static Optional<PresentationTransform> read(DataSet dataSet, List<Finding> findings) {
        Optional<PresentationTransform> table = dataSet.item(Tag.PresentationLUTSequence)
                .flatMap(item -> LookupTable.read(item, Tag.LUTDescriptor, Tag.LUTData, false, findings))
                .map(Table::new);
        return table.or(() -> dataSet.text(Tag.PresentationLUTShape).flatMap(term -> shape(term, findings)));
    }

    private static Optional<PresentationTransform> shape(String term, List<Finding> findings) {
        return switch (term) {
            case "IDENTITY" -> Optional.of(Shape.IDENTITY);
            case "INVERSE" -> Optional.of(Shape.INVERSE);
            default -> {
                findings.add(new Finding(
                        "a presentation LUT shape other than IDENTITY and INVERSE was ignored",
                        Tag.PresentationLUTShape,
                        -1));
                yield Optional.empty();
            }
        };
    }
}
