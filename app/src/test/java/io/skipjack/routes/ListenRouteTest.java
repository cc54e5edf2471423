package io.skipjack.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenRouteTest {
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletableFuture<Boolean> onVirtualThread = new CompletableFuture<>();
    private final CompletableFuture<String> served = new CompletableFuture<>();
    private final RouteStage stage;

    ListenRouteTest() throws Exception {
        stage = new RouteStage("listen");
    }

    @BeforeEach
    void open() throws Exception {
        stage.bean("virtualThreads", virtualThreads)
                .route("models", exchange -> served("models"))
                .route("inference", exchange -> served("inference"))
                .route("interruptions", exchange -> served("interruptions"))
                .open();
    }

    private void served(String by) {
        onVirtualThread.complete(Thread.currentThread().isVirtual());
        served.complete(by);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
        virtualThreads.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/models, models",
        "/v1/models/Qwen/Qwen3-0.6B, models",
        "/v1/chat/completions, inference",
        "/v1/embeddings, inference",
        "/tokenize, inference",
        "/hosts/report, interruptions",
        "/hosts/report/, inference",
        "/, inference",
        "/anything/v1/models, inference"
    })
    void modelsGoOneWayAndAllElseTheOtherOnAVirtualThread(String path, String route) throws Exception {
        Exchange exchange = stage.newExchange();
        exchange.setVariable("path", path);

        stage.listener().receive(exchange);

        assertThat(served.get(5, TimeUnit.SECONDS)).isEqualTo(route);
        assertThat(onVirtualThread.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void itListensWhereTheConfigSaysBehindOurOwnFrontDoor() {
        assertThat(stage.listener().address()).isEqualTo("http://0.0.0.0:8080");
        assertThat(stage.listener().options())
                .containsEntry("nettySharedHttpServer", "#frontDoor")
                .containsEntry("workerGroup", "#eventLoops")
                .containsEntry("muteException", "true")
                .containsEntry("usingExecutorService", "false");
        assertThat(List.of(stage.listener().options().get("matchOnUriPrefix"))).containsExactly("true");
    }
}
