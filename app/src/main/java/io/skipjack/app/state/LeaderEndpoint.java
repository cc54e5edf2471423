package io.skipjack.app.state;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.cluster.ClusterServiceHelper;

/** An endpoint that only the leader consumes from; the new generation of an edited route beside the old one. */
final class LeaderEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {
    private final String namespace;
    private final String behind;

    LeaderEndpoint(String uri, LeaderComponent component, String namespace, String behind) throws Exception {
        super(uri, component);
        this.namespace = namespace;
        this.behind = behind;
        // so that a mistake in it is one of the route, found before the route it replaces is stopped
        component.getCamelContext().getCamelContextExtension().getPrototypeEndpoint(behind);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        CamelClusterService cluster = ClusterServiceHelper.lookupService(getCamelContext())
                .orElseThrow(() -> new IllegalStateException("master: needs a cluster service"));
        LeaderConsumer consumer = new LeaderConsumer(this, processor, cluster);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("You cannot send messages to this endpoint: " + getEndpointUri());
    }

    /** A consumer of the endpoint behind, with an endpoint of its own: stopping it stops nobody else's. */
    Consumer consumerBehind(Processor processor) throws Exception {
        Endpoint own = getCamelContext().getCamelContextExtension().getPrototypeEndpoint(behind);
        return own.createConsumer(processor);
    }

    String namespace() {
        return namespace;
    }

    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
