package io.skipjack.domain.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which part of a deployment wrote a line. */
public enum LogComponent {
    /** A router: its own lines that name the deployment. */
    ROUTER,
    /** A replica: its engine, and what booted it. */
    SPOT,
    /** The workers of a serverless endpoint. */
    SERVERLESS;

    /** The word used in the admin API and on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<LogComponent> of(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equalsIgnoreCase(label))
                .findFirst();
    }
}
