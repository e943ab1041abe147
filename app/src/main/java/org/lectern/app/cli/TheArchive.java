package org.lectern.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.lectern.app.security.ArchiveKey;
import org.lectern.app.security.MasterKeys;
import org.lectern.app.settings.ArchiveSettings;
import org.lectern.app.settings.Folders;
import org.lectern.app.settings.Logs;
import org.lectern.imaging.archive.LocalArchive;

/** The local archive as the commands open it: what had to be repaired goes to standard error, the log to its file. */
final class TheArchive {
    private TheArchive() {}

    static LocalArchive open(PrintWriter err) throws IOException {
        return open(err, TheNodes.keys(Folders.ofThisProcess()));
    }

    /** With keys that the command uses for other things too, so that nobody is asked twice. */
    static LocalArchive open(PrintWriter err, MasterKeys keys) throws IOException {
        Folders folders = Folders.ofThisProcess();
        Logs.start(folders.logs());
        LocalArchive archive = LocalArchive.open(folders.archive(), new ArchiveKey(folders, keys).find());
        try {
            archive.setLimits(ArchiveSettings.read(folders.configuration()).limits());
        } catch (IOException e) {
            err.println("lectern: " + Failures.explain(e));
        }
        archive.notices().forEach(notice -> err.println("lectern: " + notice));
        err.flush();
        return archive;
    }
}
