package org.lectern.imaging.data;

import org.lectern.imaging.dictionary.Dictionary;

/**
 * Something irregular that could still be read, for the screen and the import summary. Never holds a value from the
 * data set, so that it may be logged.
 *
 * @param what one sentence, without patient data
 * @param tag the element concerned, 0 where it is the file
 * @param offset bytes from the start of the file, -1 where no place can be named
 */
public record Finding(String what, int tag, long offset) {
    @Override
    public String toString() {
        String where = tag == 0 ? what : Dictionary.display(tag) + ": " + what;
        return offset < 0 ? where : where + " (byte " + offset + ")";
    }
}
