import org.jspecify.annotations.NullMarked;

/** DICOM itself: data sets, codecs, geometry, grayscale, networking and the local archive; no window and no GPU. */
@NullMarked
module org.lectern.imaging {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind; // Flyway needs it and has no descriptor to say so
    requires flyway.core;
    requires java.desktop; // ImageIO plug-ins only
    requires java.net.http; // DICOMweb
    requires java.sql;
    requires jdk.httpserver; // where the browser comes back to after a sign-in
    requires jdk.charsets; // the repertoires of ISO 2022
    requires static transitive org.jspecify;
    requires jdk.management;
    requires jdk.net; // TCP_QUICKACK
    requires org.bytedeco.ffmpeg; // video only
    requires org.bytedeco.javacpp;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;

    exports org.lectern.imaging.cache;
    exports org.lectern.imaging.archive;
    exports org.lectern.imaging.archive.importing;
    exports org.lectern.imaging.codec;
    exports org.lectern.imaging.data;
    exports org.lectern.imaging.dicomweb;
    exports org.lectern.imaging.dictionary;
    exports org.lectern.imaging.dimse;
    exports org.lectern.imaging.dimse.association;
    exports org.lectern.imaging.dimse.message;
    exports org.lectern.imaging.dimse.pdu;
    exports org.lectern.imaging.geometry;
    exports org.lectern.imaging.grayscale;
    exports org.lectern.imaging.network;
    exports org.lectern.imaging.part10;
    exports org.lectern.imaging.pixel;
    exports org.lectern.imaging.study;
    exports org.lectern.imaging.document;
    exports org.lectern.imaging.presentation;
    exports org.lectern.imaging.report;
    exports org.lectern.imaging.waveform;

    uses javax.imageio.spi.ImageReaderSpi;
}
