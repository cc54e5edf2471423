package io.skipjack.app.state;

import org.apache.camel.support.cluster.AbstractCamelClusterService;

/**
 * Lets {@code master:NAME:...} in a route mean: only on the router that leads. There is one leadership, whatever the name,
 * because the loops decide about one fleet; all routes move together. Unlike Camel's Hazelcast policy it also stops them
 * when the leadership is lost.
 */
final class LeaseClusterService extends AbstractCamelClusterService<LeaseClusterView> {
    private final Leadership leadership;

    LeaseClusterService(Leadership leadership) {
        super("lease");
        this.leadership = leadership;
    }

    @Override
    protected LeaseClusterView createView(String namespace) {
        return new LeaseClusterView(this, namespace, leadership);
    }
}
