package io.skipjack.processors.cost;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.ledger.Rates;
import java.time.Instant;
import java.util.Collection;

/** What is deployed, and what its work would cost otherwise. */
public interface RateSource {
    Collection<Deployment> deployments();

    Rates of(Deployment deployment, Instant now);
}
