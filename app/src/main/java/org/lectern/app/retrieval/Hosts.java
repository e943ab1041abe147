package org.lectern.app.retrieval;

/** Host names and addresses. */
final class Hosts {
    private Hosts() {}

    static boolean isHost(String host) {
        return !host.isEmpty() && host.length() <= 253 && host.matches("[\\p{L}\\p{N}._-]+|[0-9A-Fa-f:.]+(%[\\w.-]+)?");
    }

    static boolean isThisComputer(String host) {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("::1");
    }

    /** An IPv6 address stands in brackets there. */
    static String inUrl(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
