package io.skipjack.provider.sandbox.azure;

import io.skipjack.provider.sandbox.ReceivedRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The parameters of a request's query. */
final class Query {
    private Query() {}

    /** The first of that name; empty when there is none. */
    static String of(ReceivedRequest request, String name) {
        int start = request.target().indexOf('?');
        if (start >= 0) {
            for (String pair : request.target().substring(start + 1).split("&")) {
                if (pair.startsWith(name + "=")) {
                    return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                }
            }
        }
        return "";
    }
}
