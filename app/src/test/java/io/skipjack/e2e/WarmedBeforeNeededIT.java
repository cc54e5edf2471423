package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.Sandbox;
import io.skipjack.provider.sandbox.ec2.Book;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Serverless costs nothing while spot serves, and is warm again before the spot replica that AWS takes back is gone. */
@Timeout(120)
class WarmedBeforeNeededIT {
    private static final String PROVIDER = "runpod";

    private Sandbox sandbox;
    private TestRouter router;

    @BeforeEach
    void start() {
        sandbox = ProvidersCloud.start(200);
        router = ProvidersCloud.router(sandbox);
    }

    @AfterEach
    void stop() {
        router.close();
        sandbox.close();
    }

    @Test
    void spotServesAloneAndServerlessIsWarmWhenItIsTakenAway() {
        router.deploy(sandbox.model(), """
                gpu: L4
                spot: { min_replicas: 1, max_replicas: 1, max_surge: 0 }
                serverless: { provider: %s, workers_min: 1, scaledown_window: 1 }
                """.formatted(PROVIDER));
        patience("serverless to be kept warm while spot boots")
                .until(() -> sandbox.provider(PROVIDER).running() == 1);
        patience("spot to answer").until(() -> tier().equals("spot"));
        patience("serverless to cost nothing while spot serves")
                .until(() -> sandbox.provider(PROVIDER).running() == 0);

        Book spot = live().getFirst();
        sandbox.interrupt(spot.id(), Interrupting.after(Duration.ofSeconds(30)));

        patience("serverless to be warm").until(() -> sandbox.provider(PROVIDER).running() == 1);
        assertThat(live()).as("the old one still runs").extracting(Book::id).contains(spot.id());
        patience("serverless to answer in its place").until(() -> tier().equals("serverless"));
    }

    private List<Book> live() {
        return sandbox.instances().stream().filter(Book::isLive).toList();
    }

    private String tier() {
        return router.chat(sandbox.model(), "")
                .headers()
                .firstValue("x-skipjack-tier")
                .orElse("none");
    }

    private static ConditionFactory patience(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(50));
    }
}
