package io.skipjack.app.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys in {@code {{key}}}, {@code {{?key}}} and {@code {{key:default}}}. */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[?!]?([A-Za-z0-9_.\\-]+)(:[^}]*)?}}");

    private Placeholders() {}

    static Set<String> in(JsonNode node) {
        Set<String> keys = new LinkedHashSet<>();
        for (YamlFile.Scalar scalar : YamlFile.scalars(node)) {
            Matcher matcher = PLACEHOLDER.matcher(scalar.value());
            while (matcher.find()) {
                keys.add(matcher.group(1));
            }
        }
        return keys;
    }
}
