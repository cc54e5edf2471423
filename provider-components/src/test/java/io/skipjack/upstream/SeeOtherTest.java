package io.skipjack.upstream;

import static io.skipjack.upstream.ServerlessEnds.MODAL;
import static io.skipjack.upstream.ServerlessEnds.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skipjack.provider.sandbox.FakeServerless;
import io.skipjack.provider.sandbox.Fault;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.ServerlessSettings;
import io.skipjack.provider.sandbox.ServerlessSettings.WhileCold;
import io.skipjack.upstream.RelayStage.Client;
import io.skipjack.upstream.RelayStage.Outcome;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modal's way to answer what took it long, and redirects that are none of that. */
class SeeOtherTest {
    private final ServerlessEnds ends = new ServerlessEnds();

    @AfterEach
    void close() throws Exception {
        ends.close();
    }

    @Test
    void modalsSeeOtherIsFollowedByGetWithTheSameCredentialUntilTheResultIsThere() throws Exception {
        FakeServerless modal = ends.started(Duration.ofMillis(300), WhileCold.SEE_OTHER, MODAL);

        assertThat(ends.stage(ends.of(modal, "modal")).ask().status()).isEqualTo(200);

        List<ReceivedRequest> sent = modal.received();
        assertThat(sent).hasSizeGreaterThan(2);
        assertThat(sent.getFirst().method()).isEqualTo("POST");
        assertThat(sent.subList(1, sent.size())).allSatisfy(followed -> {
            assertThat(followed.method()).isEqualTo("GET");
            assertThat(followed.body()).isEmpty();
            assertThat(followed.header("content-length")).isNull();
            assertThat(followed.header("modal-secret")).isEqualTo("ws-canary");
        });
    }

    /** As Modal sends it: the URL that was asked, with a query of its own; absolute or relative. */
    @ParameterizedTest
    @ValueSource(strings = {"?__modal_function_call_id=fc-1", "ROOT/v1/chat/completions?__modal_function_call_id=fc-1"})
    void aResultIsWhereTheRequestWent(String location) throws Exception {
        FakeServerless modal = ends.started(Duration.ZERO, WhileCold.HOLD, Map.of());
        modal.inject(Fault.redirect(303, located(location, modal)).times(1));

        ends.stage(ends.of(modal, null)).ask();

        assertThat(modal.received())
                .extracting(ReceivedRequest::target)
                .containsExactly("/v1/chat/completions", "/v1/chat/completions?__modal_function_call_id=fc-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://HOST/result",
                "ftp://HOST/result",
                "//localhost/result",
                "http://HOST@evil.example/",
                "mailto:a"
            })
    void noOtherPlaceIsAskedForAResult(String location) throws Exception {
        FakeServerless modal = ends.started(Duration.ZERO, WhileCold.HOLD, Map.of());
        modal.inject(Fault.redirect(303, located(location, modal)).times(1));

        assertThat(ends.stage(ends.of(modal, null)).ask().failure()).contains("status 303");

        assertThat(modal.received()).hasSize(1);
    }

    @Test
    void twentySeeOthersAreFollowedAndNoMore() throws Exception {
        FakeServerless modal = ends.serverless(ServerlessSettings.defaults()
                .starting(NEVER, WhileCold.SEE_OTHER)
                .redirectingAfter(Duration.ofMillis(1)));

        assertThat(ends.stage(ends.of(modal, null)).ask().failure()).contains("status 303");

        assertThat(modal.received()).hasSize(21);
    }

    /** Each of them would do within that time, 20 of them do not. */
    @Test
    void allOfThemTogetherHaveTheTimeOfOneLeg() throws Exception {
        FakeServerless modal = ends.started(NEVER, WhileCold.SEE_OTHER, Map.of());
        LegTimes brief = new LegTimes(Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofSeconds(5));

        assertThat(ends.stage(brief, ends.of(modal, null)).ask().status()).isZero();

        assertThat(modal.received()).hasSizeBetween(1, 10);
    }

    @Test
    void nothingIsFollowedForAClientThatHasLeft() throws Exception {
        FakeServerless modal = ends.started(NEVER, WhileCold.SEE_OTHER, Map.of());
        Client client = new Client();
        CompletableFuture<Outcome> asked = ends.stage(ends.of(modal, null)).later(client);
        await().until(() -> modal.received().size() >= 2);

        client.leave();
        asked.get();
        int sent = modal.received().size();

        await().during(Duration.ofMillis(200)).until(() -> modal.received().size() <= sent + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void noRedirectToAnotherOriginIsFollowedAndItHearsNothing(int status) throws Exception {
        FakeServerless trap = ends.started(Duration.ZERO, WhileCold.HOLD, Map.of());
        FakeServerless modal = ends.started(Duration.ZERO, WhileCold.HOLD, MODAL);
        modal.inject(Fault.redirect(status, URI.create(trap.baseUri() + "/chat/completions")));

        assertThat(ends.stage(ends.of(modal, "modal")).ask().failure()).contains("status " + status);

        assertThat(trap.received()).isEmpty();
        assertThat(modal.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void andNoneButSeeOtherOnItsOwn(int status) throws Exception {
        FakeServerless modal = ends.started(Duration.ZERO, WhileCold.HOLD, Map.of());
        modal.inject(Fault.redirect(status, URI.create(modal.baseUri() + "/chat/completions")));

        assertThat(ends.stage(ends.of(modal, null)).ask().failure()).contains("status " + status);

        assertThat(modal.received()).hasSize(1);
    }

    @Test
    void aResultThatIsNotThereIsNoFaultOfTheClients() throws Exception {
        FakeServerless modal = ends.started(Duration.ZERO, WhileCold.HOLD, Map.of());
        modal.inject(Fault.redirect(303, URI.create("/gone")), Fault.status(404));

        assertThat(ends.stage(ends.of(modal, null)).ask().failure()).contains("status 404");
    }

    private static URI located(String location, FakeServerless at) {
        String host = at.baseUri().getRawAuthority();
        return URI.create(location.replace("ROOT", "http://" + host).replace("HOST", host));
    }
}
