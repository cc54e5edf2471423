package io.skipjack.upstream;

import static io.skipjack.upstream.ServerlessEnds.BASETEN;
import static io.skipjack.upstream.ServerlessEnds.MODAL;
import static io.skipjack.upstream.ServerlessEnds.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.provider.sandbox.FakeServerless;
import io.skipjack.provider.sandbox.Fault;
import io.skipjack.provider.sandbox.ServerlessSettings.WhileCold;
import io.skipjack.upstream.RelayStage.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Serverless endpoints as their providers front them: credentials, cold answers and throttling. */
class ServerlessUpstreamTest {
    private final ServerlessEnds ends = new ServerlessEnds();

    @AfterEach
    void close() throws Exception {
        ends.close();
    }

    @Test
    void bothHeadersOfModalAreSentAndNothingOfTheClientsUnderTheirNames() throws Exception {
        FakeServerless modal = ends.started(Duration.ZERO, WhileCold.HOLD, MODAL);

        assertThat(ends.stage(ends.of(modal, "modal")).ask().status()).isEqualTo(200);

        assertThat(modal.received().getFirst().headerValues("modal-key")).containsExactly("wk-canary");
        assertThat(modal.headerNamesSeen()).doesNotContain("cookie");
    }

    @Test
    void whatOneUpstreamWantsToSeeNoOtherDoes() throws Exception {
        FakeServerless modal = ends.started(NEVER, WhileCold.UNAVAILABLE, MODAL);
        FakeServerless baseten = ends.started(Duration.ZERO, WhileCold.HOLD, BASETEN);
        FakeServerless open = ends.started(Duration.ZERO, WhileCold.HOLD, Map.of());
        baseten.inject(Fault.status(503));

        assertThat(ends.stage(ends.of(modal, "modal"), ends.of(baseten, "baseten"), ends.of(open, null))
                        .ask()
                        .status())
                .isEqualTo(200);

        assertThat(modal.received().getFirst().headers().toString()).doesNotContain("baseten-canary");
        assertThat(baseten.received().getFirst().headers().toString()).doesNotContain("wk-", "ws-");
        assertThat(open.received().getFirst().headers().toString()).doesNotContain("canary", "wk-client");
    }

    @Test
    void anUpstreamWhoseProviderIsNotThereIsPassedOver() throws Exception {
        FakeServerless first = ends.started(Duration.ZERO, WhileCold.HOLD, Map.of());
        FakeServerless second = ends.started(Duration.ZERO, WhileCold.HOLD, BASETEN);

        assertThat(ends.stage(ends.of(first, "nobody"), ends.of(second, "baseten"))
                        .ask()
                        .status())
                .isEqualTo(200);

        assertThat(first.received()).isEmpty();
    }

    @Test
    void oneWhoseTokenIsYetToComeIsPassedOverAndNotHeldToBeSick() throws Exception {
        FakeServerless modal = ends.started(Duration.ZERO, WhileCold.HOLD, MODAL);
        FakeServerless other = ends.started(Duration.ZERO, WhileCold.HOLD, Map.of());
        ends.throttled = true;
        RelayStage stage = ends.stage(ends.of(modal, "modal"), ends.of(other, null));

        assertThat(stage.ask().status()).isEqualTo(200);

        assertThat(modal.received()).isEmpty();
        assertThat(stage.entry(1).health().consecutiveSick()).isZero();
        assertThat(stage.entry(1).health().available(stage.now))
                .as("it rests a moment")
                .isFalse();
    }

    @Test
    void aTokenThatIsRefusedIsFetchedAnewAndTheNextTrySucceeds() throws Exception {
        FakeServerless modal = ends.started(Duration.ZERO, WhileCold.HOLD, MODAL);
        ends.accesses.put("modal", Map.of("Modal-Key", "wk-old", "Modal-Secret", "ws-old"));
        RelayStage stage = ends.stage(ends.of(modal, "modal"));
        ends.accesses.put("modal", MODAL);

        assertThat(stage.ask().failure()).contains("status 401");
        assertThat(stage.entry(1).health().consecutiveSick())
                .as("not held against it")
                .isZero();
        stage.now = stage.now.plusSeconds(2);
        assertThat(stage.ask().status()).isEqualTo(200);
    }

    @Test
    void afterTheRequestsDeadlineNoFurtherOneIsWoken() throws Exception {
        FakeServerless first = ends.started(NEVER, WhileCold.UNAVAILABLE, Map.of());
        FakeServerless second = ends.started(Duration.ZERO, WhileCold.HOLD, Map.of());
        RelayStage stage = ends.stage(ends.of(first, null), ends.of(second, null));

        assertThat(stage.ask(RelayStage.PATIENCE).failure()).contains("status 503");

        assertThat(second.received()).isEmpty();
    }

    @Test
    void aWebPageIsNoAnswer() throws Exception {
        FakeServerless good = ends.started(Duration.ZERO, WhileCold.HOLD, Map.of());
        try (ServerSocket parked = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> sayPage(parked));
            URI uri = URI.create("http://127.0.0.1:" + parked.getLocalPort() + "/v1");

            assertThat(ends.stage(new UpstreamSpec("parked", uri, null), ends.of(good, null))
                            .ask()
                            .status())
                    .isEqualTo(200);
        }
        assertThat(good.received()).hasSize(1);
    }

    @Test
    void aProvidersOwnTimeLimitEndsTheWait() throws Exception {
        FakeServerless slow = ends.started(NEVER, WhileCold.HOLD, Map.of());
        UpstreamLimits limits = new UpstreamLimits(0, Duration.ZERO, 0, 0, Duration.ofMillis(200));
        Outcome outcome = ends.stage(new UpstreamSpec("slow", slow.baseUri(), null, limits))
                .ask();

        assertThat(outcome.failure()).contains("no answer within PT0.2S");
    }

    @Test
    void oneThatIsThrottledRestsAsLongAsItAsksUpToAMinuteWhileTheNextAnswers() throws Exception {
        FakeServerless first = ends.started(Duration.ZERO, WhileCold.HOLD, Map.of());
        FakeServerless second = ends.started(Duration.ZERO, WhileCold.HOLD, Map.of());
        first.inject(Fault.tooManyRequests(Duration.ofSeconds(90)).times(1));
        RelayStage stage = ends.stage(ends.of(first, null), ends.of(second, null));

        assertThat(stage.ask().status()).isEqualTo(200);
        assertThat(stage.ask().status()).isEqualTo(200);

        assertThat(first.received()).hasSize(1);
        assertThat(stage.entry(1).health().returnsAt(stage.now)).isEqualTo(stage.now.plusSeconds(60));
        stage.now = stage.now.plusSeconds(60);
        assertThat(stage.ask().status()).isEqualTo(200);
        assertThat(first.received()).hasSize(2);
    }

    /** More upstreams than may break on one request: those that are cold have not worked on it. */
    @Test
    void inOrderTheNextIsAskedUntilOneHoldsTheRequest() throws Exception {
        FakeServerless runpod = ends.started(NEVER, WhileCold.UNAVAILABLE, Map.of());
        FakeServerless gateway = ends.started(NEVER, WhileCold.BAD_GATEWAY, Map.of());
        FakeServerless holding = ends.started(Duration.ofMillis(200), WhileCold.HOLD, Map.of());
        FakeServerless last = ends.started(Duration.ZERO, WhileCold.HOLD, Map.of());

        assertThat(ends.stage(
                                ends.of(runpod, null),
                                ends.of(gateway, null),
                                ends.of(holding, null),
                                ends.of(last, null))
                        .ask()
                        .status())
                .isEqualTo(200);

        assertThat(List.of(runpod.received(), gateway.received(), holding.received()))
                .allSatisfy(received -> assertThat(received).hasSize(1));
        assertThat(last.received()).as("it is not paid for").isEmpty();
    }

    private static void sayPage(ServerSocket parked) {
        try (Socket socket = parked.accept()) {
            socket.getInputStream().read(new byte[4096]);
            String page = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\n<html>";
            socket.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
            socket.getInputStream().read();
        } catch (IOException gone) {
            // the relay let go
        }
    }
}
