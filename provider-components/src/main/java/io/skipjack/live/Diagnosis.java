package io.skipjack.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.util.URISupport;

/**
 * Turns what Camel threw into one sentence about one line. Works on messages rather than exception types because
 * Camel wraps most mistakes in the same few types, and on our own outline for the line.
 */
final class Diagnosis {
    /** A known message, the sentence made of its group, and what to look for in the file (both with the group as %s). */
    private record Rule(Pattern message, String reason, String culprit) {
        static Rule of(String regex, String reason, String culprit) {
            return new Rule(Pattern.compile(regex), reason, culprit);
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of("No bean could be found in the registry for: (\\S+)", "there is no bean called %s", "%s"),
            Rule.of("Unknown parameters=\\[\\{([^=}]+)", "there is no option called %s", "%s"),
            Rule.of("No endpoint could be found for: ([^:\\s]+)", "there is no component called %s", "%s:"),
            Rule.of("No component found with scheme: (\\S+)", "there is no component called %s", "%s:"),
            Rule.of("Resource not found: \\S*?([\\w-]+)\\.kamelet\\.yaml", "there is no Kamelet called %s", "%s"),
            Rule.of("Cannot find RouteTemplate with id (\\S+)", "there is no Kamelet called %s", "%s"),
            Rule.of("mandatory parameters must be provided: (.+)", "the Kamelet also needs %s", "kamelet:"),
            Rule.of("Property with key \\[([^]]+)]", "there is no key %s in the config", "{{%s}}"),
            Rule.of("Unknown node id: (\\S+)", "there is no step called %s", "%s"),
            Rule.of("Unsupported field: (\\S+)", "%s is not an option here", "%s"),
            Rule.of("Error parsing \\[([^]]*)] as a", "%s has the wrong type", "%s"),
            Rule.of("Cannot find class: (\\S+)", "there is no class called %s", "%s"),
            Rule.of("ClassNotFoundException: (\\S+)", "there is no class called %s", "%s"),
            Rule.of("Unknown function: (\\S+)", "there is no function called %s in the simple language", "%s"),
            Rule.of("No language could be found for: (\\S+)", "there is no language called %s", "%s"),
            Rule.of("No (?:data format|dataformat) .*? (\\S+)$", "there is no data format called %s", "%s"));

    private static final Pattern LINE = Pattern.compile("line (\\d+), column");
    private static final Pattern STEP = Pattern.compile("at: >>> (\\w+)");
    private static final Pattern TYPES = Pattern.compile("(?:[a-z]\\w*\\.){2,}[A-Z]\\w*(?:Exception|Error)?(?:: )?");
    private static final int MAX_REASON = 300;

    private Diagnosis() {}

    /**
     * @param source the file that was being loaded
     * @param others files it draws on; searched when the culprit is not in the file itself
     */
    static RouteProblem of(Throwable failure, RouteSource source, List<RouteSource> others) {
        List<String> messages = messages(failure);
        for (Rule rule : RULES) {
            for (String message : messages) {
                Matcher matcher = rule.message().matcher(message);
                if (matcher.find()) {
                    String found = matcher.group(1).strip();
                    String reason = rule.reason().formatted(found);
                    return place(reason, rule.culprit().formatted(found), messages, source, others);
                }
            }
        }
        return source.problem(lineOfStep(messages, source), plainReason(messages.getLast()));
    }

    private static RouteProblem place(
            String reason, String culprit, List<String> messages, RouteSource source, List<RouteSource> others) {
        int told = lineTold(messages);
        int line = told > 0 ? told : source.outline().lineOf(culprit);
        if (line == 0) {
            for (RouteSource other : others) {
                int elsewhere = other.outline().lineOf(culprit);
                if (elsewhere > 0) {
                    return other.problem(elsewhere, reason);
                }
            }
            line = lineOfStep(messages, source);
        }
        return source.problem(line, reason);
    }

    /** Outermost first. */
    private static List<String> messages(Throwable failure) {
        List<String> messages = new ArrayList<>();
        for (Throwable cause = failure; cause != null && messages.size() < 20; cause = cause.getCause()) {
            String message = cause.getMessage();
            // some messages mean nothing without their type: a ClassNotFoundException has only the name
            String type = cause.getClass().getSimpleName();
            messages.add(
                    message == null ? type : cause instanceof ClassNotFoundException ? type + ": " + message : message);
        }
        return messages;
    }

    private static int lineTold(List<String> messages) {
        return messages.stream()
                .map(LINE::matcher)
                .filter(Matcher::find)
                .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                .findFirst()
                .orElse(0);
    }

    /** The step Camel names as the one it could not build, else the route itself. */
    private static int lineOfStep(List<String> messages, RouteSource source) {
        int told = lineTold(messages);
        if (told > 0) {
            return told;
        }
        Matcher matcher = STEP.matcher(messages.getFirst());
        if (matcher.find()) {
            String step = matcher.group(1);
            int line = source.outline().lineOf(step.substring(0, 1).toLowerCase(Locale.ROOT) + step.substring(1));
            if (line > 0) {
                return line;
            }
        }
        return source.serves() ? source.lineInRoute("") : 1;
    }

    /** The innermost message without type names, secrets in URIs, or the excerpt some parsers append. */
    private static String plainReason(String message) {
        String first = message.strip().lines().findFirst().orElse("it cannot be loaded");
        String plain =
                TYPES.matcher(URISupport.sanitizeUri(first)).replaceAll("").strip();
        if (plain.isEmpty()) {
            return "it cannot be loaded";
        }
        return plain.length() > MAX_REASON ? plain.substring(0, MAX_REASON) + "..." : plain;
    }
}
