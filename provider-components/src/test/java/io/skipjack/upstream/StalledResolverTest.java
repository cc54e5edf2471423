package io.skipjack.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A name server that never answers must not hold up the loop that asked it: the loop serves other clients too. */
class StalledResolverTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Test
    void theLoopGoesOnWhileANameIsLookedUp() throws Exception {
        EventLoopGroup oneLoop = new NioEventLoopGroup(1);
        InetAddress here = InetAddress.getLoopbackAddress();
        try (DatagramSocket silent = new DatagramSocket(new InetSocketAddress(here, 0));
                ServerSocket reachable = new ServerSocket(0, 1, here);
                UpstreamClient client = new UpstreamClient(
                        oneLoop,
                        SslContextBuilder.forClient().build(),
                        1,
                        new SingletonDnsServerAddressStreamProvider(
                                new InetSocketAddress(here, silent.getLocalPort())))) {
            CompletableFuture<@Nullable String> stalled = connect(client, oneLoop, "http://stalled.example:8000/v1");
            CompletableFuture<@Nullable String> other =
                    connect(client, oneLoop, "http://127.0.0.1:" + reachable.getLocalPort() + "/v1");

            assertThat(other.get(4, TimeUnit.SECONDS))
                    .as("why there is no connection")
                    .isNull();
            assertThat(stalled).isNotDone();
        } finally {
            oneLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
        }
    }

    /** Completed with null when connected, else with the reason. */
    private static CompletableFuture<@Nullable String> connect(UpstreamClient client, EventLoopGroup loops, String to) {
        CompletableFuture<@Nullable String> done = new CompletableFuture<>();
        LoopConnections connections = client.connections(loops.next());
        connections
                .loop()
                .execute(() -> client.connect(
                        connections,
                        Origin.of(URI.create(to)),
                        TIMEOUT,
                        (connection, failure) -> done.complete(failure)));
        return done;
    }
}
