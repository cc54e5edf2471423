package io.skipjack.app.state;

import static io.skipjack.app.state.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.serverless.ColdStart;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointPhase;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointSight;
import io.skipjack.domain.serverless.EndpointState;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the memory of endpoints does, whatever database it is on. */
abstract class EndpointStoreContract extends StoreContract {
    private static final EndpointRecord BARE = new EndpointRecord(
            new EndpointId("rack", "modal"),
            "sj-1-rack-2",
            "Qwen/Qwen3-0.6B",
            new GpuChoice("L4", 1),
            "r1",
            EndpointState.DEPLOYING,
            "cheapest",
            NOW,
            null,
            Map.of(),
            UpstreamLimits.NONE,
            null,
            0,
            null,
            0,
            null,
            null);
    private static final EndpointRecord FULL = new EndpointRecord(
            new EndpointId("rack", "runpod"),
            "sj-1-rack-2",
            "模型",
            new GpuChoice("A100_80GB", 4),
            "r2",
            EndpointState.DEPLOYED,
            "it's \"there\"; still there: nothing",
            NOW.plusNanos(1),
            URI.create("https://api.example.com/v2/e-1/openai/v1"),
            Map.of("id", "e-1", "odd", "a \"b\" ü"),
            new UpstreamLimits(2000, Duration.ofSeconds(10), 400, 30_000_000L, Duration.ofSeconds(330)),
            new EndpointSight(EndpointPhase.STARTING, 2, "pulling"),
            1,
            NOW.minusSeconds(7),
            3,
            NOW.plusSeconds(8),
            NOW.plusSeconds(9));

    private JdbcEndpointStore store;

    @BeforeEach
    void open() {
        store = new JdbcEndpointStore(database);
    }

    @Test
    void givesBackRecordsAsTheyWereInOrder() {
        store.save(epoch, FULL);
        store.save(epoch, BARE);

        assertThat(store.endpoints()).containsExactly(BARE, FULL);
    }

    @Test
    void aRecordTakesThePlaceOfTheOneWithItsId() {
        EndpointRecord later = new EndpointRecord(
                BARE.id(),
                FULL.name(),
                FULL.model(),
                FULL.gpu(),
                FULL.revision(),
                FULL.state(),
                FULL.reason(),
                FULL.since(),
                FULL.uri(),
                FULL.facts(),
                FULL.limits(),
                FULL.sight(),
                FULL.workersMin(),
                FULL.wokenAt(),
                FULL.failures(),
                FULL.notBefore(),
                null);
        store.save(epoch, BARE);
        store.save(epoch, later);
        assertThat(store.endpoints()).containsExactly(later);

        store.save(epoch, BARE);
        assertThat(store.endpoints()).containsExactly(BARE);
    }

    @Test
    void forgetsOneAndNoOther() {
        store.save(epoch, BARE);
        store.save(epoch, FULL);
        store.remove(epoch, BARE.id());
        store.remove(epoch, new EndpointId("never", "there"));

        assertThat(store.endpoints()).containsExactly(FULL);
    }

    @Test
    void remembersTheLastColdStartOfEachProviderGpuAndModel() {
        ColdStart first = new ColdStart("modal", "L4", "m", Duration.ofMillis(61_500), 1, NOW);
        ColdStart mean = first.with(Duration.ofSeconds(70), NOW.plusSeconds(5));
        ColdStart other = new ColdStart("modal", "T4", "m", Duration.ofSeconds(9), 1, NOW);
        store.save(epoch, first);
        store.save(epoch, other);
        store.save(epoch, mean);

        assertThat(store.coldStarts()).containsExactly(mean, other);
    }

    @Test
    void nobodyWritesUnderAnotherEpoch() {
        store.save(epoch, BARE);
        List<Consumer<Long>> writes = List.of(
                at -> store.save(at, FULL),
                at -> store.remove(at, BARE.id()),
                at -> store.save(at, new ColdStart("modal", "L4", "m", Duration.ZERO, 1, NOW)));

        for (Consumer<Long> write : writes) {
            assertThatThrownBy(() -> write.accept(epoch - 1)).isInstanceOf(StaleEpochException.class);
            assertThatThrownBy(() -> write.accept(epoch + 1)).isInstanceOf(StaleEpochException.class);
        }
        assertThat(store.endpoints()).containsExactly(BARE);
        assertThat(store.coldStarts()).isEmpty();
    }

    @Test
    void whatWasWrittenIsThereAfterAnotherStart() throws Exception {
        store.save(epoch, FULL);
        try (Database again = new Database(settings())) {
            again.open();
            assertThat(new JdbcEndpointStore(again).endpoints()).containsExactly(FULL);
        }
    }
}
