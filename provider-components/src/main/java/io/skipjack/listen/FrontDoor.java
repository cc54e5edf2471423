package io.skipjack.listen;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.skipjack.processors.inference.RequestTracing;
import org.apache.camel.CamelContext;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.http.HttpServerBootstrapFactory;
import org.apache.camel.component.netty.http.HttpServerConsumerChannelFactory;
import org.apache.camel.component.netty.http.NettyHttpConsumer;
import org.apache.camel.component.netty.http.NettySharedHttpServer;
import org.apache.camel.component.netty.http.NettySharedHttpServerBootstrapConfiguration;
import org.apache.camel.component.netty.http.handlers.HttpServerMultiplexChannelHandler;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * The server behind the {@code listen} route, which names it as {@code nettySharedHttpServer}: the one place where
 * netty-http lets an application bring a pipeline of its own (its {@code serverInitializerFactory} is ignored). Address,
 * threads and backlog are those of the route.
 */
public final class FrontDoor extends ServiceSupport implements NettySharedHttpServer {
    private final Bootstrap bootstrap;

    /** @param tracing null while nobody collects traces */
    public FrontDoor(ListenSettings settings, ClientConnections connections, @Nullable RequestTracing tracing) {
        this.bootstrap = new Bootstrap(settings, connections, tracing, new HttpServerMultiplexChannelHandler());
    }

    @Override
    public HttpServerBootstrapFactory getServerBootstrapFactory() {
        return bootstrap;
    }

    /** The port bound now, 0 while the door is shut. */
    @Override
    public int getPort() {
        return bootstrap.port;
    }

    /** Takes no new connection from now on; open ones go on. */
    public void stopAccepting() {
        bootstrap.unbind();
    }

    @Override
    public HttpServerConsumerChannelFactory getConsumerChannelFactory() {
        return bootstrap.unused;
    }

    @Override
    public int getConsumersSize() {
        return bootstrap.port == 0 ? 0 : 1;
    }

    @Override
    public void setNettyServerBootstrapConfiguration(NettySharedHttpServerBootstrapConfiguration configuration) {
        // the route's own options are used
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        // the consumer brings it
    }

    @Override
    public void setStartServer(boolean startServer) {
        // the route decides
    }

    @Override
    public void setThreadNamePattern(String pattern) {
        // the route's worker group is used
    }

    /** Binds when its route starts and unbinds when it stops; one route at a time. */
    private static final class Bootstrap extends HttpServerBootstrapFactory {
        private final ListenSettings settings;
        private final ClientConnections connections;
        private final @Nullable RequestTracing tracing;
        private final HttpServerConsumerChannelFactory unused;
        private final ChannelGroup clients = new DefaultChannelGroup("front-door", GlobalEventExecutor.INSTANCE);
        private @Nullable NettyConsumer consumer;
        private boolean bound;
        private volatile int port;

        Bootstrap(
                ListenSettings settings,
                ClientConnections connections,
                @Nullable RequestTracing tracing,
                HttpServerConsumerChannelFactory unused) {
            super(unused, false);
            this.settings = settings;
            this.connections = connections;
            this.tracing = tracing;
            this.unused = unused;
        }

        @Override
        protected void doStart() {
            // only with its consumer, which Camel names a moment later
        }

        @Override
        public void addConsumer(NettyConsumer added) {
            if (consumer != null) {
                throw new IllegalArgumentException("the front door serves one route, and has one already");
            }
            CamelContext context = ((NettyHttpConsumer) added).getContext();
            init(
                    context,
                    added.getConfiguration(),
                    new FrontDoorPipeline(settings, connections, new FrontDoorHandler(added, tracing)));
            bind();
            consumer = added;
            port = added.getConfiguration().getPort();
        }

        private synchronized void bind() {
            try {
                startServerBootstrap();
                bound = true;
            } catch (Exception failed) {
                throw new IllegalStateException("cannot listen: " + failed.getMessage(), failed);
            }
        }

        @Override
        public void removeConsumer(NettyConsumer removed) {
            if (consumer == removed) {
                consumer = null;
                unbind();
                clients.close().awaitUninterruptibly();
            }
        }

        /** Closes what Camel's own group holds, which is the listening socket only: see {@link #addChannel}. */
        synchronized void unbind() {
            if (bound) {
                bound = false;
                port = 0;
                stopServerBootstrap();
            }
        }

        /** Kept apart from the listening socket, so that it can be closed without them. */
        @Override
        public void addChannel(Channel client) {
            clients.add(client);
        }

        @Override
        public void removeChannel(Channel client) {
            clients.remove(client);
        }

        @Override
        public void stop() {
            // stopped with its consumer
        }
    }
}
