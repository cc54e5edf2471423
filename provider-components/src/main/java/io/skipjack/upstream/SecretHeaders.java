package io.skipjack.upstream;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Headers that carry secrets: what may be sent as one, and what a client may never send through us. */
final class SecretHeaders {
    /** Known to carry credentials somewhere: never passed on from a client, whatever the configuration says. */
    private static final Set<String> NOT_FROM_CLIENT = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "x-api-key",
            "api-key",
            "modal-key",
            "modal-secret",
            "x-serverless-authorization");

    /** They belong to HTTP itself. */
    private static final Set<String> NOT_OURS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "te", "upgrade", "trailer", "expect");

    private SecretHeaders() {}

    /** Without those that carry credentials. */
    static List<String> forwardable(List<String> names) {
        return names.stream()
                .filter(name -> !NOT_FROM_CLIENT.contains(name.toLowerCase(Locale.ROOT)))
                .toList();
    }

    static boolean areSendable(Map<String, String> headers) {
        return headers.entrySet().stream().allMatch(header -> isName(header.getKey()) && isValue(header.getValue()));
    }

    private static boolean isName(String name) {
        return name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+") && !NOT_OURS.contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isValue(String value) {
        return !value.isBlank() && value.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
