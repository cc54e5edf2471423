package io.skipjack.processors.cost;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.ledger.Rates;
import java.time.Instant;
import java.util.Map;

/** What is deployed, and what its work would cost otherwise. */
@FunctionalInterface
public interface RateSource {
    /** Of every deployment there is, by one look at market and store. */
    Map<Deployment, Rates> rates(Instant now);
}
