package io.skipjack.app.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.domain.fleet.Replica;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routers that are killed or paused in the middle of what they do. */
class CrashSafetyIT {
    private static final Duration TTL = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @RepeatedTest(2)
    void aKillInMidWriteLeavesAWholeStoreWithAllThatWasAcknowledged() throws Exception {
        int acknowledged;
        try (WriterProcess writer = new WriterProcess(StoreSettings.in(folder), TTL, Duration.ofMillis(1))) {
            assertThat(writer.next("wrote 40")).isEqualTo("wrote 40");
            writer.signal("KILL");
            acknowledged = lastWritten(writer);
        }
        try (Database database = new Database(StoreSettings.in(folder))) {
            database.open();
            List<Replica> replicas = new JdbcFleetStore(database).snapshot().replicas();
            assertThat(replicas).hasSizeBetween(acknowledged, acknowledged + 2);
            assertThat(replicas.subList(0, acknowledged))
                    .allSatisfy(replica -> assertThat(replica.lease()).isNotNull());
            assertThat(replicas.getLast().id().number()).isEqualTo(replicas.size());
        }
    }

    @Test
    void anotherLeadsSoonAfterAKillAndKnowsAllNumbers() throws Exception {
        StoreSettings settings = PostgresServer.emptyDatabase();
        try (WriterProcess writer = new WriterProcess(settings, TTL, Duration.ofMillis(1));
                Database database = new Database(settings)) {
            assertThat(writer.next("wrote 20")).isEqualTo("wrote 20");
            database.open();
            writer.signal("KILL");
            long killed = System.nanoTime();
            try (Leadership next = new Leadership(new LeadershipTable(database), "next", TTL, System::nanoTime)) {
                next.start();
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> next.current().isPresent());
                assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(TTL.plusSeconds(3));
                int number = new JdbcFleetStore(database).nextNumber("rack");
                assertThat(number).isGreaterThan(20);
                assertThat(new JdbcFleetStore(database)
                                .intend(next.current().orElseThrow(), Samples.intended("rack", number), Samples.WIDE))
                        .isEqualTo(number <= 100);
            }
        }
    }

    @Test
    void row57ALeaderThatWasPausedWritesNothingMoreWhenItGoesOn() throws Exception {
        StoreSettings settings = PostgresServer.emptyDatabase();
        try (WriterProcess paused = new WriterProcess(settings, TTL, Duration.ofMillis(20));
                Database database = new Database(settings)) {
            assertThat(paused.next("wrote 5")).isEqualTo("wrote 5");
            paused.signal("STOP");
            database.open();
            try (Leadership next = new Leadership(new LeadershipTable(database), "next", TTL, System::nanoTime)) {
                next.start();
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> next.current().isPresent());
                int before = new JdbcFleetStore(database).nextNumber("rack");
                paused.signal("CONT");

                assertThat(paused.next("stale")).isEqualTo("stale");
                assertThat(new JdbcFleetStore(database).nextNumber("rack")).isEqualTo(before);
                assertThat(next.current()).isPresent();
            }
        }
    }

    private static int lastWritten(WriterProcess writer) throws Exception {
        int last = 40;
        String line = writer.next("wrote ");
        while (line.startsWith("wrote ")) {
            last = Integer.parseInt(line.substring("wrote ".length()));
            line = writer.next("wrote ");
        }
        return last;
    }
}
