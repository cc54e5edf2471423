package io.skipjack.app.state;

import java.util.List;
import java.util.Optional;
import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.support.cluster.AbstractCamelClusterView;
import org.jspecify.annotations.Nullable;

/** What Camel sees of the leadership: this router, which leads or does not. Who else leads matters to nobody here. */
final class LeaseClusterView extends AbstractCamelClusterView {
    private final Leadership leadership;
    private final CamelClusterMember self;
    private Leadership.@Nullable Registration registration;

    LeaseClusterView(LeaseClusterService cluster, String namespace, Leadership leadership) {
        super(cluster, namespace);
        this.leadership = leadership;
        this.self = new Self(leadership);
    }

    @Override
    public Optional<CamelClusterMember> getLeader() {
        return self.isLeader() ? Optional.of(self) : Optional.empty();
    }

    @Override
    public CamelClusterMember getLocalMember() {
        return self;
    }

    @Override
    public List<CamelClusterMember> getMembers() {
        return List.of(self);
    }

    @Override
    protected void doStart() {
        registration =
                leadership.onChange(() -> fireLeadershipChangedEvent(getLeader().orElse(null)));
    }

    @Override
    protected void doStop() {
        if (registration != null) {
            registration.cancel();
            registration = null;
        }
    }

    private record Self(Leadership leadership) implements CamelClusterMember {
        @Override
        public boolean isLeader() {
            return leadership.current().isPresent();
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public String getId() {
            return leadership.holder();
        }
    }
}
