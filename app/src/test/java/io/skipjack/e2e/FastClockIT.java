package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.ec2.Book;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A fleet's life on a clock on which a day passes in two minutes, and what its store remembers of it. */
@Timeout(180)
class FastClockIT {
    private static final int SPEED = 720;
    private static final double NANOS = 1e9;

    private static SpotTrial trial;

    /** A lease as the store has it: seconds paid for, and what is known of its end. */
    private record Stored(double paid, boolean byProvider, boolean said) {}

    @BeforeAll
    static void start() {
        trial = SpotTrial.start(
                SPEED,
                cloud -> cloud.booting(Duration.ofMinutes(4)).ending(Duration.ofSeconds(30), Duration.ofHours(4)));
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @Test
    void theStoreHasEveryLeaseAsLongAsTheCloudsBooksHaveIt() throws Exception {
        String model = trial.deploySpotOnly("min_replicas: 1, max_replicas: 2, downscale_delay: 1h");
        trial.awaitReady(model, 1);
        assertThat(trial.tier(model)).isEqualTo("spot");
        Book taken = trial.only(model);

        trial.ec2().interrupt(taken.id(), Interrupting.after(Duration.ofSeconds(120)));
        await().atMost(SpotTrial.PATIENCE)
                .until(() ->
                        trial.live(model).stream().noneMatch(book -> book.id().equals(taken.id())));
        trial.awaitReady(model, 1);
        assertThat(trial.tier(model)).isEqualTo("spot");

        trial.router().deploy(model, trial.cloud().spotOnly("min_replicas: 0, max_replicas: 2, downscale_delay: 1h"));
        await().atMost(SpotTrial.PATIENCE).until(() -> trial.live(model).isEmpty());
        await().atMost(SpotTrial.PATIENCE)
                .until(() -> ended(model) == trial.books(model).size());

        List<Book> books = trial.books(model);
        Map<String, Stored> stored = stored();
        assertThat(books).hasSizeGreaterThanOrEqualTo(2).allSatisfy(book -> {
            Stored lease = stored.get(book.id());
            assertThat(lease).as(book.toString()).isNotNull();
            assertThat(lease.said()).isTrue();
            assertThat(lease.paid()).isCloseTo(book.billed().toMillis() / 1000.0, within(2.0));
        });
        // the router ends one that has drained before the cloud takes it, where it gets that far
        assertThat(books)
                .allSatisfy(book -> assertThat(stored.get(book.id()).byProvider())
                        .as(book.toString())
                        .isEqualTo("Server.SpotInstanceTermination".equals(book.reason())));
        assertThat(books.getFirst().billed()).as("boot and more").isGreaterThan(Duration.ofMinutes(4));
        assertThat(books.getLast().reason()).isEqualTo("Client.UserInitiatedShutdown");
    }

    private static long ended(String model) {
        return trial.replicas(model).stream()
                .filter(replica -> replica.path("state").asText().equals("ended"))
                .count();
    }

    private static Map<String, Stored> stored() throws SQLException {
        Path file = trial.router().home().resolve("data").resolve("skipjack.db");
        Map<String, Stored> leases = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select lease_id, lease_ended_at - launched_at as paid,"
                        + " ended_by_provider, end_said from replica where lease_ended_at is not null")) {
            while (row.next()) {
                leases.put(
                        row.getString("lease_id"),
                        new Stored(
                                row.getLong("paid") / NANOS,
                                row.getInt("ended_by_provider") == 1,
                                row.getInt("end_said") == 1));
            }
        }
        return leases;
    }
}
