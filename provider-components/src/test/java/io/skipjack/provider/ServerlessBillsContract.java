package io.skipjack.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.skipjack.domain.cost.Invoice;
import io.skipjack.domain.market.GpuChoice;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.EndpointRef;
import io.skipjack.provider.sandbox.ApiTrouble;
import io.skipjack.provider.sandbox.FakeServerless;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the ledger relies on: the part of {@link ServerlessProviderContract} that is about money. */
public abstract class ServerlessBillsContract extends ServerlessProviderStage {
    /** More than any provider makes for one deploy. */
    protected static final int MOST_CALLS = 40;

    @Test
    void howItChargesIsSaidWithoutAskingAnybody() {
        assertThat(fresh().billing()).isEqualTo(billing());
        assertThat(fresh().shape(gpu())).isEqualTo(shape());
        assertThat(fresh().shape(new GpuChoice("Voodoo3", 1))).isNotNull();
        assertThat(farEnd().calls()).isZero();
    }

    /** What the pretend provider charges, which is not reckoned by the code under test. */
    @Test
    void aWorkerIsChargedFromItsStartToItsStopAndTheBillOutlivesTheEndpoint() throws Exception {
        Instant began = clock.instant();
        EndpointRef ref = ref("rack", deployed(request("rack")).facts());
        FakeServerless endpoint = farEnd().endpoint(ref.name());
        endpoint.keep(1);

        clock.ahead(Duration.ofDays(3));
        endpoint.keep(0);
        endpoint.scaleToZero();
        clock.ahead(Duration.ofDays(1));

        assertThat(farEnd().workerTime()).isEqualTo(Duration.ofDays(3));
        assertThat(farEnd().spent()).isEqualTo(perHour().times(72));
        assertBilled(ref, began);
        destroyed(ref);
        assertBilled(ref, began);
    }

    private void assertBilled(EndpointRef ref, Instant began) throws Exception {
        List<Invoice> bill = fresh().invoices(ref, began.minus(Duration.ofDays(1)), clock.instant());
        assertThat(bill.isEmpty()).isNotEqualTo(bills());
        if (bills()) {
            assertThat(bill.getFirst().from()).isBeforeOrEqualTo(began);
            for (int i = 1; i < bill.size(); i++) {
                assertThat(bill.get(i).from()).isEqualTo(bill.get(i - 1).until());
            }
            // each bucket is rounded on its own
            long sum = bill.stream()
                    .mapToLong(each -> each.amount().microDollars())
                    .sum();
            assertThat(sum).isCloseTo(farEnd().spent().microDollars(), Offset.offset((long) bill.size()));
        }
    }

    @Test
    void halfABucketIsNoBillAndNeitherIsAnEndpointsThatNeverWas() throws Exception {
        EndpointRef ref = ref("rack", deployed(request("rack")).facts());
        farEnd().endpoint(ref.name()).keep(1);
        clock.ahead(Duration.ofDays(2));
        Instant now = clock.instant();

        assertThat(fresh().invoices(ref, now.minusSeconds(3_600), now.minusSeconds(1)))
                .isEmpty();
        assertThat(fresh().invoices(ref("nobodys", Map.of()), now.minus(Duration.ofDays(2)), now))
                .isEmpty();
        assertThat(fresh().invoices(ref, now.minus(Duration.ofDays(2)), now))
                .allSatisfy(each -> assertThat(each.until()).isBeforeOrEqualTo(now));
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLED", "BROKEN", "HTML_PAGE", "NO_JSON", "UNAUTHORIZED"})
    void aBillThatCannotBeReadIsNotTakenForNothing(ApiTrouble trouble) throws Exception {
        assumeThat(bills()).isTrue();
        EndpointRef ref = ref("rack", deployed(request("rack")).facts());
        clock.ahead(Duration.ofDays(2));
        farEnd().strike(trouble, MOST_CALLS);

        assertThatThrownBy(() -> fresh().invoices(ref, clock.instant().minus(Duration.ofDays(2)), clock.instant()))
                .isInstanceOf(ProviderUnavailableException.class)
                .satisfies(failure -> assertNoSecret(farEnd().routerKeys(), failure.toString()));
    }

    protected final void assertNoSecret(Map<String, String> settings, Object... said) {
        for (Object each : said) {
            for (String secret : secrets(settings)) {
                assertThat(String.valueOf(each)).doesNotContain(secret);
            }
        }
    }
}
