package io.skipjack.openai;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which media URLs (images, audio, video, files) an engine may be asked to fetch: {@code data:}, and http or https to a
 * public host. Keeps a client from using the engine to reach what only the engine can: the cloud's metadata, loopback,
 * its own network.
 *
 * <p>A check of the text alone, which never resolves a name: a public name may still point to a private address, now or
 * at the engine's next lookup. Where that matters, name the domains allowed, and run the engine with its own guard and
 * without redirects.
 */
final class MediaUrls {
    private static final int LONGEST_URL = 8192;

    private static final String[] PRIVATE_SUFFIXES = {
        ".localhost", ".localdomain", ".local", ".internal", ".intranet", ".lan", ".corp", ".home", ".home.arpa", ".svc"
    };

    private final Set<String> domains;

    /** @param domains allowed domains, each with its subdomains; empty for any public host */
    MediaUrls(Set<String> domains) {
        this.domains =
                Set.copyOf(domains.stream().map(d -> d.toLowerCase(Locale.ROOT)).toList());
    }

    /** Why the URL is refused, in words for the client; null when it is allowed. */
    @Nullable
    String refusal(String url) {
        if (hasScheme(url, "data:")) {
            return null;
        }
        if (url.length() > LONGEST_URL) {
            return "is longer than " + LONGEST_URL + " characters";
        }
        int authority = hasScheme(url, "http://") ? 7 : hasScheme(url, "https://") ? 8 : -1;
        if (authority < 0) {
            return "must start with data:, http:// or https://";
        }
        if (url.chars().anyMatch(c -> c <= ' ' || c == 0x7F || c == '\\')) {
            return "holds a space, a backslash or a control character";
        }
        String host = host(url.substring(authority, authorityEnd(url, authority)));
        return host != null && isAllowed(host) ? null : "must name a public host";
    }

    private static boolean hasScheme(String url, String scheme) {
        return url.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private static int authorityEnd(String url, int from) {
        int at = from;
        while (at < url.length() && "/?#".indexOf(url.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** The host in lower case, without port and trailing dot; null when the authority is not plainly host and port. */
    private static @Nullable String host(String authority) {
        int colon = authority.indexOf(':', authority.startsWith("[") ? Math.max(0, authority.indexOf(']')) : 0);
        String port = colon < 0 ? "" : authority.substring(colon + 1);
        String host = colon < 0 ? authority : authority.substring(0, colon);
        if (port.length() > 5 || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        return host.endsWith(".") ? lower(host.substring(0, host.length() - 1)) : lower(host);
    }

    private boolean isAllowed(String host) {
        if (!domains.isEmpty() && domains.stream().noneMatch(d -> host.equals(d) || host.endsWith("." + d))) {
            return false;
        }
        if (host.startsWith("[")) {
            return host.endsWith("]") && IpLiterals.isPublicV6(host.substring(1, host.length() - 1));
        }
        if (!isHostName(host)) {
            return false;
        }
        return IpLiterals.looksLikeV4(host) ? IpLiterals.isPublicV4(host) : isPublicName(host);
    }

    /** Letters, digits, hyphens and underscores between single dots: no user, no percent sign, nothing to be mapped. */
    private static boolean isHostName(String host) {
        boolean plain = host.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.');
        return plain && !host.startsWith(".") && !host.endsWith(".") && !host.contains("..");
    }

    private static boolean isPublicName(String host) {
        for (String suffix : PRIVATE_SUFFIXES) {
            if (host.endsWith(suffix)) {
                return false;
            }
        }
        return host.indexOf('.') > 0; // a single label is looked up inside: localhost, metadata, a neighbour
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
