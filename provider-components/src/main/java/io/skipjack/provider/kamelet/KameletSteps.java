package io.skipjack.provider.kamelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The steps of a provider's Kamelet as text: which operations they know, and whether every name in them is one. Camel would
 * say nothing of a misspelt variable, and send an empty text in its place.
 */
final class KameletSteps {
    private static final Pattern OPERATION =
            Pattern.compile("\\$\\{variable\\.operation}\\s*(?:==\\s*'(\\w+)'|in\\s*'([\\w,]+)')");
    private static final Pattern PROPERTY = Pattern.compile("\\{\\{[?!]?([\\w.-]+)(?::[^}]*)?}}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{variable\\.(\\w+)(?:\\[(\\w+)])?");
    /** What the answer to {@link KameletOperation#FIND} and {@link KameletOperation#LIST} must be read into. */
    private static final List<String> READ = List.of("status", "url", "memo", "names");

    private final List<String> texts = new ArrayList<>();
    private final Set<String> set = new HashSet<>();
    private final boolean calls;

    KameletSteps(JsonNode template) {
        flatten("", template);
        calls = texts.contains(KameletApi.NAME);
    }

    private void flatten(String key, JsonNode node) {
        if (key.equals("setVariable")) {
            set.add(node.path("name").asText());
        }
        if (node.isObject()) {
            node.properties().forEach(each -> flatten(each.getKey(), each.getValue()));
        } else if (node.isArray()) {
            node.forEach(each -> flatten("", each));
        } else {
            texts.add(node.asText());
        }
    }

    Set<KameletOperation> operations() {
        Set<KameletOperation> known = EnumSet.noneOf(KameletOperation.class);
        for (String text : texts) {
            Matcher matcher = OPERATION.matcher(text);
            while (matcher.find()) {
                String words = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
                for (String word : words.split(",")) {
                    known.add(KameletOperation.of(word)
                            .orElseThrow(() -> new IllegalArgumentException("there is no operation " + word)));
                }
            }
        }
        return known;
    }

    /** @throws IllegalArgumentException for the first thing that is wrong */
    void check(Collection<String> properties) {
        Set<KameletOperation> missing = new TreeSet<>(KameletOperation.requiredOnes());
        missing.removeAll(operations());
        for (KameletOperation operation : missing) {
            throw new IllegalArgumentException(
                    "the operation %s is missing: no step asks for ${variable.operation} == '%s'"
                            .formatted(operation.word(), operation.word()));
        }
        if (!calls) {
            throw new IllegalArgumentException(
                    "no step makes the call: - bean: { ref: %s, method: call }".formatted(KameletApi.NAME));
        }
        for (String variable : READ) {
            if (!set.contains(variable)) {
                throw new IllegalArgumentException(
                        "the variable %s is missing: no setVariable reads it from the answer".formatted(variable));
            }
        }
        texts.forEach(text -> checkNames(text, properties));
    }

    private void checkNames(String text, Collection<String> properties) {
        Matcher property = PROPERTY.matcher(text);
        while (property.find()) {
            requireKnown("{{%s}}", property.group(1), properties);
        }
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            if (variable.group(1).equals(KameletQuestion.JSON)) {
                requireKnown("${variable.json[%s]}", String.valueOf(variable.group(2)), KameletWish.NAMES);
            } else if (!set.contains(variable.group(1))) {
                requireKnown("${variable.%s}", variable.group(1), KameletQuestion.NAMES);
            }
        }
    }

    private static void requireKnown(String shown, String name, Collection<String> known) {
        if (!known.contains(name)) {
            throw new IllegalArgumentException(
                    "there is no %s; there are %s".formatted(shown.formatted(name), String.join(", ", known)));
        }
    }
}
