package io.skipjack.provider.cerebrium;

import io.skipjack.domain.fleet.Refusal;
import io.skipjack.provider.spi.ProgramAnswer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes sense of what Cerebrium's tool says when it fails: the API's status and message, within words of its own. */
final class CerebriumTrouble {
    static final String TOKEN_ADVICE =
            "create a service account at https://dashboard.cerebrium.ai (API Keys) and set CEREBRIUM_SERVICE_ACCOUNT_TOKEN";

    private static final Pattern TOKEN = Pattern.compile(
            "(?i)status code 40[135]|must log in|service account token|unauthorized|do not have permission|expired");
    private static final Pattern QUOTA =
            Pattern.compile("(?i)\\(402\\)|payment|quota|limit reached|exceeds? .*(plan|limit)|your plan|upgrade your");
    private static final Pattern CAPACITY = Pattern.compile("(?i)capacity|no available (gpu|hardware)");
    private static final Pattern WRONG = Pattern.compile(
            "(?i)unknown (flag|command)|invalid config|is required in config|no project configured|API error \\((400|404|422)\\)");

    private CerebriumTrouble() {}

    /** What is refused, and will be again unless something changes; null when that was not said. */
    static @Nullable Refusal refusal(ProgramAnswer answer) {
        String said = answer.message();
        if (answer.isMissing()) {
            return fatal("no-cerebrium", said);
        }
        if (CAPACITY.matcher(said).find()) {
            return new Refusal(Refusal.Kind.CAPACITY, "capacity", said);
        }
        if (QUOTA.matcher(said).find()) {
            return new Refusal(Refusal.Kind.QUOTA, "plan", said);
        }
        if (TOKEN.matcher(said).find()) {
            return denied();
        }
        return WRONG.matcher(said).find() ? fatal("invalid", said) : null;
    }

    static Refusal denied() {
        return fatal("token", "Cerebrium does not accept the token for this project: " + TOKEN_ADVICE);
    }

    static Refusal fatal(String code, String message) {
        return new Refusal(Refusal.Kind.FATAL, code, message);
    }
}
