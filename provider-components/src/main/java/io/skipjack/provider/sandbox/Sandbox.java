package io.skipjack.provider.sandbox;

import io.skipjack.domain.deployment.Tier;
import io.skipjack.provider.sandbox.ec2.Book;
import io.skipjack.provider.sandbox.ec2.CloudSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pretend cloud on loopback: spot engines that take a while to boot, a serverless endpoint with a cold start, where
 * wanted an EC2 on which a router can run a fleet of its own, and a control port with the levers. Starts in milliseconds, costs nothing, needs no account. Safe for many threads.
 */
public final class Sandbox implements SandboxLevers, AutoCloseable {
    static final String SERVERLESS = "serverless";

    private final Map<String, FakeEngine> engines = new LinkedHashMap<>();
    private final FakeServerless serverless;
    private final HttpPort control;
    private final SandboxSettings settings;
    private final PretendClock clock;
    private final @Nullable FakeEc2 ec2;
    private final FarEnds farEnds;

    private Sandbox(SandboxSettings settings) {
        this.settings = settings;
        clock = PretendClock.at(settings.clockSpeed());
        try {
            control = new HttpPort("sandbox", settings.firstPort(), new SandboxControl(this, this::routerKeys));
            startSpot();
            serverless = startServerless();
            engines.put(SERVERLESS, serverless.engine());
            ec2 = startEc2();
            farEnds = new FarEnds(settings.farEnds(), farEndSettings());
        } catch (RuntimeException e) {
            engines.values().forEach(FakeEngine::close);
            throw e;
        }
        listen();
    }

    /** Last, and apart from the rest: by now all that is open can be closed when the port was taken meanwhile. */
    private void listen() {
        try {
            control.listen();
        } catch (RuntimeException e) {
            close();
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

    private @Nullable FakeEc2 startEc2() {
        CloudSettings cloud = settings.cloud();
        EngineSettings engine = engineSettings("ec2", engines.size() + 1);
        return cloud == null ? null : FakeEc2.start(new Ec2Settings(cloud, engine, engine.port(), clock));
    }

    /** Their endpoints take any port. On a fast clock they are as fast, so that a boot is billed as long as in earnest. */
    private FarEndSettings farEndSettings() {
        double speed = clock.isFast() ? clock.speed() : settings.farEndSpeed();
        EngineSettings engine = engineSettings("provider", 0).onPort(0);
        return new FarEndSettings(null, speed, engine).withClock(clock);
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

    /** The engine of that id, or on that instance, for its counters and what it received. */
    public FakeEngine engine(String id) {
        FakeEngine engine = engines.get(id);
        if (engine != null) {
            return engine;
        }
        if (isInstance(id)) {
            return ec2().engine(id)
                    .orElseThrow(() -> new SandboxException("Instance " + id + " has no engine: it is "
                            + ec2().phase(id) + "; see: skipjack sandbox instances."));
        }
        throw new SandboxException(
                "There is no engine " + id + " in the sandbox, only " + String.join(", ", ids()) + ".");
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>(engines.keySet());
        if (ec2 != null) {
            ec2.books().stream().filter(Book::isLive).map(Book::id).forEach(ids::add);
        }
        return ids;
    }

    private boolean isInstance(String id) {
        return ec2 != null && !engines.containsKey(id) && ec2.knows(id);
    }

    /** The pretend EC2; fails where the settings have none. */
    public FakeEc2 ec2() {
        if (ec2 == null) {
            throw new SandboxException("This sandbox has no EC2; start one with: skipjack sandbox serve.");
        }
        return ec2;
    }

    /** The time in it, which a router of it must share. */
    public PretendClock clock() {
        return clock;
    }

    /** Whether there is an EC2. */
    public boolean hasEc2() {
        return ec2 != null;
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
        List<SandboxStatus> list = new ArrayList<>();
        engines.forEach((id, engine) -> list.add(status(
                id,
                engine,
                id.equals(SERVERLESS) ? serverless.state() : engine.phase().word())));
        if (ec2 != null) {
            list.addAll(ec2.status());
        }
        return list;
    }

    private static SandboxStatus status(String id, FakeEngine engine, String state) {
        return SandboxStatus.of(id, tier(id), engine, state);
    }

    /** What a router must be told to use this sandbox. */
    private RouterKeys routerKeys() {
        return new RouterKeys(keys(), serverless.baseUri(), settings.serverlessKey(), settings.model(), clock);
    }

    private Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>(ec2 == null ? Map.of() : RouterKeys.forEc2(ec2));
        keys.putAll(farEnds.routerKeys());
        return keys;
    }

    /** A pretend serverless provider; fails where there is none of that name. */
    public FakeApi provider(String name) {
        return farEnds.named(name);
    }

    @Override
    public List<FarEndBook> providers() {
        return farEnds.books();
    }

    @Override
    public void strike(String provider, ApiTrouble trouble, int times) {
        farEnds.named(provider).strike(trouble, times);
    }

    @Override
    public void heal(String provider) {
        farEnds.named(provider).heal();
    }

    @Override
    public List<Book> instances() {
        return ec2 == null ? List.of() : ec2.books();
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
    public void interrupt(String id, Interrupting how) {
        if (how.notice().isNegative()) {
            throw new SandboxException("The notice of an interruption cannot be negative.");
        }
        if (isInstance(id)) {
            ec2().interrupt(id, how);
        } else {
            engine(id).interrupt(how.notice());
        }
    }

    @Override
    public void rebalance(String id) {
        ec2().recommendRebalance(id);
    }

    @Override
    public void slow(String id, double factor) {
        if (!(factor > 0 && factor <= 10_000)) {
            throw new SandboxException("The factor to slow " + id + " by must be above 0 and at most 10000.");
        }
        if (isInstance(id)) {
            ec2().slow(id, factor);
        } else {
            engine(id).slow(factor);
        }
    }

    @Override
    public void restore(String id) {
        if (isInstance(id)) {
            ec2().restore(id);
            return;
        }
        FakeEngine engine = engine(id);
        engine.clearFaults();
        engine.slow(1);
        if (engine.phase() == FakeEngine.Phase.DEAD && id.equals(SERVERLESS)) {
            serverless.scaleToZero();
        }
        engine.boot();
    }

    @Override
    public void restoreCloud() {
        ec2().restoreAll();
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
    public String pull(CloudLever lever) {
        return CloudLevers.pull(ec2(), lever);
    }

    @Override
    public void close() {
        control.close();
        engines.values().forEach(FakeEngine::close);
        farEnds.close();
        if (ec2 != null) {
            ec2.close();
        }
    }
}
