package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BookWorkRouteTest {
    @Test
    void whatWasDoneIsWrittenBeforeBudgetsAreLookedAt() throws Exception {
        AtomicBoolean looked = new AtomicBoolean();
        try (RouteStage stage = new RouteStage("book-work")
                .set("skipjack.cost.interval", "1h")
                .step("bookWork", exchange -> {})
                .step("checkBudgets", exchange -> looked.set(true))) {
            stage.open();

            await().atMost(Duration.ofSeconds(10)).until(looked::get);
            assertThat(stage.calls()).containsExactly("bookWork", "checkBudgets");
        }
    }
}
