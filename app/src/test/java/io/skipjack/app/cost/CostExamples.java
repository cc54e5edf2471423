package io.skipjack.app.cost;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.ledger.LeaseRule;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointSight;
import io.skipjack.domain.serverless.EndpointState;
import io.skipjack.processors.cost.LeaseTerms;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the books are kept of. */
final class CostExamples {
    private CostExamples() {}

    /** Spot machines of EC2, with this for the disk and the address of each. */
    record Spot(Money side) implements LeaseTerms {
        @Override
        public LeaseRule rule(Offer offer) {
            return LeaseRule.EC2_SPOT;
        }

        @Override
        public Money sidePerHour(Offer offer) {
            return side;
        }
    }

    /** A port of which only these methods are asked. */
    static <T> T answering(Class<T> port, Map<String, Supplier<?>> answers) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) -> answers.get(method.getName()).get()));
    }

    /** The rack's at Runpod, which has been deployed since then. */
    static EndpointRecord endpoint(Instant since, @Nullable EndpointSight sight) {
        return new EndpointRecord(
                new EndpointId("rack", "runpod"),
                "sj-rack",
                "m",
                new GpuChoice("L4", 1),
                "r",
                EndpointState.DEPLOYED,
                "",
                since,
                URI.create("https://api.example.com/v1"),
                Map.of(),
                UpstreamLimits.NONE,
                sight,
                0,
                null,
                0,
                null,
                null);
    }
}
