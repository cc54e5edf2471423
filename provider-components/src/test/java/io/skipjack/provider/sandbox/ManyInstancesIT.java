package io.skipjack.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.ec2.Book;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hundred instances, each with an engine and a host agent that beats ten times a second, on a small machine. */
class ManyInstancesIT {
    private static final int MANY = 100;
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void aHundredInstancesBootBeatAndEnd() {
        try (Ec2Stage stage = Ec2Stage.fast();
                RouterStub router = new RouterStub()) {
            long cpuBefore = cpu();
            long begun = System.nanoTime();
            stage.template(Ec2Stage.userData(router.url()));
            List<String> ids = stage.ec2
                    .createFleet(Ec2Stage.fleet(MANY, "t", "g6.xlarge@us-east-1a"))
                    .instances()
                    .getFirst()
                    .instanceIds();
            assertThat(ids).hasSize(MANY);
            await().atMost(SOON)
                    .until(() ->
                            ids.stream().allMatch(id -> stage.fake.phase(id).equals("ready")));
            await().atMost(SOON).until(() -> router.received().size() >= 1000);
            stage.ec2.terminateInstances(request -> request.instanceIds(ids));
            await().atMost(SOON)
                    .until(() -> stage.fake.books().stream()
                            .allMatch(book -> book.state().equals("terminated")));

            // beats are 0.1 s apart here, so a pause of the test's own machine counts already
            assertThat(stage.fake.books())
                    .extracting(Book::unowned)
                    .allSatisfy(time -> assertThat(time).isLessThan(Duration.ofSeconds(2)));
            assertThat(stage.fake.status()).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
            assertThat(Duration.ofNanos(cpu() - cpuBefore)).isLessThan(Duration.ofSeconds(20));
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
