import org.jspecify.annotations.NullMarked;

/** The workstation, its command line and its site service. */
@NullMarked
module org.lectern.app {
    opens org.lectern.app.cli to
            info.picocli;

    requires com.fasterxml.jackson.core;
    requires java.sql;
    requires org.xerial.sqlitejdbc;

    opens org.lectern.app.ui to
            javafx.graphics;

    requires static transitive org.jspecify;
    requires static jdk.httpserver; // tests make sign-in servers of their own
    requires info.picocli;
    requires java.keyring; // the operating system's key store
    requires java.logging;
    requires java.net.http;
    requires jdk.management;
    requires javafx.controls;
    requires org.lectern.rendering;
    requires org.lectern.samples;
    requires java.management;
    requires java.desktop; // pictures of PDF pages only
    requires org.apache.pdfbox;
    requires org.apache.pdfbox.io;
    requires org.bouncycastle.provider; // Argon2 only
    requires org.slf4j;
}
