package io.skipjack.app.state;

import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.StartupListener;
import org.apache.camel.Suspendable;
import org.apache.camel.cluster.CamelClusterEventListener;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.cluster.CamelClusterView;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Consumes while this router leads, from the start of its route to its end or suspension, however often that changes. */
final class LeaderConsumer extends DefaultConsumer implements Suspendable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderConsumer.class);

    private final LeaderEndpoint endpoint;
    private final CamelClusterService cluster;
    private final CamelClusterEventListener.Leadership listener = (view, leader) -> follow();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable CamelClusterView view;
    private @Nullable Consumer behind;
    private boolean wanted;

    LeaderConsumer(LeaderEndpoint endpoint, Processor processor, CamelClusterService cluster) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.cluster = cluster;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        want(true);
        view = cluster.getView(endpoint.namespace());
        view.addEventListener(listener);
        follow();
    }

    @Override
    protected void doStop() throws Exception {
        CamelClusterView seen = view;
        if (seen != null) {
            view = null;
            seen.removeEventListener(listener);
            cluster.releaseView(seen);
        }
        want(false);
        super.doStop();
    }

    @Override
    protected void doSuspend() {
        want(false);
    }

    @Override
    protected void doResume() {
        want(true);
        follow();
    }

    private void want(boolean now) {
        lock.lock();
        try {
            wanted = now;
            if (!now) {
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Brings what runs in line with who leads; called with each change, and repeated by the leadership. */
    private void follow() {
        lock.lock();
        try {
            CamelClusterView seen = view;
            boolean leads = seen != null && seen.getLocalMember().isLeader();
            if (wanted && leads && behind == null) {
                begin();
            } else if (!leads) {
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        try {
            Consumer fresh = endpoint.consumerBehind(getProcessor());
            behind = fresh;
            ServiceHelper.startService(fresh);
            if (fresh instanceof StartupListener late) {
                CamelContext context = endpoint.getCamelContext();
                context.addStartupListener(late);
            }
        } catch (Exception failed) {
            LOG.warn("{} could not be started, and is tried again: {}", endpoint.getEndpointUri(), failed.toString());
            end();
        }
    }

    private void end() {
        Consumer running = behind;
        behind = null;
        ServiceHelper.stopAndShutdownService(running);
    }
}
