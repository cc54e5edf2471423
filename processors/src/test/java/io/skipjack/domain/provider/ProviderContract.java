package io.skipjack.domain.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.LaunchIntent;
import io.skipjack.domain.fleet.LaunchOutcome;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.LeaseEnd;
import io.skipjack.domain.fleet.LeaseLog;
import io.skipjack.domain.fleet.ObservedLease;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.market.PricedOffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the control loops rely on, whichever company sells the GPUs. A provider passes when its test extends this against
 * that company's pretend API.
 */
public abstract class ProviderContract {
    private static final String OWNER = "contract-owner";
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(20);
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    protected abstract Provider provider();

    /** A fleet that the provider can launch now. */
    protected abstract FleetSpec spec();

    /** From now on the provider has nothing left to sell. */
    protected abstract void sellOut();

    /** A lease's id of the provider's shape that never was. */
    protected abstract String unknownLeaseId();

    @ParameterizedTest
    @EnumSource(names = {"SPOT", "ON_DEMAND"})
    void aTokenLaunchesOneLeaseHoweverOftenItIsUsed(CapacityType capacityType) throws Exception {
        LaunchRequest request = request(OWNER, 1, capacityType);

        Lease first = launched(request);
        Lease second = launched(request);

        assertThat(second.id()).isEqualTo(first.id());
        List<ObservedLease> shown = await(OWNER, leases -> !leases.isEmpty());
        assertThat(shown).extracting(lease -> lease.lease().id()).containsExactly(first.id());
    }

    @Test
    void aLeaseIsOneOfTheOffersIntended() throws Exception {
        LaunchRequest request = request(OWNER, 1, CapacityType.SPOT);

        Lease lease = launched(request);

        assertThat(request.intent().offers()).extracting(PricedOffer::offer).contains(lease.offer());
        assertThat(lease.perHour()).isGreaterThan(Money.ZERO);
    }

    @Test
    void aLeaseIsShownWithAllThatItWasLaunchedWith() throws Exception {
        LaunchRequest request = request(OWNER, 7, CapacityType.SPOT);
        Lease lease = launched(request);

        ObservedLease shown = await(
                        OWNER,
                        leases -> leases.stream().anyMatch(one -> one.lease().address() != null))
                .getFirst();

        assertThat(shown.lease().id()).isEqualTo(lease.id());
        assertThat(shown.lease().offer()).isEqualTo(lease.offer());
        assertThat(shown.replica()).isEqualTo(request.replica());
        assertThat(shown.token()).isEqualTo(request.intent().token());
        assertThat(shown.epoch()).isEqualTo(request.intent().epoch());
        assertThat(shown.lease().address()).hasPath("/v1");
    }

    @Test
    void onlyTheOwnersLeasesAreShown() throws Exception {
        launched(request(OWNER, 1, CapacityType.SPOT));
        Lease other = launched(request("another-owner", 1, CapacityType.SPOT));

        List<ObservedLease> shown = await("another-owner", leases -> !leases.isEmpty());

        assertThat(shown).extracting(lease -> lease.lease().id()).containsExactly(other.id());
    }

    @Test
    void anEndedLeaseMayBeEndedAgain() throws Exception {
        Lease lease = launched(request(OWNER, 1, CapacityType.SPOT));
        await(OWNER, leases -> !leases.isEmpty());

        assertThat(provider().terminate(List.of(lease))).containsExactly(lease.id());
        assertThat(provider().terminate(List.of(lease))).containsExactly(lease.id());
        assertThat(await(OWNER, leases -> leases.stream().allMatch(ProviderContract::isGone)))
                .allMatch(ProviderContract::isGone);
    }

    @Test
    void anEndThatSomebodyAskedForIsSaidToTheSecond() throws Exception {
        Lease lease = launched(request(OWNER, 1, CapacityType.ON_DEMAND));
        ObservedLease running = await(OWNER, leases -> !leases.isEmpty()).getFirst();

        assertThat(running.lease().end()).isNull();
        assertThat(provider().terminate(List.of(lease))).containsExactly(lease.id());
        List<ObservedLease> shown = await(OWNER, leases -> leases.stream().allMatch(ProviderContract::isGone));

        LeaseEnd end = shown.getFirst().lease().end();
        assertThat(end).isNotNull();
        assertThat(end.said()).isTrue();
        assertThat(end.byProvider()).isFalse();
        assertThat(end.at())
                .isBetween(running.lease().launchedAt(), lease.launchedAt().plus(SHOWN_WITHIN));
    }

    @Test
    void anUnknownLeaseKeepsNoOtherFromItsEnd() throws Exception {
        Lease one = launched(request(OWNER, 1, CapacityType.SPOT));
        Lease two = launched(request(OWNER, 2, CapacityType.SPOT));
        await(OWNER, leases -> leases.size() == 2);
        Lease unknown = new Lease(unknownLeaseId(), one.offer(), Money.ZERO, AT, null);

        Set<String> ended = provider().terminate(List.of(one, unknown, two));

        assertThat(ended).contains(one.id(), two.id());
    }

    @ParameterizedTest
    @EnumSource(names = {"SPOT", "ON_DEMAND"})
    void nothingLeftIsAnAnswerAndNoException(CapacityType capacityType) throws Exception {
        LaunchRequest request = request(OWNER, 1, capacityType);
        sellOut();

        LaunchOutcome outcome = provider().launch(request);

        assertThat(outcome).isInstanceOf(LaunchOutcome.Refused.class);
        assertThat(((LaunchOutcome.Refused) outcome).refusals())
                .isNotEmpty()
                .allMatch(refusal -> refusal.kind() == Refusal.Kind.CAPACITY)
                .allMatch(refusal -> !refusal.code().isEmpty());
        assertThat(provider().list(OWNER, regions()).leases()).isEmpty();
    }

    @Test
    void whatItsMachineWroteIsShownInOrder() throws Exception {
        Lease lease = launched(request(OWNER, 1, CapacityType.SPOT));

        List<LeaseLog> lines = await(() -> provider().logs(lease, lease.launchedAt()), all -> !all.isEmpty());

        assertThat(lines).isSortedAccordingTo(Comparator.comparing(LeaseLog::at));
        assertThat(lines).allMatch(line -> !line.text().isBlank());
        Instant last = lines.getLast().at();
        assertThat(provider().logs(lease, last))
                .isNotEmpty()
                .noneMatch(line -> line.at().isBefore(last));
        Lease unknown = new Lease(unknownLeaseId(), lease.offer(), Money.ZERO, AT, null);
        assertThat(provider().logs(unknown, AT)).isEmpty();
    }

    @Test
    void quotesFitTheNeedAndThePlace() throws Exception {
        List<PriceQuote> quotes = provider().quote(spec());

        assertThat(quotes)
                .extracting(quote -> quote.offer().capacityType())
                .contains(CapacityType.SPOT, CapacityType.ON_DEMAND);
        assertThat(quotes).allSatisfy(quote -> {
            Offer offer = quote.offer();
            assertThat(offer.provider()).isEqualTo(provider().name());
            assertThat(spec().gpu().choices()).contains(new GpuChoice(offer.gpu(), offer.gpuCount()));
            assertThat(spec().placement().allows(offer.region(), offer.zone())).isTrue();
            assertThat(quote.perHour()).isGreaterThan(Money.ZERO);
        });
        assertThat(quotes).extracting(PriceQuote::offer).doesNotHaveDuplicates();
    }

    @Test
    void thePastBeginsWithThePriceThatWasInForce() throws Exception {
        List<PriceQuote> now = provider().quote(spec());
        Instant since = Instant.now();

        List<PriceQuote> past =
                provider().priceHistory(now.stream().map(PriceQuote::offer).toList(), since);

        for (PriceQuote quote : now) {
            List<PriceQuote> ofOffer = past.stream()
                    .filter(one -> one.offer().equals(quote.offer()))
                    .toList();
            assertThat(ofOffer).isNotEmpty();
            assertThat(ofOffer.getFirst().at()).isBeforeOrEqualTo(since);
            assertThat(ofOffer.getLast().perHour()).isEqualTo(quote.perHour());
        }
        assertThat(past)
                .extracting(PriceQuote::offer)
                .isSubsetOf(now.stream().map(PriceQuote::offer).toList());
    }

    @Test
    void ofNoOffersThereIsNoPast() throws Exception {
        assertThat(provider().priceHistory(List.of(), AT)).isEmpty();
    }

    /** What the best offers of now would be, one launch of them. */
    protected final LaunchRequest request(String owner, int number, CapacityType capacityType) throws Exception {
        List<PricedOffer> offers = provider().quote(spec()).stream()
                .filter(quote -> quote.offer().capacityType() == capacityType)
                .sorted(Comparator.comparing(PriceQuote::perHour))
                .map(quote -> new PricedOffer(quote.offer(), quote.perHour(), null))
                .limit(4)
                .toList();
        ReplicaId replica = new ReplicaId("rack", number);
        String token = owner + "-" + replica + "-" + capacityType.label();
        return new LaunchRequest(
                owner, replica, "Qwen/Qwen3-0.6B", "rev1", spec(), new LaunchIntent(1, token, offers, 3, AT));
    }

    protected final Lease launched(LaunchRequest request) throws Exception {
        LaunchOutcome outcome = provider().launch(request);
        assertThat(outcome).isInstanceOf(LaunchOutcome.Launched.class);
        return ((LaunchOutcome.Launched) outcome).lease();
    }

    /** Providers show late; what is asserted afterwards says what was missing. */
    protected final List<ObservedLease> await(String owner, Predicate<List<ObservedLease>> enough) throws Exception {
        return await(() -> provider().list(owner, regions()).leases(), enough);
    }

    private static <T> List<T> await(Callable<List<T>> asked, Predicate<List<T>> enough) throws Exception {
        long end = System.nanoTime() + SHOWN_WITHIN.toNanos();
        List<T> shown = List.of();
        while (System.nanoTime() < end) {
            shown = asked.call();
            if (enough.test(shown)) {
                return shown;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return shown;
    }

    private Set<String> regions() {
        return Set.copyOf(spec().placement().regions());
    }

    private static boolean isGone(ObservedLease lease) {
        return lease.status() == ObservedLease.Status.STOPPING || lease.status() == ObservedLease.Status.GONE;
    }
}
