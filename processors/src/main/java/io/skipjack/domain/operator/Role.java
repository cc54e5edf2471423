package io.skipjack.domain.operator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an operator may do; each role may all that those before it may. */
public enum Role {
    /** Looks: every GET, metrics and Hawtio. */
    VIEWER,
    /** Changes deployments, has them tried again, and makes and revokes inference keys. */
    DEVELOPER,
    /** All, operator keys included. */
    ADMIN;

    /** Empty for what is no role. */
    public static Optional<Role> of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }

    /** Whether whoever has this role may do what needs the other. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }

    /** As in commands, JSON and files: {@code viewer}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
