package io.skipjack.app.serverless;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.Nearest;
import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.provider.spi.ProviderDefinition;
import io.skipjack.provider.spi.ProviderKey;
import io.skipjack.provider.spi.ProviderSettings;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the serverless providers from {@code skipjack.providers} and the environment. No message repeats a value: people
 * put keys there.
 */
final class ConfiguredProviders {
    private static final String SECTION = "skipjack.providers";

    private ConfiguredProviders() {}

    /**
     * Makes a provider.
     *
     * @param configured all sections, by provider
     * @param environment looks a variable up; null where it is not set
     * @throws ConfigException for a key that the provider does not have, with the nearest that it has
     */
    static ServerlessProvider make(
            ProviderDefinition definition,
            Map<String, Map<String, String>> configured,
            UnaryOperator<@Nullable String> environment) {
        Map<String, String> given = configured.getOrDefault(definition.name(), Map.of());
        try {
            return definition.maker().apply(ProviderSettings.of(definition, keyed(definition, given), environment));
        } catch (IllegalArgumentException rule) {
            throw new ConfigException(String.valueOf(rule.getMessage()), rule);
        }
    }

    /**
     * Refuses sections that no provider reads.
     *
     * @param names of the providers there are
     * @throws ConfigException with the nearest name
     */
    static void requireKnown(Map<String, Map<String, String>> configured, SortedSet<String> names) {
        for (String name : new TreeSet<>(configured.keySet())) {
            if (!names.contains(name)) {
                throw new ConfigException(
                        "unknown provider '%s' under %s%s".formatted(name, SECTION, alternatives(name, names)));
            }
        }
    }

    /** An environment variable cannot hold a hyphen: {@code SKIPJACK_PROVIDERS_RUNPOD_API_KEY} arrives as {@code api.key}. */
    private static Map<String, String> keyed(ProviderDefinition definition, Map<String, String> given) {
        Map<String, String> names = new LinkedHashMap<>();
        definition.keys().stream().map(ProviderKey::name).forEach(name -> names.put(plain(name), name));
        Map<String, String> keyed = new HashMap<>();
        for (String key : new TreeSet<>(given.keySet())) {
            String name = names.get(plain(key));
            if (name == null) {
                throw new ConfigException("unknown key '%s.%s.%s'%s"
                        .formatted(SECTION, definition.name(), key, alternatives(key, names.values())));
            }
            keyed.put(name, given.getOrDefault(key, ""));
        }
        return keyed;
    }

    private static String plain(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static String alternatives(String word, Collection<String> known) {
        String hint = Nearest.hint(word, known);
        return hint.isEmpty() ? "; there are " + String.join(", ", known) : hint;
    }
}
