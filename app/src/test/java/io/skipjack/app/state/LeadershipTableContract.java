package io.skipjack.app.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who leads, as the store has it, whatever database it is on. */
abstract class LeadershipTableContract extends StoreContract {
    @Test
    void ofManyThatWantToLeadOneDoes() throws Exception {
        new LeadershipTable(database).release("me", epoch);
        try (Database other = new Database(settings());
                ExecutorService threads = Executors.newFixedThreadPool(6)) {
            other.open();
            List<Callable<LeaseRow.Claim>> claims = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                LeaseRow row = new LeadershipTable(i % 2 == 0 ? database : other);
                String holder = "router-" + i;
                claims.add(() -> row.claim(holder, Duration.ofMinutes(1)));
            }
            List<Long> taken = new ArrayList<>();
            for (Future<LeaseRow.Claim> claim : threads.invokeAll(claims)) {
                taken.addAll(claim.get().isTaken() ? List.of(claim.get().epoch()) : List.of());
            }
            assertThat(taken).containsExactly(epoch + 1);
        }
    }

    @Test
    void aLeaseIsRenewedReleasedAndTakenByItsHolderOnly() {
        LeadershipTable table = new LeadershipTable(database);

        assertThat(table.claim("you", Duration.ofMinutes(1)).remaining())
                .isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
        assertThat(table.renew("you", epoch, Duration.ofMinutes(1))).isFalse();
        assertThat(table.renew("me", epoch, Duration.ofMinutes(1))).isTrue();
        table.release("you", epoch);
        assertThat(table.holder()).contains("me");
        table.release("me", epoch);
        assertThat(table.holder()).isEmpty();
        assertThat(table.claim("you", Duration.ofMinutes(1)).epoch()).isEqualTo(epoch + 1);
        assertThat(table.renew("me", epoch, Duration.ofMinutes(1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 172_800_000})
    void aLeaseThatRanOutOrThatAnotherClockWroteCanBeTaken(long remainingMillis) {
        database.change(session -> session.sql("update leadership set ttl_ms = 10000, expires_at = "
                        + session.dialect().nowMillis() + " + :remaining")
                .param("remaining", remainingMillis)
                .update());

        assertThat(new LeadershipTable(database)
                        .claim("you", Duration.ofSeconds(10))
                        .epoch())
                .isEqualTo(epoch + 1);
    }
}
