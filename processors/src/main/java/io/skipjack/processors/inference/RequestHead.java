package io.skipjack.processors.inference;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the front door keeps of a request's head. Headers reach routes by name through {@link #header}, never as
 * message headers: a client cannot set what a Camel component acts on.
 *
 * @param method HTTP method, upper case
 * @param path raw path as sent, without the query
 * @param query raw query; null for none
 * @param header looks a request header up, case-insensitively; null when absent
 */
public record RequestHead(
        String method, String path, @Nullable String query, Function<String, @Nullable String> header) {
    public @Nullable String header(String name) {
        return header.apply(name);
    }
}
