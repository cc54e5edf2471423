package io.skipjack.app.cli;

import org.jspecify.annotations.Nullable;

/** Parameters of the admin API, in the order they are added in. */
final class Query {
    private final StringBuilder text = new StringBuilder();

    /** @param value null to leave it out */
    Query with(String name, @Nullable Object value) {
        if (value != null) {
            text.append(text.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(AdminClient.encoded(value.toString()));
        }
        return this;
    }

    /** As it follows a path, such as {@code ?since=1h&limit=10}; empty without a parameter. */
    @Override
    public String toString() {
        return text.toString();
    }
}
