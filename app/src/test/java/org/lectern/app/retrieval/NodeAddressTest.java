package org.lectern.app.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lectern.app.retrieval.DicomWebAccess.Authentication;
import org.lectern.app.security.Sealed;

class NodeAddressTest {
    @Test
    void aDicomAddressIsTitleHostAndPort() {
        assertEquals(DimseAccess.of("PACS", "10.0.0.5", 11112), NodeAddress.access("dicom://PACS@10.0.0.5:11112"));
        assertEquals(DimseAccess.of("MY PACS", "host", 104), NodeAddress.access("DICOM://MY%20PACS@host/"));
        assertEquals(DimseAccess.of("A", "::1", 104), NodeAddress.access("dicom://A@[::1]:104"));
        DimseAccess tls = (DimseAccess) NodeAddress.access("dicoms://A@h");
        assertEquals(2762, tls.port());
        assertEquals(Optional.of(TlsFiles.PLATFORM), tls.tls());
        assertEquals("dicoms://A@h:2762", tls.address());
    }

    @Test
    void aWebAddressIsTheBaseOfAllServicesWithoutItsLastSlash() {
        DicomWebAccess access = (DicomWebAccess) NodeAddress.access("https://pacs.example/dicom-web/");
        assertEquals(URI.create("https://pacs.example/dicom-web"), access.query());
        assertEquals(access.query(), access.store());
        assertEquals(443, access.port());
        assertEquals(
                "https://pacs.example/dicom-web",
                NodeAddress.parse("https://pacs.example/dicom-web").name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "://",
                "dicom://",
                "dicom://host:104",
                "dicom://A@h:0",
                "dicom://A@h:70000",
                "dicom://A@:104",
                "dicom://ABCDEFGHIJKLMNOPQ@h:104",
                "dicom://A\\B@h",
                "dicom://A@h:1:2",
                "dicom://A@h/path",
                "ftp://h",
                "file:///etc/passwd",
                "http://",
                "http://u:p@h/",
                "http://h/?q=1",
                "http://h/#x",
                "http://h h/"
            })
    void whatIsNoAddressIsRefusedWithoutItsPassword(String text) {
        String told = assertThrows(IllegalArgumentException.class, () -> NodeAddress.access(text))
                .getMessage();
        assertFalse(told.contains("u:p"), told);
        assertTrue(told.length() > 20, told);
    }

    @Test
    void credentialsGoToOneServerOnly() {
        Sealed password = new Sealed("1:" + "A".repeat(56));
        assertThrows(
                IllegalArgumentException.class,
                () -> new DicomWebAccess(
                        URI.create("https://pacs.example/q"),
                        URI.create("https://pacs.example/w"),
                        URI.create("https://thief.example/s"),
                        new Authentication.Basic("u", password),
                        TlsFiles.PLATFORM));
        assertEquals(
                "https pacs.example:443",
                NodeAddress.access("HTTPS://PACS.example").purpose());
        assertEquals("dimse h:104", NodeAddress.access("dicom://A@h").purpose());
    }
}
