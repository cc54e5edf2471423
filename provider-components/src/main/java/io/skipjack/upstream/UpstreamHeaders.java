package io.skipjack.upstream;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.skipjack.processors.inference.Inference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which headers cross the router. Towards the upstream an allowlist, so that no client key, cookie or forwarding header
 * leaves; towards the client everything but what belongs to the connection or tells where the upstream is.
 */
final class UpstreamHeaders {
    private static final Set<String> NOT_TO_CLIENT = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "content-length",
            "server",
            "via",
            "alt-svc",
            "location",
            "www-authenticate",
            "x-request-id",
            "x-skipjack-resume",
            "x-skipjack-tier",
            "x-skipjack-upstream");

    private UpstreamHeaders() {}

    static void toUpstream(Inference inference, List<String> fromClient, HttpHeaders to) {
        for (String name : fromClient) {
            String value = inference.head().header(name);
            if (value != null) {
                to.set(name, value);
            }
        }
        to.set(HttpHeaderNames.ACCEPT_ENCODING, "identity");
        to.set(HttpHeaderNames.USER_AGENT, "skipjack");
        to.set("x-request-id", inference.requestId());
    }

    static HttpHeaders toClient(HttpHeaders from) {
        HttpHeaders to = new DefaultHttpHeaders();
        Set<String> named = connectionNamed(from);
        var all = from.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = all.next();
            String name = header.getKey().toString().toLowerCase(Locale.ROOT);
            if (!NOT_TO_CLIENT.contains(name) && !named.contains(name)) {
                to.add(name, header.getValue());
            }
        }
        return to;
    }

    /** Headers that {@code Connection} declares to belong to the connection. */
    private static Set<String> connectionNamed(HttpHeaders from) {
        List<String> connection = from.getAll(HttpHeaderNames.CONNECTION);
        if (connection.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new java.util.HashSet<>();
        for (String line : connection) {
            for (String name : line.split(",", -1)) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
