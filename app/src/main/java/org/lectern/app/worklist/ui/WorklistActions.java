package org.lectern.app.worklist.ui;

import java.util.List;
import java.util.Optional;
import org.lectern.app.retrieval.Site;
import org.lectern.app.worklist.ListRow;
import org.lectern.imaging.archive.StudyEntry;

/** What can be asked for from the list; the window does it. */
public interface WorklistActions {
    /** Opens a study for reading; what is not here is fetched first of all. */
    void open(ListRow row);

    /** Fetches a study behind what is wanted more, from one site or from whichever has it. */
    void fetch(ListRow row, Optional<String> site);

    /** Sends what is here of a study to an archive elsewhere. */
    void send(StudyEntry study, String site);

    /** Keeps a study on this computer whatever room it takes, or no longer. */
    void pin(StudyEntry study, boolean isPinned);

    /** Removes an exam after asking. */
    void remove(StudyEntry study);

    /** Archives that can be searched, in the order in which they are asked. */
    List<Site> sites();

    /** Names of the archives that studies are sent to. */
    List<String> destinations();

    /** Lets the user choose files to import. */
    void importFiles();

    /** Lets the user choose a folder to import. */
    void importFolder();

    /** Imports the sample studies. */
    void importSamples();

    /** Shows today's list of scheduled steps. */
    void showToday();

    /** Shows or hides the transfers. */
    void showTransfers();

    /** Makes text larger or smaller by steps of a tenth. */
    void changeTextSize(int steps);

    /** Shows the settings, at the nodes where that is what is wanted. */
    void showSettings(String section);
}
