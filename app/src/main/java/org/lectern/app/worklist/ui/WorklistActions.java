package org.lectern.app.worklist.ui;

import org.lectern.imaging.archive.StudyEntry;

/** What can be asked for from the list; the window does it. */
public interface WorklistActions {
    /** Opens an exam for reading. */
    void open(StudyEntry study);

    /** Removes an exam after asking. */
    void remove(StudyEntry study);

    /** Lets the user choose files to import. */
    void importFiles();

    /** Lets the user choose a folder to import. */
    void importFolder();

    /** Imports the sample studies. */
    void importSamples();
}
