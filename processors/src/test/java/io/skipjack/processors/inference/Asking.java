package io.skipjack.processors.inference;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.openai.InferenceRequest;
import io.skipjack.openai.Operation;
import io.skipjack.openai.ResumeSpec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Requests, clients and deployments as the steps of the inference route meet them, without a socket. */
final class Asking {
    static final Deployment RACK = deployment("rack", "m", 2, 1);
    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private Asking() {}

    /** A client that leaves when it is told to. */
    static final class Client implements Caller {
        private final List<Runnable> actions = new ArrayList<>();
        private boolean gone;
        private int waits;

        @Override
        public synchronized boolean gone() {
            return gone;
        }

        @Override
        public void whenGone(Runnable action) {
            synchronized (this) {
                if (!gone) {
                    actions.add(action);
                    return;
                }
            }
            action.run();
        }

        @Override
        public synchronized void waiting() {
            waits++;
        }

        void leave() {
            List<Runnable> told;
            synchronized (this) {
                gone = true;
                told = List.copyOf(actions);
            }
            told.forEach(Runnable::run);
        }

        synchronized int actions() {
            return actions.size();
        }

        synchronized int waits() {
            return waits;
        }
    }

    static Inference get(String path, String... headers) {
        return inference(new RequestHead("GET", path, null, headers(headers)::get), "");
    }

    static Inference post(String path, String body, String... headers) {
        return inference(new RequestHead("POST", path, null, headers(headers)::get), body);
    }

    private static Inference inference(RequestHead head, String body) {
        return new Inference("req_1", System.nanoTime(), head, body.getBytes(StandardCharsets.UTF_8), new Client());
    }

    /** A chat that has been read and belongs to the deployment. */
    static Inference read(Deployment deployment, Client client, long startedNanos) {
        return read(deployment, client, startedNanos, new byte[0]);
    }

    static Inference read(Deployment deployment, byte[] body) {
        return read(deployment, new Client(), System.nanoTime(), body);
    }

    private static Inference read(Deployment deployment, Client client, long startedNanos, byte[] body) {
        RequestHead head = new RequestHead("POST", "/v1/chat/completions", null, name -> null);
        Inference inference = new Inference("req_1", startedNanos, head, new byte[0], client);
        InferenceRequest request = new InferenceRequest(
                head.path(),
                Operation.CHAT,
                null,
                "application/json",
                deployment.model(),
                true,
                false,
                null,
                ResumeSpec.NONE,
                body);
        inference.read(request, deployment);
        return inference;
    }

    static Inference read(Deployment deployment) {
        return read(deployment, new Client(), System.nanoTime());
    }

    static Exchange exchange(Inference inference) {
        Exchange exchange = new DefaultExchange(CONTEXT);
        inference.attachTo(exchange);
        return exchange;
    }

    /** So many spot and serverless upstreams, two places each. */
    static Deployment deployment(String name, String model, int spot, int serverless) {
        return new Deployment(name, model, true, 3, tier(Tier.SPOT, spot), tier(Tier.SERVERLESS, serverless));
    }

    static Deployment closed(Deployment open) {
        return new Deployment(open.name(), open.model(), false, open.maxInFlight(), open.spot(), open.serverless());
    }

    /** The same with answers that go on nowhere else. */
    static Deployment unresumed(Deployment other) {
        return new Deployment(
                other.name(),
                other.model(),
                other.isPublic(),
                other.maxInFlight(),
                other.spot(),
                other.serverless(),
                other.fleet(),
                other.endpoint(),
                other.budget(),
                false);
    }

    private static TierSpec tier(Tier tier, int upstreams) {
        List<UpstreamSpec> specs = IntStream.rangeClosed(1, upstreams)
                .mapToObj(i -> UpstreamSpec.numbered(
                        tier, i, URI.create("http://" + tier.label() + "-" + i + ".internal/v1"), null))
                .toList();
        return new TierSpec(specs, "least-in-flight", 2, null);
    }

    static DeploymentBook book(Deployment... deployments) {
        return new DeploymentBook() {
            @Override
            public Collection<Deployment> all() {
                return List.of(deployments);
            }

            @Override
            public @Nullable Deployment serving(String model) {
                return Arrays.stream(deployments)
                        .filter(deployment -> deployment.model().equals(model))
                        .findFirst()
                        .orElse(null);
            }
        };
    }

    /** Waits for another thread, no longer than 5 s. */
    static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 5_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within 5 s");
            }
            Thread.yield();
        }
    }

    private static Map<String, String> headers(String... namesAndValues) {
        Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i].toLowerCase(Locale.ROOT), namesAndValues[i + 1]);
        }
        return headers;
    }
}
