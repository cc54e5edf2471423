package io.skipjack.provider.kamelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.provider.spi.ProviderKey;
import io.skipjack.provider.spi.ProviderSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One property of a provider's Kamelet, which is one setting of the provider.
 *
 * @param name in camelCase, as in {@code {{apiKey}}}
 * @param isRequired whether there is no use of the provider without it
 * @param words it may have; empty for any
 * @param key the same as a setting: {@code api-key}
 */
record KameletProperty(String name, boolean isRequired, List<String> words, ProviderKey key) {
    /** The variable that holds it where its own tools look for it; Kamelets have no word for that. */
    private static final String ENVIRONMENT = "x-environment";

    static KameletProperty of(String name, JsonNode property, boolean isRequired) {
        if (!name.matches("[a-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("a property is called like apiKey, not '%s'".formatted(name));
        }
        String description = property.path("description").asText();
        if (description.isBlank()) {
            throw new IllegalArgumentException("the property %s has no description".formatted(name));
        }
        boolean secret = property.path("format").asText().equals("password");
        if (secret && property.has("default")) {
            throw new IllegalArgumentException("the property %s is a secret and must have no default".formatted(name));
        }
        List<String> words = new ArrayList<>();
        property.path("enum").forEach(word -> words.add(word.asText()));
        ProviderKey key = new ProviderKey(
                kebab(name),
                property.path("default").asText(""),
                property.path(ENVIRONMENT).asText(""),
                secret,
                description);
        return new KameletProperty(name, isRequired, List.copyOf(words), key);
    }

    static String kebab(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** The value as it holds; checked only when there is one. */
    String value(String provider, ProviderSettings settings) {
        String value = settings.text(key.name());
        if (!value.isEmpty() && !words.isEmpty() && !words.contains(value)) {
            throw new IllegalArgumentException("skipjack.providers.%s.%s must be one of %s"
                    .formatted(provider, key.name(), String.join(", ", words)));
        }
        return value;
    }
}
