package io.skipjack.provider.runpod;

import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.provider.spi.RefusalWords;
import io.skipjack.provider.spi.RestAnswer;

/**
 * What RunPod means when it refuses. Its API has no codes, only sentences (RFC 9457 {@code detail}); those known from users
 * of the API: "Max workers across all endpoints must not exceed your workers quota (5)." (HTTP 400) and, of machines, "There
 * are no longer any instances available with the requested specifications."
 */
final class RunpodRefusals {
    private RunpodRefusals() {}

    static DeployOutcome refused(RestAnswer answer) {
        String code = "HTTP " + answer.status();
        String said = answer.message().isEmpty() ? code : answer.message();
        if (answer.isDenied()) {
            return new DeployOutcome.Refused(
                    Refusal.Kind.FATAL, code, "RunPod refused the key (%s); %s".formatted(said, newKey()));
        }
        Refusal.Kind kind = RefusalWords.kind(answer);
        return new DeployOutcome.Refused(
                kind,
                code,
                kind == Refusal.Kind.QUOTA
                        ? "RunPod: %s Lower workers_max, delete endpoints that are not needed, or add funds"
                                .formatted(said)
                        : "RunPod refused the endpoint: " + said);
    }

    /** What to do about a key that is not good enough. */
    static String newKey() {
        return "make one with read and write access at console.runpod.io/user/settings and set RUNPOD_API_KEY";
    }
}
