package io.skipjack.processors.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.deployment.Deployment;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.domain.deployment.TierSpec;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.routing.Ejection;
import io.skipjack.domain.routing.HealthPolicy;
import io.skipjack.domain.routing.LegOutcome;
import io.skipjack.domain.routing.LegReport;
import io.skipjack.domain.routing.ProbeResult;
import io.skipjack.domain.routing.Upstream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UpstreamRegistryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final UpstreamRegistry registry = new UpstreamRegistry(HealthPolicy.DEFAULT, () -> NOW);

    @Test
    void spotWaitsForAProbeServerlessDoesNot() {
        registry.replaceAll(List.of(rack(tier("spot", 2, "http://a/v1"), tier("serverless", 2, "http://b/v1"))));

        assertThat(pool(Tier.SPOT, NOW)).extracting(Upstream::ready).containsExactly(false);
        assertThat(pool(Tier.SERVERLESS, NOW))
                .containsExactly(
                        new Upstream("serverless-1", Tier.SERVERLESS, URI.create("http://b/v1"), 0, 2, 1, true));

        registry.probed(spot(0), ProbeResult.HEALTHY, NOW);

        assertThat(pool(Tier.SPOT, NOW)).extracting(Upstream::ready).containsExactly(true);
    }

    @Test
    void freshUpstreamsGainWeight() {
        readySpot("http://a/v1");

        assertThat(pool(Tier.SPOT, NOW)).extracting(Upstream::weight).containsExactly(0.1);
        assertThat(pool(Tier.SPOT, NOW.plusSeconds(15)))
                .extracting(Upstream::weight)
                .containsExactly(0.5);
    }

    @Test
    void slotsAreCountedAndNeverMoreThanTheLimit() {
        readySpot("http://a/v1");
        Slot first = registry.acquire(spot(0));
        Slot second = registry.acquire(spot(0));

        assertThat(pool(Tier.SPOT, NOW)).extracting(Upstream::inFlight).containsExactly(2);
        assertThat(registry.acquire(spot(0))).isNull();

        close(first);
        close(first);
        assertThat(spot(0).inFlight()).isEqualTo(1);
        close(second);
        assertThat(pool(Tier.SPOT, NOW)).extracting(Upstream::inFlight).containsExactly(0);
    }

    @Test
    void anUnchangedUpstreamLooksTheSameWithoutANewObject() {
        readySpot("http://a/v1");
        Instant later = NOW.plusSeconds(60);

        assertThat(pool(Tier.SPOT, later).getFirst())
                .isSameAs(pool(Tier.SPOT, later.plusSeconds(1)).getFirst());
    }

    @Test
    void sickUpstreamIsOutAndComesBack() {
        readySpot("http://a/v1", "http://b/v1");

        fail(spot(0), NOW);

        assertThat(pool(Tier.SPOT, NOW)).extracting(Upstream::ready).containsExactly(false, true);
        assertThat(pool(Tier.SPOT, NOW.plusSeconds(10)))
                .extracting(Upstream::ready)
                .containsExactly(true, true);
        assertThat(pool(Tier.SPOT, NOW.plusSeconds(10)).getFirst().weight()).isEqualTo(0.1);
    }

    @Test
    void noMoreThanHalfOfATierIsEjected() {
        readySpot("http://a/v1", "http://b/v1", "http://c/v1", "http://d/v1");

        IntStream.range(0, 4).forEach(i -> fail(spot(i), NOW.plusMillis(i)));

        assertThat(pool(Tier.SPOT, NOW.plusSeconds(1)))
                .extracting(Upstream::ready)
                .containsExactly(false, false, true, true);
    }

    @Test
    void tenTimesSlowerThanItsPeersIsEjected() {
        readySpot("http://a/v1", "http://b/v1", "http://gray/v1");
        for (int request = 0; request < 4; request++) {
            Instant now = NOW.plusSeconds(request);
            registry.firstToken(spot(0), Duration.ofMillis(100), now);
            registry.record(spot(1), new LegReport(LegOutcome.ANSWERED, Duration.ofMillis(120), null), now);
            registry.firstToken(spot(2), Duration.ofMillis(1_100), now);
        }

        assertThat(pool(Tier.SPOT, NOW.plusSeconds(4)))
                .extracting(Upstream::ready)
                .containsExactly(true, true, false);
        assertThat(spot(2).health().ejection().cause()).isEqualTo(Ejection.Cause.LATENCY);
    }

    @Test
    void busyUpstreamIsLeftAloneForAsLongAsItAsked() {
        readySpot("http://a/v1");

        registry.record(spot(0), new LegReport(LegOutcome.BUSY, null, Duration.ofSeconds(4)), NOW);

        assertThat(pool(Tier.SPOT, NOW.plusSeconds(3)))
                .extracting(Upstream::ready)
                .containsExactly(false);
        assertThat(pool(Tier.SPOT, NOW.plusSeconds(4)))
                .extracting(Upstream::ready)
                .containsExactly(true);
    }

    @Test
    void whatAnotherRouterHasEjectedIsLeftAloneAsLongAndWithoutAnEjectionOfItsOwn() {
        readySpot("http://10.0.0.1/v1", "http://10.0.0.2/v1");

        assertThat(registry.leaveAlone("rack", "spot-1", NOW.plusSeconds(20))).isTrue();
        assertThat(registry.leaveAlone("rack", "spot-9", NOW.plusSeconds(20))).isFalse();
        assertThat(registry.leaveAlone("other", "spot-1", NOW.plusSeconds(20))).isFalse();

        UpstreamEntry entry = spot(0);
        assertThat(entry.health().available(NOW.plusSeconds(19))).isFalse();
        assertThat(entry.health().available(NOW.plusSeconds(20))).isTrue();
        assertThat(entry.health().ejection().active(NOW)).isFalse();
    }

    @Test
    void operatorsDrainAndBringBack() {
        readySpot("http://a/v1");

        assertThat(registry.setDraining("rack", "spot-1")).isTrue();
        assertThat(pool(Tier.SPOT, NOW)).extracting(Upstream::ready).containsExactly(false);
        assertThat(registry.setReady("rack", "spot-1")).isTrue();
        assertThat(pool(Tier.SPOT, NOW)).extracting(Upstream::ready).containsExactly(true);
        assertThat(registry.setReady("rack", "spot-9")).isFalse();
        assertThat(registry.setDraining("none", "spot-1")).isFalse();
    }

    @Test
    void whatIsToldToGoKnowsByWhenUntilItIsBroughtBack() {
        readySpot("http://a/v1");
        UpstreamEntry entry = spot(0);
        assertThat(entry.leaving()).isNull();

        assertThat(registry.setDraining("rack", "spot-1", NOW.plusSeconds(120))).isTrue();
        registry.setDraining("rack", "spot-1");
        registry.setDraining("rack", "spot-1", NOW.plusSeconds(600));
        assertThat(goesBy(entry)).isEqualTo(NOW.plusSeconds(120));
        registry.setDraining("rack", "spot-1", NOW.plusSeconds(60));
        assertThat(goesBy(entry)).isEqualTo(NOW.plusSeconds(60));
        assertThat(pool(Tier.SPOT, NOW)).extracting(Upstream::ready).containsExactly(false);

        registry.setReady("rack", "spot-1");
        assertThat(entry.leaving()).isNull();
        assertThat(registry.setDraining("rack", "spot-9", NOW)).isFalse();
    }

    private static @Nullable Instant goesBy(UpstreamEntry entry) {
        Leaving leaving = entry.leaving();
        assertThat(leaving).isNotNull();
        return leaving == null ? null : leaving.departure().by();
    }

    @Test
    void newConfigurationKeepsWhatIsKnownOfUnchangedUpstreams() {
        readySpot("http://gone/v1", "http://kept/v1");
        UpstreamEntry kept = spot(1);
        Slot slot = registry.acquire(kept);

        registry.replaceAll(List.of(rack(tier("spot", 7, "http://kept/v1", "http://new/v1"), null)));

        assertThat(spot(0)).isSameAs(kept);
        assertThat(pool(Tier.SPOT, NOW).getFirst())
                .isEqualTo(new Upstream("spot-1", Tier.SPOT, URI.create("http://kept/v1"), 1, 7, 0.1, true));
        assertThat(pool(Tier.SPOT, NOW).getLast().ready()).isFalse();
        close(slot);
        assertThat(spot(0).inFlight()).isZero();
    }

    @Test
    void sameUrlTwiceKeepsEachItsOwn() {
        readySpot("http://a/v1", "http://a/v1");
        UpstreamEntry second = spot(1);

        registry.replaceAll(List.of(rack(
                TierSpec.of(List.of(
                        new UpstreamSpec("new", URI.create("http://a/v1"), null),
                        new UpstreamSpec("spot-2", URI.create("http://a/v1"), null))),
                null)));

        assertThat(registry.entry("rack", Tier.SPOT, "spot-2")).isSameAs(second);
        assertThat(registry.entry("rack", Tier.SPOT, "new")).isNotSameAs(second);
    }

    @Test
    void refusedConfigurationChangesNothing() {
        readySpot("http://a/v1");
        TierSpec spot = tier("spot", 9, "http://a/v1");
        TierSpec odd = new TierSpec(List.of(), "fastest", 1, null);

        assertThatThrownBy(() -> registry.replaceAll(List.of(rack(spot, null), rack(spot, null))))
                .hasMessage("two deployments are named 'rack'");
        assertThatThrownBy(() -> registry.replaceAll(List.of(rack(spot, odd))))
                .hasMessageStartingWith("unknown routing policy 'fastest'");
        assertThat(pool(Tier.SPOT, NOW)).extracting(Upstream::maxInFlight).containsExactly(2);
    }

    @Test
    void unknownDeploymentsAndTiersAreEmpty() {
        readySpot("http://a/v1");

        assertThat(registry.pool("none", Tier.SPOT, NOW).upstreams()).isEmpty();
        assertThat(registry.pool("rack", Tier.SERVERLESS, NOW).upstreams()).isEmpty();
        assertThat(registry.entry("none", Tier.SPOT, "spot-1")).isNull();
        assertThat(registry.deployment("none")).isNull();
        assertThat(registry.deployments()).extracting(Deployment::name).containsExactly("rack");
    }

    @Test
    void eachTierCountsItsOwnSequenceAndHasItsOwnPolicy() {
        registry.replaceAll(List.of(rack(
                new TierSpec(List.of(), "round-robin", 1, null),
                new TierSpec(List.of(), "power-of-two-choices", 1, null))));

        assertThat(Stream.of(Tier.SPOT, Tier.SPOT, Tier.SERVERLESS).map(t -> registry.nextSequence("rack", t)))
                .containsExactly(0L, 1L, 0L);
        assertThat(registry.routingPolicy("rack", Tier.SPOT).name()).isEqualTo("round-robin");
        assertThat(registry.routingPolicy("rack", Tier.SERVERLESS).name()).isEqualTo("power-of-two-choices");
    }

    private void fail(UpstreamEntry entry, Instant now) {
        for (int i = 0; i < 3; i++) {
            registry.record(entry, LegReport.of(LegOutcome.FAILED), now);
        }
    }

    private void readySpot(String... urls) {
        registry.replaceAll(List.of(rack(tier("spot", 2, urls), null)));
        registry.entries("rack", Tier.SPOT).forEach(entry -> registry.probed(entry, ProbeResult.HEALTHY, NOW));
    }

    private UpstreamEntry spot(int index) {
        return registry.entries("rack", Tier.SPOT).get(index);
    }

    private List<Upstream> pool(Tier tier, Instant now) {
        return registry.pool("rack", tier, now).upstreams();
    }

    private static void close(@Nullable Slot slot) {
        assertThat(slot).isNotNull();
        if (slot != null) {
            slot.close();
        }
    }

    private static Deployment rack(@Nullable TierSpec spot, @Nullable TierSpec serverless) {
        return new Deployment("rack", "m", true, 100, spot, serverless);
    }

    private static TierSpec tier(String prefix, int maxInFlight, String... urls) {
        List<UpstreamSpec> upstreams = new ArrayList<>();
        for (String url : urls) {
            upstreams.add(new UpstreamSpec(prefix + "-" + (upstreams.size() + 1), URI.create(url), null));
        }
        return new TierSpec(upstreams, TierSpec.DEFAULT_ROUTING_POLICY, maxInFlight, null);
    }
}
