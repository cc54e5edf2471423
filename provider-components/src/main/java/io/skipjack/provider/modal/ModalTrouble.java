package io.skipjack.provider.modal;

import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.ProgramAnswer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes sense of what Modal's tool says when it fails. It says so in words alone: those of Modal's gRPC statuses, as its
 * client passes them on (modal-client, {@code _utils/grpc_utils.py} and {@code __main__.py}).
 */
final class ModalTrouble {
    static final String TOKEN_ADVICE =
            "create a token at https://modal.com/settings/tokens and set MODAL_TOKEN_ID and MODAL_TOKEN_SECRET";

    private static final Pattern TOKEN = Pattern.compile(
            "(?i)token (missing|id|secret|validation)|could not authenticate|unauthenticated|autherror|permission denied");
    private static final Pattern QUOTA = Pattern.compile("(?i)spend limit|billing cycle|quota|payment method");
    private static final Pattern CAPACITY =
            Pattern.compile("(?i)no capacity|insufficient capacity|no available (gpu|worker)|out of capacity");
    private static final Pattern WRONG = Pattern.compile(
            "(?i)invaliderror|invalid (gpu|value|argument|label|tag|\\w+ name)|no such (option|command)|unsupported gpu|environment .*not found");

    private ModalTrouble() {}

    /** What is refused, and will be again unless something changes; null when that was not said. */
    static @Nullable Refusal refusal(ProgramAnswer answer) {
        String said = answer.message();
        if (answer.isMissing()) {
            return new Refusal(Refusal.Kind.FATAL, "no-modal", said);
        }
        if (TOKEN.matcher(said).find()) {
            return new Refusal(Refusal.Kind.FATAL, "token", "Modal does not accept the token: " + TOKEN_ADVICE);
        }
        if (QUOTA.matcher(said).find()) {
            return new Refusal(Refusal.Kind.QUOTA, "limit", said);
        }
        if (CAPACITY.matcher(said).find()) {
            return new Refusal(Refusal.Kind.CAPACITY, "capacity", said);
        }
        return WRONG.matcher(said).find() ? new Refusal(Refusal.Kind.FATAL, "invalid", said) : null;
    }

    /** When nobody knows. */
    static ProviderUnavailableException unavailable(String doing, ProgramAnswer answer) {
        String said = answer.message();
        return new ProviderUnavailableException("%s on modal, %s"
                .formatted(doing, said.isEmpty() ? "exit code " + answer.exitCode() + " and nothing said" : said));
    }
}
