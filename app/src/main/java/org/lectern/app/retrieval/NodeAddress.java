package org.lectern.app.retrieval;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nodes written as one address: {@code dicom://AET@host:port}, {@code dicoms://…} with TLS, {@code http(s)://…}. */
public final class NodeAddress {
    private static final Pattern DICOM =
            Pattern.compile("(?i)(dicoms?)://(?:([^@/]{1,48})@)?(\\[[^]/@]+]|[^:/@\\[\\]]+)(?::([0-9]{1,5}))?/?");
    private static final int DICOM_PORT = 104;
    private static final int DICOM_TLS_PORT = 2762;

    private NodeAddress() {}

    /** A node that is called as its address. */
    public static Node parse(String address) {
        Access access = access(address);
        return Node.of(access.address(), access);
    }

    /**
     * The access that an address stands for.
     *
     * @throws IllegalArgumentException in words for people when it is none
     */
    public static Access access(String address) {
        String scheme = address.replaceFirst("(?s)://.*", "").toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "dicom", "dicoms" -> dimse(address);
            case "http", "https" -> DicomWebAccess.of(uri(address));
            default ->
                throw new IllegalArgumentException(
                        "An address is dicom://AET@host:port, dicoms://AET@host:port or http(s)://host/path");
        };
    }

    private static DimseAccess dimse(String address) {
        Matcher matcher = DICOM.matcher(address);
        if (!matcher.matches() || matcher.group(2) == null) {
            throw new IllegalArgumentException(
                    "A DICOM address is dicom://AET@host:port, such as dicom://PACS@10.0.0.5:104");
        }
        boolean tls = matcher.group(1).equalsIgnoreCase("dicoms");
        String host = matcher.group(3);
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        int port = matcher.group(4) == null ? (tls ? DICOM_TLS_PORT : DICOM_PORT) : Integer.parseInt(matcher.group(4));
        return new DimseAccess(
                matcher.group(2).replace("%20", " "),
                host,
                port,
                Optional.empty(),
                DimseAccess.Way.GET,
                tls ? Optional.of(TlsFiles.PLATFORM) : Optional.empty(),
                Optional.empty());
    }

    static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("The address of the web server is not well formed");
        }
    }
}
