package io.skipjack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An upstream cannot be connected to: another answers, and only that one is taken out. */
class Row07ConnectFailureIT {
    private final TestRouter router = TestRouter.shared();

    @Test
    void aRefusedConnectionMovesEachRequestOnAndTakesOutThatReplicaOnly() {
        try (Fleet fleet = Fleet.deploy(router, 2, 1)) {
            fleet.spot(1).inject(Fault.refuseConnections());
            for (int i = 0; i < 10; i++) {
                Fleet.assertWholeFrom(fleet.ask(i % 2 == 0), "spot", "spot-2");
            }
            // it is out once three requests in a row have met it; which ones do is up to chance
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .pollDelay(Duration.ZERO)
                    .until(() -> {
                        Fleet.assertWholeFrom(fleet.chat(), "spot", "spot-2");
                        return !fleet.health().contains("\"spot-1\":\"ready\"");
                    });
            assertThat(fleet.health()).contains("\"spot-2\":\"ready\"");
            assertThat(Fleet.asked(fleet.serverless())).isZero();

            fleet.spot(1).clearFaults();
            router.awaitReady(fleet.model(), "spot-1");
        }
    }

    @Test
    void aBlackHoleCostsNoMoreThanTheConnectTimeOut() throws IOException {
        String model = TestRouter.newModel();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                FakeEngine engine = FakeEngine.start(EngineSettings.defaults().withModel(model))) {
            List<Socket> fillers = fill(full);
            router.deploy(
                    model,
                    "serverless: { urls: [\"http://127.0.0.1:%d/v1\", \"%s\"] }"
                            .formatted(full.getLocalPort(), engine.baseUri()));
            for (int i = 0; i < 4; i++) {
                long began = System.nanoTime();
                assertThat(WireCall.chat(router, model, "").status()).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1_900));
            }
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    /** Linux drops SYNs once the backlog is full: to whoever connects next, a black hole. */
    private static List<Socket> fill(ServerSocket listener) throws IOException {
        List<Socket> fillers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Socket socket = new Socket();
            fillers.add(socket);
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()), 200);
            } catch (SocketTimeoutException isFull) {
                return fillers;
            }
        }
        throw new AssertionError("the backlog does not fill up");
    }

    @Test
    void anAddressNobodyListensOnMovesTheRequestOn() throws IOException {
        String model = TestRouter.newModel();
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.7"))) {
            free = socket.getLocalPort();
        }
        try (FakeEngine engine = FakeEngine.start(EngineSettings.defaults().withModel(model))) {
            router.deploy(
                    model,
                    "serverless: { urls: [\"http://127.0.0.7:%d/v1\", \"%s\"] }".formatted(free, engine.baseUri()));
            for (int i = 0; i < 6; i++) {
                assertThat(WireCall.stream(router, model).done()).isTrue();
            }
        }
    }
}
