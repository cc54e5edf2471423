package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.ec2.Book;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole way of a fleet, against the pretend EC2: boot, shift, interruption, replacement, to zero and back. */
@Timeout(120)
class SpotFleetIT {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static SpotCloud cloud;
    private static TestRouter router;

    @BeforeAll
    static void start() {
        cloud = SpotCloud.start();
        router = cloud.router(Map.of());
    }

    @AfterAll
    static void stop() {
        router.close();
        cloud.close();
    }

    @Test
    void serverlessAnswersUntilSpotIsReadyAndNothingIsLeftWhenNobodyAsks() {
        String model = cloud.model();
        router.deploy(model, cloud.tiers("upscale_delay: 0s, downscale_delay: 1s"));

        assertThat(tier(model)).isEqualTo("serverless");
        awaitTier(model, "spot");
        assertThat(cloud.live()).hasSize(1);
        assertThat(cloud.live().getFirst().capacityType()).isEqualTo("spot");

        // the rate of arrivals is one of the last 20 s
        cloud.awaitLive(0);
        assertThat(tier(model)).as("refused nothing meanwhile").isEqualTo("serverless");
        awaitTier(model, "spot");
        undeploy(model);
    }

    @Test
    void theReplacementIsLaunchedBeforeAnInterruptedInstanceIsGone() {
        String model = cloud.model();
        router.deploy(model, cloud.tiers("min_replicas: 1, max_replicas: 2"));
        awaitTier(model, "spot");
        Book first = only(model);

        cloud.ec2().interrupt(first.id(), Interrupting.after(Duration.ofSeconds(10)));

        await().atMost(PATIENCE).until(() -> ofModel(model).size() == 2);
        assertThat(ofModel(model)).as("both are there").extracting(Book::id).contains(first.id());
        await().atMost(PATIENCE)
                .until(() -> !ofModel(model).getFirst().id().equals(first.id())
                        && ofModel(model).size() == 1);
        awaitTier(model, "spot");
        assertThat(only(model).zone())
                .as("another pool than the one that was taken")
                .isNotEqualTo(first.zone());
        undeploy(model);
    }

    private static void undeploy(String model) {
        router.undeploy(model);
        await().atMost(PATIENCE).until(() -> ofModel(model).isEmpty());
    }

    private static List<Book> ofModel(String model) {
        return cloud.live().stream()
                .filter(book -> book.replica().startsWith(TestRouter.name(model) + "-"))
                .sorted((a, b) -> a.launchedAt().compareTo(b.launchedAt()))
                .toList();
    }

    private static Book only(String model) {
        assertThat(ofModel(model)).hasSize(1);
        return ofModel(model).getFirst();
    }

    private static void awaitTier(String model, String tier) {
        await().atMost(PATIENCE).until(() -> tier(model).equals(tier));
    }

    private static String tier(String model) {
        HttpResponse<String> answer = router.chat(model, "\"max_tokens\":2");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("x-skipjack-tier").orElse("none");
    }
}
