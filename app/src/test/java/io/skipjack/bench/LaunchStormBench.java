package io.skipjack.bench;

import io.skipjack.e2e.PeerRouter;
import io.skipjack.e2e.TestRouter;
import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a storm of launches does to answers: short answers of one static engine, asked through the router's front door at
 * a fixed rate, with and without a storm, turn by turn in one run. Latency counts from when a request was due, so a stall
 * is not left out. Router, sandbox, and clients with the engine are three processes, so that each one's processor time is
 * known; as they share the machine's cores, a fifth of the requests goes straight to the engine: what these get slower
 * by is the machine, not the router.
 *
 * <p>A program, since JMH measures calls and this measures a system:
 * {@code java -cp … io.skipjack.bench.LaunchStormBench [ROUNDS [SECONDS [REQUESTS_PER_SECOND]]]}
 */
public final class LaunchStormBench {
    private static final String MODEL = "bench/model";
    private static final int TOKENS = 8;

    private final PrintStream out;
    private final OpenLoop loop;
    private final Storm storm;
    private final PeerRouter router;

    private LaunchStormBench(PrintStream out, OpenLoop loop, Storm storm, PeerRouter router) {
        this.out = out;
        this.loop = loop;
        this.storm = storm;
        this.router = router;
    }

    /** Runs it; 5 rounds of twice 15 s at 100 requests a second unless told otherwise. */
    public static void main(String[] args) throws IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        Duration time = Duration.ofSeconds(args.length > 1 ? Long.parseLong(args[1]) : 15);
        int rate = args.length > 2 ? Integer.parseInt(args[2]) : 100;
        Path home = Files.createTempDirectory("launch-storm");
        Path deployments = Files.createDirectories(home.resolve("deployments"));
        EngineSettings engine = EngineSettings.defaults().withModel(MODEL).withSpeed(1_000_000, Duration.ofMillis(1));
        try (FakeEngine fake = FakeEngine.start(engine);
                Storm storm = Storm.over(home, deployments)) {
            Files.writeString(
                    deployments.resolve("data-path.yaml"),
                    "name: data-path\nmodel: %s\npublic: true\nspot: { urls: [\"%s\"] }\n"
                            .formatted(MODEL, fake.baseUri()));
            int port = TestRouter.freePort();
            try (PeerRouter router = PeerRouter.start(home, port, keys(storm, deployments), List.of("-Xmx512m"))) {
                router.awaitServing();
                OpenLoop loop = new OpenLoop(
                        URI.create("http://127.0.0.1:" + port + "/v1"), fake.baseUri(), MODEL, TOKENS, rate);
                new LaunchStormBench(System.out, loop, storm, router).run(rounds, time);
            }
        }
    }

    private static Map<String, String> keys(Storm storm, Path deployments) {
        Map<String, String> keys = storm.routerKeys();
        keys.put("skipjack.deployments-dir", deployments.toString());
        keys.put("skipjack.fleet.max-replicas", "500");
        // or the storm would soon find no offer it has not been refused
        keys.put("skipjack.fleet.avoid-after-refusal", "1s");
        keys.put("skipjack.fleet.avoid-after-interruption", "1s");
        return keys;
    }

    private void run(int rounds, Duration time) {
        out.println("warming up");
        Turn.of(loop, router, storm, time);
        storm.begin();
        Turn.of(loop, router, storm, time);
        storm.end();
        List<Turn> calm = new ArrayList<>();
        List<Turn> stormy = new ArrayList<>();
        out.println(Turn.HEADING);
        for (int round = 1; round <= rounds; round++) {
            calm.add(shown("calm " + round, Turn.of(loop, router, storm, time)));
            storm.begin();
            stormy.add(shown("storm " + round, Turn.of(loop, router, storm, time)));
            storm.end();
        }
        Turn allCalm = shown("calm", Turn.sum(calm));
        Turn allStormy = shown("storm", Turn.sum(stormy));
        out.println(allStormy.comparedTo(allCalm));
    }

    private Turn shown(String name, Turn turn) {
        out.println(turn.line(name));
        return turn;
    }
}
