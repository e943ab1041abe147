package org.lectern.imaging.network;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * IP addresses that begin alike (RFC 4632 section 3.1, RFC 4291 section 2.3).
 *
 * @param base one of them
 * @param bits so many bits at the beginning are those of the base
 */
public record AddressRange(InetAddress base, int bits) {
    private static final Pattern TEXT = Pattern.compile("([0-9A-Fa-f.:]{2,45})(?:/([0-9]{1,3}))?");

    /** Refuses more bits than an address has. */
    public AddressRange {
        if (bits < 0 || bits > base.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("A network such as 10.1.0.0/16 has 0 to 32 bits, 0 to 128 with IPv6");
        }
    }

    /** One address alone. */
    public static AddressRange of(InetAddress address) {
        return new AddressRange(address, address.getAddress().length * Byte.SIZE);
    }

    /**
     * Reads {@code 10.1.2.3}, {@code 10.1.0.0/16} or {@code fd00::/8}; nobody is asked for a name.
     *
     * @throws IllegalArgumentException in words for people when it is none
     */
    public static AddressRange parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no IP address and no network such as 10.1.0.0/16".formatted(text));
        }
        AddressRange one;
        try {
            one = of(InetAddress.ofLiteral(matcher.group(1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'%s' is no IP address and no network such as 10.1.0.0/16".formatted(text), e);
        }
        return matcher.group(2) == null ? one : new AddressRange(one.base(), Integer.parseInt(matcher.group(2)));
    }

    /** Whether an address is one of them; those of the other IP version never are. */
    public boolean contains(InetAddress address) {
        byte[] wanted = base.getAddress();
        byte[] given = address.getAddress();
        if (wanted.length != given.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (wanted[i] != given[i]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || (wanted[whole] ^ given[whole]) >> (Byte.SIZE - rest) == 0;
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + bits;
    }
}
