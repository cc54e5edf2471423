package io.skipjack.provider.baseten;

import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.provider.spi.RefusalWords;
import io.skipjack.provider.spi.RestAnswer;

/** What Baseten means when it refuses: {@code {"error": "a sentence"}}, without codes. */
final class BasetenRefusals {
    private BasetenRefusals() {}

    static DeployOutcome refused(RestAnswer answer) {
        String code = "HTTP " + answer.status();
        String said = answer.message().isEmpty() ? code : answer.message();
        if (answer.isDenied()) {
            return new DeployOutcome.Refused(
                    Refusal.Kind.FATAL, code, "Baseten refused the key (%s); %s".formatted(said, newKey()));
        }
        Refusal.Kind kind = RefusalWords.kind(answer);
        return new DeployOutcome.Refused(
                kind,
                code,
                kind == Refusal.Kind.QUOTA
                        ? "Baseten: %s Delete models that are not needed, or ask Baseten for more".formatted(said)
                        : "Baseten refused the model: " + said);
    }

    /** What to do about a key that is not good enough. */
    static String newKey() {
        return "make one that may manage models at app.baseten.co/settings/api_keys and set BASETEN_API_KEY";
    }
}
