package org.lectern.imaging.archive.importing;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.zip.ZipException;
import org.lectern.imaging.part10.DicomFormatException;

/** Why a file was refused, in words for the person who has it. */
final class Reasons {
    private Reasons() {}

    static Refusal of(String place, Throwable failure) {
        return switch (failure) {
            case DicomFormatException damaged ->
                new Refusal(
                        place,
                        "damaged: " + damaged.getMessage(),
                        "Copy it again from where it came, or ask for it to be sent again");
            case AccessDeniedException denied ->
                new Refusal(place, "may not be read by this user", "Change its permissions or copy it elsewhere");
            case NoSuchFileException gone ->
                new Refusal(place, "is no longer there", "Was the medium taken out? Import it again");
            case FileNotFoundException gone ->
                new Refusal(place, "is no longer there", "Was the medium taken out? Import it again");
            case ZipException zip ->
                new Refusal(place, "the ZIP archive is damaged: " + zip.getMessage(), "Download or copy it again");
            case ZipLimits.Exceeded bomb -> new Refusal(place, String.valueOf(bomb.getMessage()), bomb.remedy());
            default ->
                new Refusal(
                        place,
                        "cannot be read (" + failure.getClass().getSimpleName() + ")",
                        "Check the medium, copy the file and import it again");
        };
    }
}
