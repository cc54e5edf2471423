package io.skipjack.provider.kamelet;

import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.provider.spi.RefusalWords;
import io.skipjack.provider.spi.RestAnswer;
import java.util.List;

/** What a provider by YAML means when it refuses: by status where that is clear, else by the words all of them use. */
final class KameletRefusals {
    private static final List<String> QUOTA = List.of(
            "quota", "spend limit", "spending limit", "limit exceeded", "exceeds the limit", "insufficient funds");
    private static final List<String> CAPACITY =
            List.of("capacity", "out of stock", "no instances", "not available", "insufficient resources");

    private final KameletDefinition definition;

    KameletRefusals(KameletDefinition definition) {
        this.definition = definition;
    }

    DeployOutcome refused(RestAnswer answer) {
        String code = "HTTP " + answer.status();
        String said = answer.message().isEmpty() ? code : answer.message();
        if (answer.isDenied()) {
            return fatal(code, "%s refused the key (%s); %s".formatted(definition.title(), said, newKey()));
        }
        Refusal.Kind kind = RefusalWords.kind(answer, QUOTA, CAPACITY);
        return new DeployOutcome.Refused(kind, code, "%s refused the endpoint: %s".formatted(definition.title(), said));
    }

    DeployOutcome fatal(String code, String message) {
        return new DeployOutcome.Refused(Refusal.Kind.FATAL, code, message);
    }

    /** What to do about a key that is not good enough. */
    String newKey() {
        return definition.properties().stream()
                .filter(each -> each.key().isSecret())
                .map(each -> "set %s to a good one: %s"
                        .formatted(
                                each.key().environment().isEmpty()
                                        ? "skipjack.providers.%s.%s"
                                                .formatted(
                                                        definition.name(),
                                                        each.key().name())
                                        : each.key().environment(),
                                each.key().description()))
                .findFirst()
                .orElse("see the settings of " + definition.name());
    }
}
