package io.skipjack.provider.sandbox;

import io.skipjack.domain.deployment.Tier;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pretend cloud on 127.0.0.1: spot engines that take a while to boot, a serverless endpoint with a cold start, and a
 * control port with the levers. Starts in milliseconds, costs nothing, needs no account. Safe for many threads.
 */
public final class Sandbox implements SandboxLevers, AutoCloseable {
    static final String SERVERLESS = "serverless";

    private final Map<String, FakeEngine> engines = new LinkedHashMap<>();
    private final FakeServerless serverless;
    private final HttpPort control;
    private final SandboxSettings settings;

    private Sandbox(SandboxSettings settings) {
        this.settings = settings;
        try {
            control = new HttpPort("sandbox", settings.firstPort(), new SandboxControl(this));
            startSpot();
            serverless = startServerless();
            engines.put(SERVERLESS, serverless.engine());
            control.listen();
        } catch (RuntimeException e) {
            engines.values().forEach(FakeEngine::close);
            throw e;
        }
    }

    public static Sandbox start(SandboxSettings settings) {
        return new Sandbox(settings);
    }

    private void startSpot() {
        List<Duration> delays = settings.spotBootDelays();
        for (int i = 0; i < delays.size(); i++) {
            String id = "spot-" + (i + 1);
            EngineSettings spot =
                    engineSettings(id, i + 1).withApiKey(settings.spotKey()).booting(delays.get(i), true);
            engines.put(id, FakeEngine.start(spot));
        }
    }

    private FakeServerless startServerless() {
        return FakeServerless.start(ServerlessSettings.defaults()
                .withEngine(engineSettings(SERVERLESS, engines.size() + 1))
                .starting(settings.coldStart(), settings.whileCold())
                .wanting(Map.of("Authorization", "Bearer " + settings.serverlessKey())));
    }

    private EngineSettings engineSettings(String id, int offset) {
        return EngineSettings.defaults()
                .named(id)
                .withModel(settings.model())
                .onPort(settings.firstPort() == 0 ? 0 : settings.firstPort() + offset)
                .withSpeed(20_000, settings.interTokenDelay())
                .withAnswerTokens(settings.answerTokens());
    }

    /** Spot engines first, serverless last. */
    public List<SandboxEngine> engines() {
        List<SandboxEngine> list = new ArrayList<>();
        engines.forEach((id, engine) -> list.add(new SandboxEngine(id, tier(id), engine.baseUri(), key(id))));
        return list;
    }

    /** The engine of that id, for its counters and what it received. */
    public FakeEngine engine(String id) {
        FakeEngine engine = engines.get(id);
        if (engine == null) {
            throw new SandboxException(
                    "There is no engine " + id + " in the sandbox, only " + String.join(", ", engines.keySet()) + ".");
        }
        return engine;
    }

    public FakeServerless serverless() {
        return serverless;
    }

    /** {@code http://127.0.0.1:PORT} of the levers; see {@link SandboxClient}. */
    public URI controlUri() {
        return URI.create("http://127.0.0.1:" + control.number());
    }

    public String model() {
        return settings.model();
    }

    @Override
    public List<SandboxStatus> status() {
        return engines.keySet().stream().map(this::status).toList();
    }

    private SandboxStatus status(String id) {
        FakeEngine engine = engine(id);
        EngineCounters counters = engine.counters();
        return new SandboxStatus(
                id,
                tier(id),
                engine.baseUri(),
                id.equals(SERVERLESS) ? serverless.state() : engine.phase().word(),
                engine.slowdown(),
                counters.running(),
                counters.waiting(),
                counters.tokensGenerated(),
                engine.faults().stream().map(Fault::toString).toList());
    }

    private static Tier tier(String id) {
        return id.equals(SERVERLESS) ? Tier.SERVERLESS : Tier.SPOT;
    }

    private String key(String id) {
        return id.equals(SERVERLESS) ? settings.serverlessKey() : settings.spotKey();
    }

    @Override
    public void kill(String id) {
        engine(id).kill();
    }

    @Override
    public void interrupt(String id, Duration notice) {
        if (notice.isNegative()) {
            throw new SandboxException("The notice of an interruption cannot be negative.");
        }
        engine(id).interrupt(notice);
    }

    @Override
    public void slow(String id, double factor) {
        if (!(factor > 0 && factor <= 10_000)) {
            throw new SandboxException("The factor to slow " + id + " by must be above 0 and at most 10000.");
        }
        engine(id).slow(factor);
    }

    @Override
    public void restore(String id) {
        FakeEngine engine = engine(id);
        engine.clearFaults();
        engine.slow(1);
        if (engine.phase() == FakeEngine.Phase.DEAD && id.equals(SERVERLESS)) {
            serverless.scaleToZero();
        }
        engine.boot();
    }

    @Override
    public void fault(String id, Fault fault) {
        engine(id).inject(fault);
    }

    @Override
    public void clearFaults(String id) {
        engine(id).clearFaults();
    }

    @Override
    public void close() {
        control.close();
        engines.values().forEach(FakeEngine::close);
    }
}
