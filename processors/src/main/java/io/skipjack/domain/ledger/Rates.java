package io.skipjack.domain.ledger;

import io.skipjack.domain.cost.Money;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment's work would cost otherwise.
 *
 * @param onDemandPerHour of the cheapest machine on demand that fits it; null where none is known
 * @param onDemandSource which, for operators; empty for none
 * @param serverlessPerHour of one serverless worker with all its parts; null where none is known
 * @param serverlessSource whose, for operators; empty for none
 * @param coldStart that each start of a worker takes, and is paid for
 */
public record Rates(
        @Nullable Money onDemandPerHour,
        String onDemandSource,
        @Nullable Money serverlessPerHour,
        String serverlessSource,
        Duration coldStart) {}
