package org.lectern.imaging.data;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lectern.imaging.dictionary.VR;

/**
 * An immutable data set (PS3.5 section 7): elements in ascending tag order, each tag once.
 *
 * <p>The accessors answer in the terms of the reader, not of the encoding: text is decoded with the Specific Character
 * Set in force and stripped of padding, numbers come as numbers whether the element is DS, IS, US, FD or another numeric
 * VR. An absent element, an empty value and a value that is no number all answer <em>empty</em>; who needs to tell them
 * apart looks at {@link #element(int)}.
 */
public final class DataSet implements Iterable<Element> {
    private static final int CHARACTER_SET = 0x00080005;
    private static final int TIMEZONE_OFFSET = 0x00080201;
    private static final DataSet EMPTY = new DataSet(new int[0], new Element[0], SpecificCharacterSet.ASCII);

    private final int[] keys; // tag ^ MIN_VALUE, so that int order is tag order
    private final Element[] elements;
    private final SpecificCharacterSet characters;

    private DataSet(int[] keys, Element[] elements, SpecificCharacterSet characters) {
        this.keys = keys;
        this.elements = elements;
        this.characters = characters;
    }

    /** The data set without elements. */
    public static DataSet empty() {
        return EMPTY;
    }

    /** A builder with no elements and the default repertoire. */
    public static Builder builder() {
        return new Builder(SpecificCharacterSet.ASCII);
    }

    /** A builder for an item, which inherits its parent's character set unless it names its own. */
    public static Builder builder(SpecificCharacterSet inherited) {
        return new Builder(inherited);
    }

    /** A builder that starts with this data set's elements. */
    public Builder toBuilder() {
        Builder builder = new Builder(characters);
        for (Element element : elements) {
            builder.put(element);
        }
        return builder;
    }

    /** The character set in force for this data set's text. */
    public SpecificCharacterSet characters() {
        return characters;
    }

    /** The element with this tag. */
    public Optional<Element> element(int tag) {
        return Optional.ofNullable(find(tag));
    }

    /** Whether the element is present, with or without a value. */
    public boolean contains(int tag) {
        return find(tag) != null;
    }

    /** Whether there are no elements. */
    public boolean isEmpty() {
        return elements.length == 0;
    }

    /** Number of elements, items not counted. */
    public int size() {
        return elements.length;
    }

    /** The first value as text. */
    public Optional<String> text(int tag) {
        List<String> texts = texts(tag);
        return texts.isEmpty() || texts.getFirst().isEmpty() ? Optional.empty() : Optional.of(texts.getFirst());
    }

    /** All values as text; numbers in their plain decimal form. */
    public List<String> texts(int tag) {
        return find(tag) instanceof Element.Value value ? Values.texts(value, characters) : List.of();
    }

    /** The first value as an integer. */
    public OptionalInt integer(int tag) {
        int[] integers = integers(tag);
        return integers.length == 0 ? OptionalInt.empty() : OptionalInt.of(integers[0]);
    }

    /** All values as integers; empty when any is none. */
    public int[] integers(int tag) {
        return Arrays.stream(decimals(tag))
                .mapToInt(value -> (int) (long) value)
                .toArray();
    }

    /** The first value as a floating-point number. */
    public OptionalDouble decimal(int tag) {
        double[] decimals = decimals(tag);
        return decimals.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(decimals[0]);
    }

    /** All values as floating-point numbers; empty when any is none. Unsigned VRs answer unsigned values. */
    public double[] decimals(int tag) {
        return find(tag) instanceof Element.Value value ? Values.decimals(value) : new double[0];
    }

    /** A person's name. */
    public Optional<PersonName> personName(int tag) {
        return text(tag).map(PersonName::parse);
    }

    /** A date (DA, or the date of a DT). */
    public Optional<LocalDate> date(int tag) {
        return text(tag)
                .flatMap(text -> Temporals.date(text)
                        .or(() -> text.length() < 8
                                ? Optional.empty()
                                : Temporals.dateTime(text).map(LocalDateTime::toLocalDate)));
    }

    /** A time of day (TM). */
    public Optional<LocalTime> time(int tag) {
        return text(tag).flatMap(Temporals::time);
    }

    /** A date with its time (DT), on the clock of the place; parts not given count as their least value. */
    public Optional<LocalDateTime> dateTime(int tag) {
        return text(tag).flatMap(Temporals::dateTime);
    }

    /** A date and a time kept in two elements; midnight where there is no time. */
    public Optional<LocalDateTime> dateTime(int dateTag, int timeTag) {
        return date(dateTag).map(date -> date.atTime(time(timeTag).orElse(LocalTime.MIDNIGHT)));
    }

    /** How far the clock of a DT is from UTC: its own suffix, else Timezone Offset From UTC (0008,0201). */
    public Optional<ZoneOffset> zoneOffset(int tag) {
        return text(tag)
                .filter(text -> text.length() > 5)
                .flatMap(Temporals::offset)
                .or(() -> text(TIMEZONE_OFFSET).flatMap(Temporals::offset));
    }

    /** An age (AS). */
    public Optional<Period> age(int tag) {
        return text(tag).flatMap(Temporals::age);
    }

    /** The items of a sequence, none when it is absent. */
    public List<DataSet> items(int tag) {
        return find(tag) instanceof Element.Sequence sequence ? sequence.items() : List.of();
    }

    /** The first item of a sequence. */
    public Optional<DataSet> item(int tag) {
        List<DataSet> items = items(tag);
        return items.isEmpty() ? Optional.empty() : Optional.of(items.getFirst());
    }

    /** The value as a byte stream, whether it lies on the heap or in the file. */
    public Optional<BulkData> bulk(int tag) {
        return switch (find(tag)) {
            case Element.Bulk bulk -> Optional.of(bulk.data());
            case Element.Value value -> Optional.of(BulkData.InMemory.of(value.bytes()));
            case null, default -> Optional.empty();
        };
    }

    @Override
    public Iterator<Element> iterator() {
        return List.of(elements).iterator();
    }

    private @Nullable Element find(int tag) {
        int index = Arrays.binarySearch(keys, tag ^ Integer.MIN_VALUE);
        return index < 0 ? null : elements[index];
    }

    /** Collects elements; the last one put under a tag stays. Not for use by several threads. */
    public static final class Builder {
        private static final int FIRST_CAPACITY = 8;

        private final SpecificCharacterSet inherited;
        private int[] keys = new int[FIRST_CAPACITY];
        private Element[] elements = new Element[FIRST_CAPACITY];
        private int count;
        private boolean ascending = true;
        private SpecificCharacterSet characters;

        private Builder(SpecificCharacterSet inherited) {
            this.inherited = inherited;
            this.characters = inherited;
        }

        /** Puts an element, replacing one of the same tag. */
        public Builder put(Element element) {
            int key = element.tag() ^ Integer.MIN_VALUE;
            ascending &= count == 0 || key > keys[count - 1];
            if (count == keys.length) {
                keys = Arrays.copyOf(keys, 2 * count);
                elements = Arrays.copyOf(elements, 2 * count);
            }
            keys[count] = key;
            elements[count++] = element;
            if (element.tag() == CHARACTER_SET) {
                characters = element instanceof Element.Value value
                        ? SpecificCharacterSet.of(Values.texts(value, SpecificCharacterSet.ASCII))
                        : inherited;
            }
            return this;
        }

        /** Whether an element was put under the tag. */
        public boolean contains(int tag) {
            sort();
            return Arrays.binarySearch(keys, 0, count, tag ^ Integer.MIN_VALUE) >= 0;
        }

        /** Takes an element away. */
        public Builder remove(int tag) {
            sort();
            int index = Arrays.binarySearch(keys, 0, count, tag ^ Integer.MIN_VALUE);
            if (index >= 0) {
                System.arraycopy(keys, index + 1, keys, index, count - index - 1);
                System.arraycopy(elements, index + 1, elements, index, count - index - 1);
                count--;
            }
            if (tag == CHARACTER_SET) {
                characters = inherited;
            }
            return this;
        }

        /** Text values, in the dictionary's VR, encoded with the character set put under (0008,0005). */
        public Builder text(int tag, String... values) {
            return put(Values.ofText(tag, characters(), values));
        }

        /** Text values in a VR of the caller's. */
        public Builder text(int tag, VR vr, String... values) {
            return put(Values.ofText(tag, vr, characters(), values));
        }

        /** Numbers, in the dictionary's VR; DS and IS as text of at most 16 and 12 characters. */
        public Builder number(int tag, double... values) {
            return put(Values.ofNumbers(tag, values));
        }

        /** Numbers in a VR of the caller's. */
        public Builder number(int tag, VR vr, double... values) {
            return put(Values.ofNumbers(tag, vr, values));
        }

        /** A sequence. */
        public Builder items(int tag, DataSet... items) {
            return put(new Element.Sequence(tag, List.of(items)));
        }

        /** A bulk value, such as OW pixel data. */
        public Builder bulk(int tag, VR vr, BulkData data) {
            return put(new Element.Bulk(tag, vr, data));
        }

        /** The character set in force so far. */
        public SpecificCharacterSet characters() {
            return characters;
        }

        /** The data set. */
        public DataSet build() {
            sort();
            return count == 0 && characters == SpecificCharacterSet.ASCII
                    ? EMPTY
                    : new DataSet(Arrays.copyOf(keys, count), Arrays.copyOf(elements, count), characters);
        }

        /** Brings the elements in order; of one tag the last stays. */
        private void sort() {
            if (ascending) {
                return;
            }
            long[] order = new long[count];
            for (int i = 0; i < count; i++) {
                order[i] = (long) keys[i] << 32 | i;
            }
            Arrays.sort(order);
            Element[] sorted = new Element[elements.length];
            int kept = 0;
            for (int i = 0; i < order.length; i++) {
                int key = (int) (order[i] >> 32);
                if (i + 1 < order.length && key == (int) (order[i + 1] >> 32)) {
                    continue;
                }
                keys[kept] = key;
                sorted[kept++] = elements[(int) order[i]];
            }
            elements = sorted;
            count = kept;
            ascending = true;
        }
    }
}
