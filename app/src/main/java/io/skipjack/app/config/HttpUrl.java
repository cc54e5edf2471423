package io.skipjack.app.config;

import java.net.URI;
import java.util.Set;

/** What counts as a URL where a user names one that requests are sent to. */
public final class HttpUrl {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private HttpUrl() {}

    /** Whether requests can be sent there: it has a host, and http or https before it. */
    public static boolean is(URI url) {
        return url.getHost() != null && url.getScheme() != null && SCHEMES.contains(url.getScheme());
    }

    /** The same, and no user and password in it, which every log of the URL would show. */
    public static boolean isWithoutLogin(URI url) {
        return is(url) && url.getRawUserInfo() == null;
    }
}
