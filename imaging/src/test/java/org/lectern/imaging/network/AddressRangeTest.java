package org.lectern.imaging.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressRangeTest {
    /** Worked out by hand: 10.1.128.0/17 ends at 10.1.255.255; fd00::/8 is fdxx. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            10.1.2.3, 10.1.2.3, true
            10.1.2.3, 10.1.2.4, false
            10.1.0.0/16, 10.1.255.255, true
            10.1.0.0/16, 10.2.0.0, false
            10.1.128.0/17, 10.1.128.0, true
            10.1.128.0/17, 10.1.255.255, true
            10.1.128.0/17, 10.1.127.255, false
            192.168.7.64/30, 192.168.7.67, true
            192.168.7.64/30, 192.168.7.68, false
            10.1.2.3/8, 10.200.0.1, true
            0.0.0.0/0, 203.0.113.9, true
            0.0.0.0/0, 2001:db8::1, false
            255.255.255.255/32, 255.255.255.255, true
            127.0.0.0/8, ::ffff:127.0.0.1, true
            fd00::/8, fd12:3456::1, true
            fd00::/8, fe80::1, false
            2001:db8::/33, 2001:db8:7fff::1, true
            2001:db8::/33, 2001:db8:8000::1, false
            ::1, ::1, true
            ::/0, ::1, true
            """)
    void anAddressIsInARangeOrNot(String range, String address, boolean isIn) {
        assertEquals(isIn, AddressRange.parse(range).contains(InetAddress.ofLiteral(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pacs.example",
                "10.0.0.0/33",
                "::/129",
                "10.0.0/8/8",
                "10.0.0.0/",
                "/8",
                "1.2.3.4.5",
                "999.0.0.1"
            })
    void whatIsNoRangeIsRefusedInWords(String text) {
        assertThrows(IllegalArgumentException.class, () -> AddressRange.parse(text));
    }

    @Test
    void aRangeIsWrittenAsItIsRead() {
        assertEquals("10.1.0.0/16", AddressRange.parse("10.1.0.0/16").toString());
    }
}
