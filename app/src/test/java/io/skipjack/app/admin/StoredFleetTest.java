package io.skipjack.app.admin;

import static io.skipjack.app.admin.RememberedFleet.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.StoreUnavailableException;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredFleetTest {
    private final RememberedFleet store = new RememberedFleet(new FleetSnapshot(
            List.of(RememberedFleet.pulling("rack", 12), RememberedFleet.pulling("shelf", 1)), List.of()));
    private final StoredFleet fleet = new StoredFleet(store, InstantSource.fixed(NOW));

    @Test
    void replicasAreOfAllDeploymentsOrOfOne() {
        assertThat(fleet.replicas(null).toString()).contains("id=rack-12", "id=shelf-1", "state=starting");
        assertThat(fleet.replicas("shelf").toString())
                .contains("deployment=shelf")
                .doesNotContain("rack");
        assertThat(fleet.replicas("nobody").toString()).isEqualTo("{replicas=[]}");
    }

    @Test
    void aLeaseIsShownWithItsOfferPriceAndTimesAndWithoutItsAddress() {
        assertThat(fleet.leases().toString())
                .contains(
                        "id=i-0abc, replica=rack-12, deployment=rack, provider=ec2, region=us-east-1, zone=us-east-1a")
                .contains("gpu=L4:1, capacity=spot, dollars_per_hour=0.216000, launched_at=2026-11-21T09:58:25Z")
                .contains("ended_at=null")
                .doesNotContain("10.9.8.7");
    }

    @Test
    void aStoreThatIsDownIsSaidToBe() {
        store.down = true;

        assertThatThrownBy(fleet::leases).isInstanceOf(StoreUnavailableException.class);
    }
}
