package io.skipjack.provider.spi;

import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The settings of one provider as they hold: configuration, then environment, then default. Immutable. */
public final class ProviderSettings {
    private final String provider;
    private final Map<String, ProviderKey> keys = new LinkedHashMap<>();
    private final Map<String, String> values = new HashMap<>();

    private ProviderSettings(String provider) {
        this.provider = provider;
    }

    /**
     * The settings of a provider.
     *
     * @param configured by key, as under {@code skipjack.providers.PROVIDER}; empty values count as not there
     * @param environment looks a variable up; null where it is not set
     * @throws IllegalArgumentException for a key that the provider does not have
     */
    public static ProviderSettings of(
            ProviderDefinition definition,
            Map<String, String> configured,
            UnaryOperator<@Nullable String> environment) {
        ProviderSettings settings = new ProviderSettings(definition.name());
        definition.keys().forEach(key -> settings.keys.put(key.name(), key));
        for (String name : new TreeSet<>(configured.keySet())) {
            if (!settings.keys.containsKey(name)) {
                throw new IllegalArgumentException("unknown key 'skipjack.providers.%s.%s'; there are %s"
                        .formatted(definition.name(), name, String.join(", ", settings.keys.keySet())));
            }
        }
        for (ProviderKey key : definition.keys()) {
            settings.values.put(key.name(), value(key, configured.get(key.name()), environment));
        }
        return settings;
    }

    private static String value(
            ProviderKey key, @Nullable String configured, UnaryOperator<@Nullable String> environment) {
        if (configured != null && !configured.isBlank()) {
            return configured.strip();
        }
        String variable = key.environment().isEmpty() ? null : environment.apply(key.environment());
        return variable == null || variable.isBlank() ? key.byDefault() : variable.strip();
    }

    /** The value; empty when nobody set one and there is no default. */
    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("provider %s has no setting '%s'".formatted(provider, key));
        }
        return value;
    }

    public boolean has(String key) {
        return !text(key).isEmpty();
    }

    /** @throws IllegalArgumentException for what is no absolute URL; the value is not repeated */
    public URI uri(String key) {
        try {
            URI uri = URI.create(text(key));
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // said below, as for anything else that is no such URL
        }
        throw new IllegalArgumentException(
                "skipjack.providers.%s.%s must be a URL such as https://api.example.com".formatted(provider, key));
    }

    /** @throws IllegalArgumentException for what is no number from least to most */
    public int number(String key, int least, int most) {
        try {
            int number = Integer.parseInt(text(key));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // said below, as for one that is out of range
        }
        throw new IllegalArgumentException(
                "skipjack.providers.%s.%s must be %d to %d".formatted(provider, key, least, most));
    }

    /** What to do to have these settings, for the first that has no value; null when all have one. */
    public @Nullable String missing(String... wanted) {
        for (String name : wanted) {
            ProviderKey key = keys.get(name);
            if (key != null && !has(name)) {
                return key.howToSet(provider);
            }
        }
        return null;
    }

    /** All values that may never be shown. */
    public List<String> secrets() {
        return keys.values().stream()
                .filter(ProviderKey::isSecret)
                .map(key -> values.getOrDefault(key.name(), ""))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return "ProviderSettings[" + provider + "]";
    }
}
