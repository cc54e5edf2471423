package io.skipjack.upstream;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContextBuilder;
import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.domain.routing.RetryBudget;
import io.skipjack.openai.InferenceRequestReader;
import io.skipjack.openai.OpenAiException;
import io.skipjack.openai.PathAllowlist;
import io.skipjack.openai.ReaderLimits;
import io.skipjack.processors.inference.Admission;
import io.skipjack.processors.inference.Caller;
import io.skipjack.processors.inference.DeploymentBook;
import io.skipjack.processors.inference.Inference;
import io.skipjack.processors.inference.ReadInferenceRequest;
import io.skipjack.processors.inference.RequestHead;
import io.skipjack.processors.inference.ResumeSettings;
import io.skipjack.processors.inference.Retries;
import io.skipjack.processors.inference.UpstreamChooser;
import io.skipjack.processors.inference.UpstreamEntry;
import io.skipjack.processors.inference.UpstreamRegistry;
import io.skipjack.processors.inference.WorkMeters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Relays requests to serverless upstreams over real sockets, in order, without routes: one pass each. */
final class RelayStage implements AutoCloseable {
    static final LegTimes PATIENT = new LegTimes(Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(2));
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String BODY =
            "{\"model\":\"m\",\"max_tokens\":2,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

    private final EventLoopGroup loops = new NioEventLoopGroup(1);
    private final Deployment deployment;
    private final RelayContext context;
    private final UpstreamChooser chooser;
    final UpstreamRegistry registry;
    Instant now = Instant.parse("2026-01-01T00:00:00Z");

    RelayStage(Credentials credentials, LegTimes times, List<UpstreamSpec> upstreams) throws SSLException {
        deployment = new Deployment("rack", "m", true, 10, null, new TierSpec(upstreams, "in-order", 10, null));
        registry = new UpstreamRegistry(HealthPolicy.DEFAULT, () -> now);
        registry.replaceAll(List.of(deployment));
        chooser = new UpstreamChooser(
                registry,
                new Retries(RetryBudget.DEFAULT, new Admission(10)),
                new WorkMeters(registry::now),
                new Random(1));
        CircuitBreakerConfig breaker = CircuitBreakerConfig.ofDefaults();
        context = new RelayContext(
                new UpstreamClient(loops, SslContextBuilder.forClient().build(), 4),
                chooser,
                new TierBreakers(breaker, breaker),
                credentials,
                List.of("accept", "modal-key"),
                new RelaySettings(times, 2, 1 << 20, 1 << 20, PATIENCE),
                null);
        credentials.hold(upstreams);
    }

    /** What became of one request: an answer's status, or why there was none. */
    record Outcome(int status, String failure) {}

    /** A client that sends headers of its own, some of which are not its to send. */
    static final class Client implements Caller {
        private final List<Runnable> actions = new ArrayList<>();
        private boolean gone;

        @Override
        public synchronized boolean gone() {
            return gone;
        }

        @Override
        public synchronized void whenGone(Runnable action) {
            actions.add(action);
        }

        @Override
        public void waiting() {
            // it does not mind
        }

        void leave() {
            List<Runnable> told;
            synchronized (this) {
                gone = true;
                told = List.copyOf(actions);
            }
            told.forEach(Runnable::run);
        }
    }

    Outcome ask() throws Exception {
        return ask(Duration.ZERO);
    }

    /** A request that came so long ago. */
    Outcome ask(Duration age) throws Exception {
        return later(read(new Client(), age)).get(20, TimeUnit.SECONDS);
    }

    CompletableFuture<Outcome> later(Client client) throws OpenAiException {
        return later(read(client, Duration.ZERO));
    }

    private CompletableFuture<Outcome> later(Inference inference) {
        CompletableFuture<Outcome> done = new CompletableFuture<>();
        if (!chooser.chooseAgain(inference, Tier.SERVERLESS)) {
            throw new AssertionError("no upstream can be asked");
        }
        EventLoop loop = loops.next();
        AnswerRelay relay = new AnswerRelay(
                context,
                inference,
                Tier.SERVERLESS,
                loop,
                (answer, failure) -> done.complete(outcome(answer, failure)));
        loop.execute(relay::start);
        return done;
    }

    private static Outcome outcome(@Nullable Answer answer, @Nullable Exception failure) {
        if (answer instanceof Answer.Whole whole) {
            whole.body().release();
        }
        return new Outcome(
                answer == null ? 0 : answer.status(), failure == null ? "" : String.valueOf(failure.getMessage()));
    }

    private Inference read(Client client, Duration age) throws OpenAiException {
        PathAllowlist paths = PathAllowlist.of(List.of("/v1/chat/completions"));
        Map<String, String> sent =
                Map.of("content-type", "application/json", "accept", "*/*", "modal-key", "wk-client", "cookie", "a=b");
        RequestHead head = new RequestHead("POST", "/v1/chat/completions", null, sent::get);
        long came = System.nanoTime() - age.toNanos();
        Inference inference = new Inference("req_1", came, head, BODY.getBytes(StandardCharsets.UTF_8), client);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        inference.attachTo(exchange);
        new ReadInferenceRequest(
                        new InferenceRequestReader(ReaderLimits.DEFAULT, paths),
                        paths,
                        new Book(),
                        ResumeSettings.DEFAULT)
                .process(exchange);
        return inference;
    }

    private final class Book implements DeploymentBook {
        @Override
        public Collection<Deployment> all() {
            return List.of(deployment);
        }

        @Override
        public Deployment serving(String model) {
            return deployment;
        }
    }

    UpstreamEntry entry(int number) {
        return registry.entries("rack", Tier.SERVERLESS).get(number - 1);
    }

    @Override
    public void close() {
        context.client().close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
