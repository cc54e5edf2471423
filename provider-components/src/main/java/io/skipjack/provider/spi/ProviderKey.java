package io.skipjack.provider.spi;

import java.util.Locale;

/**
 * One setting of a provider: {@code skipjack.providers.PROVIDER.NAME}.
 *
 * @param name in kebab-case, such as {@code api-key}
 * @param byDefault its value where nobody says one; empty for none
 * @param environment variable that holds it, by the name the provider's own tools use, such as {@code RUNPOD_API_KEY};
 *     empty for none. The configuration counts before it
 * @param isSecret whether the value may never be shown
 * @param description for users: what it is, unit and range
 */
public record ProviderKey(String name, String byDefault, String environment, boolean isSecret, String description) {
    public ProviderKey {
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("a setting is called like api-key, not '%s'".formatted(name));
        }
    }

    public static ProviderKey plain(String name, String byDefault, String description) {
        return new ProviderKey(name, byDefault, "", false, description);
    }

    public static ProviderKey plain(String name, String byDefault, String environment, String description) {
        return new ProviderKey(name, byDefault, environment, false, description);
    }

    public static ProviderKey secret(String name, String environment, String description) {
        return new ProviderKey(name, "", environment, true, description);
    }

    /** How a user sets it: {@code set RUNPOD_API_KEY, or skipjack.providers.runpod.api-key}. */
    String howToSet(String provider) {
        String key = "skipjack.providers.%s.%s".formatted(provider, name);
        return environment.isEmpty()
                ? "set " + key
                : "set %s, or %s in config/application.yaml".formatted(environment.toUpperCase(Locale.ROOT), key);
    }
}
