package io.skipjack.provider.kamelet;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs of endpoints are the provider's: only there does its key go, whatever an answer says.
 *
 * @param domains each with all below it
 * @param scheme of its API; endpoints have {@code https}, or the same as the API in a sandbox
 * @param path that stands for {@code /v1}
 */
record KameletUrls(List<String> domains, String scheme, String path) {
    static KameletUrls of(String domains, URI api, String path) {
        List<String> each = Stream.of(domains.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .filter(domain -> !domain.isEmpty())
                .toList();
        return new KameletUrls(each, api.getScheme(), path);
    }

    boolean leadsTo(URI uri) {
        String host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        boolean ours = domains.stream().anyMatch(domain -> name.equals(domain) || name.endsWith("." + domain));
        return ours && ("https".equals(uri.getScheme()) || scheme.equals(uri.getScheme()));
    }

    /** Base of an endpoint's own paths; null when it is none of the provider's URLs. */
    @Nullable
    URI base(String url) {
        try {
            URI base = URI.create(url.contains("://") ? url : scheme + "://" + url);
            return leadsTo(base) ? URI.create(base.toString().replaceAll("/+$", "")) : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    URI inference(URI base) {
        return URI.create(base + path);
    }
}
