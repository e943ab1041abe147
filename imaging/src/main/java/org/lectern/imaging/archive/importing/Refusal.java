package org.lectern.imaging.archive.importing;

/**
 * Something that was not taken in.
 *
 * @param place the file, or the entry within a ZIP archive
 * @param reason what is wrong with it, without patient data
 * @param remedy what its owner can do
 */
public record Refusal(String place, String reason, String remedy) {
    @Override
    public String toString() {
        return place + ": " + reason + (remedy.isEmpty() ? "" : ". " + remedy);
    }
}
