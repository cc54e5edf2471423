package io.skipjack.upstream;

import java.net.URI;

/**
 * Where a connection goes: scheme, host and port; connections are shared by origin.
 *
 * @param host a name or literal address, without brackets
 */
record Origin(boolean tls, String host, int port) {
    static Origin of(URI uri) {
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        String host = uri.getHost();
        if (host == null) {
            throw new IllegalArgumentException("an upstream needs a host");
        }
        if (host.startsWith("[")) {
            host = host.substring(1, host.length() - 1);
        }
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        return new Origin(tls, host, port);
    }

    /** The {@code Host} header: the port only where it is not the scheme's own. */
    String hostHeader() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }
}
