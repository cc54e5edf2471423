package io.skipjack.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Opens and keeps connections to upstreams, on the event loops that also serve the clients. Thread-safe; one per
 * router.
 */
public final class UpstreamClient implements AutoCloseable {
    /** 16 KiB: more than any provider sends, small enough that a broken one cannot hurt. */
    private static final int MAX_RESPONSE_HEADER_BYTES = 16 * 1024;

    private final EventLoopGroup loops;
    private final SslContext tls;
    private final int maxIdlePerOrigin;
    private final Class<? extends SocketChannel> channelType;
    private final DnsAddressResolverGroup resolver;
    private final Map<EventLoop, LoopConnections> connections = new ConcurrentHashMap<>();

    /** Told once with the connection or with the reason why there is none. */
    interface Opened {
        void opened(@Nullable UpstreamConnection connection, @Nullable String failure);
    }

    /**
     * @param loops the loops the front door uses too
     * @param tls for {@code https} upstreams
     * @param maxIdlePerOrigin idle connections kept per origin and loop
     */
    public UpstreamClient(EventLoopGroup loops, SslContext tls, int maxIdlePerOrigin) {
        this(loops, tls, maxIdlePerOrigin, DnsServerAddressStreamProviders.platformDefault());
    }

    UpstreamClient(
            EventLoopGroup loops, SslContext tls, int maxIdlePerOrigin, DnsServerAddressStreamProvider nameServers) {
        this.loops = loops;
        this.tls = tls;
        this.maxIdlePerOrigin = maxIdlePerOrigin;
        boolean epoll = loops instanceof EpollEventLoopGroup;
        this.channelType = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        Class<? extends DatagramChannel> datagrams = epoll ? EpollDatagramChannel.class : NioDatagramChannel.class;
        // Netty's default resolver blocks the event loop while the system looks a name up
        this.resolver = new DnsAddressResolverGroup(datagrams, nameServers);
    }

    EventLoop anyLoop() {
        return loops.next();
    }

    LoopConnections connections(EventLoop loop) {
        LoopConnections known = connections.get(loop);
        return known != null ? known : connections.computeIfAbsent(loop, l -> new LoopConnections(l, maxIdlePerOrigin));
    }

    void connect(LoopConnections on, Origin origin, Duration timeout, Opened opened) {
        new Bootstrap()
                .group(on.loop())
                .channel(channelType)
                .resolver(resolver)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WriteBufferWaterMark.DEFAULT)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        equip(channel, on, origin, timeout);
                    }
                })
                .connect(InetSocketAddress.createUnresolved(origin.host(), origin.port()))
                .addListener((io.netty.channel.ChannelFuture connected) -> {
                    if (!connected.isSuccess()) {
                        opened.opened(null, reason(connected.cause()));
                    } else if (origin.tls()) {
                        afterHandshake(connected.channel(), opened);
                    } else {
                        opened.opened(connected.channel().pipeline().get(UpstreamConnection.class), null);
                    }
                });
    }

    private static void afterHandshake(Channel channel, Opened opened) {
        channel.pipeline().get(SslHandler.class).handshakeFuture().addListener(shaken -> {
            if (shaken.isSuccess()) {
                opened.opened(channel.pipeline().get(UpstreamConnection.class), null);
            } else {
                channel.close();
                opened.opened(null, "TLS: " + reason(shaken.cause()));
            }
        });
        channel.read();
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private void equip(Channel channel, LoopConnections on, Origin origin, Duration timeout) {
        if (origin.tls()) {
            SslHandler handler = tls.newHandler(channel.alloc(), origin.host(), origin.port());
            handler.setHandshakeTimeoutMillis(timeout.toMillis());
            SSLEngine engine = handler.engine();
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
            channel.pipeline().addLast(handler);
        }
        HttpDecoderConfig decoder = new HttpDecoderConfig().setMaxHeaderSize(MAX_RESPONSE_HEADER_BYTES);
        channel.pipeline().addLast(new HttpClientCodec(decoder, false, false));
        channel.pipeline().addLast(new UpstreamConnection(on, origin, channel));
    }

    @Override
    public void close() {
        resolver.close();
    }
}
