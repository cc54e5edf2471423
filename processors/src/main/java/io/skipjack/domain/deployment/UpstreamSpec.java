package io.skipjack.domain.deployment;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One upstream as the user named it.
 *
 * @param id unique within its deployment, shown to clients; {@link #numbered} gives the default
 * @param uri base URL, http or https, kept without trailing slash, such as {@code http://10.0.0.5:8000/v1}
 * @param credential sent with each request to it; null for none
 * @param limits what it takes before it refuses; {@link UpstreamLimits#NONE} for what is not known to have any
 */
public record UpstreamSpec(String id, URI uri, @Nullable CredentialRef credential, UpstreamLimits limits) {
    public UpstreamSpec {
        Words.requireName("upstream id", id);
        uri = requireBaseUrl(id, uri);
    }

    /** An upstream that has no limits that we know of. */
    public UpstreamSpec(String id, URI uri, @Nullable CredentialRef credential) {
        this(id, uri, credential, UpstreamLimits.NONE);
    }

    /**
     * An upstream with the default id, its tier and place: {@code spot-1}, {@code serverless-2}.
     *
     * @param place in the list of its tier, from 1
     */
    public static UpstreamSpec numbered(Tier tier, int place, URI uri, @Nullable CredentialRef credential) {
        return new UpstreamSpec(
                tier.label() + "-" + Words.requireRange("place", place, 1, Integer.MAX_VALUE), uri, credential);
    }

    private static URI requireBaseUrl(String id, URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getRawUserInfo() != null
                || (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@"))) {
            // not echoed: it may hold a password
            throw refused(id, "must not hold user info; name a credential instead");
        }
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw refused(id, "must be http or https, was '%s'".formatted(uri));
        }
        if (uri.getHost() == null || uri.getPort() > 65_535 || uri.getPort() == 0) {
            throw refused(id, "must name a valid host and port, was '%s'".formatted(uri));
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw refused(id, "must end with its path, without query and fragment");
        }
        return URI.create(uri.toString().replaceAll("/+$", ""));
    }

    private static IllegalArgumentException refused(String id, String rule) {
        return new IllegalArgumentException("upstream %s: URL %s".formatted(id, rule));
    }
}
