package io.skipjack.app.operators;

import io.skipjack.domain.operator.Role;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which role a call on the operators' port needs. Looking needs the least, and what no rule names needs the most, so a new
 * call that changes something is closed until somebody opens it here.
 */
final class Access {
    private static final Set<String> LOOKS = Set.of("GET", "HEAD", "OPTIONS");

    private record Rule(Set<String> methods, Pattern path, Role needed) {
        static Rule of(Role needed, String path, String... methods) {
            return new Rule(Set.of(methods), Pattern.compile(path), needed);
        }

        boolean isFor(String method, String path) {
            return methods.contains(method) && this.path.matcher(path).matches();
        }
    }

    private static final List<Rule> RULES = List.of(
            // Jolokia is asked by POST too; jolokia-access.xml has it only look
            Rule.of(Role.VIEWER, "/actuator/jolokia(/.*)?", "POST"),
            Rule.of(Role.VIEWER, "/api/explain", "POST"),
            Rule.of(Role.DEVELOPER, "/api/deployments/[^/]*", "PUT", "DELETE"),
            Rule.of(Role.DEVELOPER, "/api/deployments/[^/]*/retry", "POST"),
            // an operator key takes an admin, which EditedKeys sees to
            Rule.of(Role.DEVELOPER, "/api/keys", "POST"),
            Rule.of(Role.DEVELOPER, "/api/keys/[^/]*", "DELETE"),
            Rule.of(Role.DEVELOPER, "/api/keys/[^/]*/budget", "PUT", "DELETE"));

    private Access() {}

    /** @param path as it was sent: one that is written in another way than the rule fits none, and needs the most */
    static Role needed(String method, String path) {
        if (LOOKS.contains(method)) {
            return Role.VIEWER;
        }
        return RULES.stream()
                .filter(rule -> rule.isFor(method, path))
                .map(Rule::needed)
                .findFirst()
                .orElse(Role.ADMIN);
    }
}
