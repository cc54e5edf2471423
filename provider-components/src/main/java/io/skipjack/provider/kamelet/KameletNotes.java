package io.skipjack.provider.kamelet;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.deployment.UpstreamLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a provider's Kamelet notes of it in {@code metadata.annotations}, under {@code skipjack/}. */
final class KameletNotes {
    private static final String PREFIX = "skipjack/";
    private static final List<String> KNOWN =
            List.of("gpus", "phases", "cold-start", "billing", "url-path", "absent", "limits");
    private static final List<String> LIMITS = List.of("requests", "window", "in-flight", "body-bytes", "request-time");
    private static final List<String> BILLING = List.of("granularity", "minimum");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(s|m|h)");

    private final Map<String, String> notes = new TreeMap<>();

    KameletNotes(JsonNode annotations) {
        annotations.properties().forEach(each -> {
            if (each.getKey().startsWith(PREFIX)) {
                notes.put(
                        each.getKey().substring(PREFIX.length()),
                        each.getValue().asText().strip());
            }
        });
        for (String name : notes.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no annotation skipjack/%s; there are %s".formatted(name, String.join(", ", KNOWN)));
            }
        }
    }

    KameletGpus gpus() {
        Map<String, String> pairs = pairs("gpus");
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException(
                    "the annotation skipjack/gpus is missing; it is like L4=gpu.l4.1 H100:2=gpu.h100.2");
        }
        return KameletGpus.of(pairs);
    }

    Map<String, KameletPhase> phases() {
        Map<String, KameletPhase> phases = new LinkedHashMap<>();
        pairs("phases")
                .forEach((word, phase) -> phases.put(
                        word,
                        KameletPhase.of(phase)
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "skipjack/phases: %s is none of %s".formatted(phase, KameletPhase.words())))));
        if (!phases.containsValue(KameletPhase.READY)) {
            throw new IllegalArgumentException(
                    "the annotation skipjack/phases must say which word is ready, as in running=ready");
        }
        return phases;
    }

    Duration coldStart() {
        return duration("cold-start", notes.getOrDefault("cold-start", ""));
    }

    /** By the second where nothing is said. */
    BillingRule billing() {
        Map<String, String> billing = pairs("billing");
        requireKnown("billing", billing, BILLING);
        Duration granularity = duration("billing", billing.getOrDefault("granularity", "1s"));
        if (granularity.isZero()) {
            throw new IllegalArgumentException("skipjack/billing: a granularity is above 0");
        }
        return new BillingRule(granularity, duration("billing", billing.getOrDefault("minimum", "0s")));
    }

    String urlPath() {
        return notes.getOrDefault("url-path", "");
    }

    /** A text that its refusal holds; nothing for one that says 404. */
    Pattern absent() {
        String text = notes.getOrDefault("absent", "");
        return Pattern.compile(text.isEmpty() ? "(?!)" : "(?i)" + Pattern.quote(text));
    }

    UpstreamLimits limits() {
        Map<String, String> limits = pairs("limits");
        requireKnown("limits", limits, LIMITS);
        return new UpstreamLimits(
                Integer.parseInt(limits.getOrDefault("requests", "0")),
                limits.containsKey("window") ? duration("limits", limits.get("window")) : Duration.ZERO,
                Integer.parseInt(limits.getOrDefault("in-flight", "0")),
                Long.parseLong(limits.getOrDefault("body-bytes", "0")),
                limits.containsKey("request-time") ? duration("limits", limits.get("request-time")) : null);
    }

    private static void requireKnown(String name, Map<String, String> pairs, List<String> known) {
        List<String> unknown = new ArrayList<>(pairs.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "skipjack/%s: %s is none of %s".formatted(name, unknown.getFirst(), known));
        }
    }

    /** {@code a=b c=d}, over several lines if need be. */
    private Map<String, String> pairs(String name) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : notes.getOrDefault(name, "").split("\\s+")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2 && !parts[0].isEmpty() && !parts[1].isEmpty()) {
                pairs.put(parts[0], parts[1]);
            } else if (!pair.isEmpty()) {
                throw new IllegalArgumentException("skipjack/%s: '%s' must be like a=b".formatted(name, pair));
            }
        }
        return pairs;
    }

    private static Duration duration(String name, String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("skipjack/%s must be a duration such as 90s or 3m".formatted(name));
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
