package io.skipjack.provider.sandbox;

import io.skipjack.domain.deployment.Tier;
import io.skipjack.provider.sandbox.ec2.BootTrouble;
import io.skipjack.provider.sandbox.ec2.Cloud;
import io.skipjack.provider.sandbox.ec2.Machine;
import io.skipjack.provider.sandbox.ec2.UserData;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What runs on a pretend instance: it does what its user data says, in the steps and with the reports of the real boot
 * script, and ends with a {@link FakeEngine}. User data that says nothing sensible leaves a machine that costs money and
 * does nothing, as at AWS.
 */
final class FakeHost {
    private final Machine machine;
    private final Cloud cloud;
    private final Ec2Settings settings;
    private final HttpClient http;
    private final BootTrouble trouble;
    private final Stretch stretch;
    private @Nullable FakeEngine engine;
    private @Nullable HostAgent agent;
    private @Nullable HostBoot boot;
    private int noticeRepeats;
    private volatile String phase = "requested";

    FakeHost(Machine machine, Cloud cloud, Ec2Settings settings, HttpClient http) {
        this.machine = machine;
        this.cloud = cloud;
        this.settings = settings;
        this.http = http;
        this.stretch = new Stretch(settings.clock());
        this.trouble = cloud.misbehaviour().nextBoot();
    }

    Machine machine() {
        return machine;
    }

    Cloud cloud() {
        return cloud;
    }

    EngineSettings engineSettings() {
        return settings.engine();
    }

    PretendClock clock() {
        return settings.clock();
    }

    Stretch stretch() {
        return stretch;
    }

    /** requested, running, pulling, loading, failed or ready; or what the engine is, when that is not ready. */
    String phase() {
        return engine().map(FakeEngine::phase)
                .filter(each -> each != FakeEngine.Phase.READY)
                .map(FakeEngine.Phase::word)
                .orElse(phase);
    }

    synchronized Optional<FakeEngine> engine() {
        return Optional.ofNullable(engine);
    }

    SandboxStatus status() {
        URI address = URI.create("http://" + machine.address() + ":8000/v1");
        return engine().map(each -> SandboxStatus.of(machine.id(), Tier.SPOT, each, phase()))
                .orElseGet(() -> new SandboxStatus(
                        machine.id(), Tier.SPOT, address, phase, stretch.factor(), 0, 0, 0, List.of()));
    }

    /** A secret as the instance gets it, by a reference {@code ssm:NAME} or {@code secretsmanager:NAME}. */
    Optional<String> key(String reference) {
        int colon = reference.indexOf(':');
        String scheme = colon < 0 ? "" : reference.substring(0, colon);
        return scheme.equals("ssm") || scheme.equals("secretsmanager")
                ? cloud.parameter(reference.substring(colon + 1), machine.region())
                : Optional.empty();
    }

    void start() {
        Thread.ofVirtual().name(machine.id()).start(() -> {
            try {
                if (stretch.awaitByClock(Duration.between(cloud.now(), machine.runningAt()))
                        && trouble != BootTrouble.SILENT) {
                    boot(trouble);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private synchronized void boot(BootTrouble wrong) {
        UserData said = UserData.parse(machine.userData()).orElse(null);
        if (said == null || stretch.halted()) {
            return;
        }
        if (agent == null) {
            cloud.print(machine.id(), "[    0.000000] Linux version 6.8.0-1021-aws (pretend " + machine.type() + ")");
            agent = new HostAgent(this, said, http);
            agent.repeatNotices(noticeRepeats);
            agent.start();
        }
        if (boot != null) {
            boot.abandon();
        }
        boot = new HostBoot(this, agent, said, wrong);
        boot.start();
    }

    /** Boots anew what hangs or has failed, restarts a dead engine, and is as fast as ever. */
    synchronized void recover() {
        stretch.slow(1);
        if (engine != null) {
            engine.clearFaults();
            engine.slow(1);
            engine.boot();
        } else if (trouble != BootTrouble.NONE && !phase.equals("requested")) {
            boot(BootTrouble.NONE);
        }
    }

    /** Each notice comes to the router so many times more than once. */
    synchronized void repeatNotices(int times) {
        noticeRepeats = times;
        if (agent != null) {
            agent.repeatNotices(times);
        }
    }

    synchronized void slow(double factor) {
        stretch.slow(factor);
        if (engine != null) {
            engine.slow(factor);
        }
    }

    /** Prints a line as the real agent does, for the serial console. */
    void print(String line) {
        cloud.print(machine.id(), "skipjack %s %s".formatted(cloud.now().truncatedTo(ChronoUnit.MILLIS), line));
    }

    void enter(String newPhase) {
        phase = newPhase;
    }

    synchronized void runs(FakeEngine started) {
        started.slow(stretch.factor());
        engine = started;
        if (stretch.halted()) {
            started.close();
        }
    }

    /** The machine is gone, with all that runs on it. */
    synchronized void halt() {
        stretch.halt();
        if (engine != null) {
            engine.close();
        }
    }
}
