package io.skipjack.domain.fleet;

import static io.skipjack.domain.fleet.FleetExamples.NOW;
import static io.skipjack.domain.fleet.FleetExamples.OWNER;
import static io.skipjack.domain.fleet.FleetExamples.TIMING;
import static io.skipjack.domain.fleet.FleetExamples.intended;
import static io.skipjack.domain.fleet.FleetExamples.launched;
import static io.skipjack.domain.fleet.FleetExamples.ready;
import static io.skipjack.domain.fleet.FleetExamples.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.fleet.ObservedLease.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SweepTest {

    @Test
    void aLeaseWithItsReplicaIsLeftAlone() {
        assertThat(sweep(List.of(seen(ready(1), Status.RUNNING)), ready(1))).isEmpty();
    }

    /** Row 46: the router died between the launch and writing its lease down. */
    @Test
    void theLeaseOfALaunchThatWasNotHeardOfIsAdoptedAtOnce() {
        Replica intended = intended(1, Duration.ofSeconds(5));

        assertThat(sweep(List.of(seen(intended, Status.PENDING)), intended))
                .singleElement()
                .isInstanceOfSatisfying(SweepAction.Adopt.class, adopt -> {
                    assertThat(adopt.replica().id()).isEqualTo(intended.id());
                    assertThat(adopt.replica().state()).isEqualTo(ReplicaState.PROVISIONING);
                    assertThat(adopt.replica().lease()).isEqualTo(FleetExamples.lease(intended));
                    assertThat(adopt.reason()).isEqualTo("found i-1, launched for it");
                });
    }

    @Test
    void aPriceThatTheListingDoesNotKnowComesFromTheIntent() {
        Replica intended = intended(1, Duration.ofSeconds(5));
        ObservedLease seen = seen(intended, Status.RUNNING);
        Lease lease = seen.lease();
        Lease priceless = new Lease(lease.id(), lease.offer(), Money.ZERO, lease.launchedAt(), lease.address());
        ObservedLease listed = new ObservedLease(priceless, seen.replica(), seen.token(), 1, Status.RUNNING, "");

        assertThat(sweep(List.of(listed), intended))
                .singleElement()
                .isInstanceOfSatisfying(
                        SweepAction.Adopt.class,
                        adopt -> assertThat(adopt.replica().lease()).isEqualTo(lease));
    }

    @Test
    void aReplicaBeingGivenUpLearnsOfItsLeaseSoThatItCanBeEnded() {
        Replica givenUp = intended(1, Duration.ofMinutes(6)).ending(EndReason.NEVER_READY, NOW, "");

        assertThat(sweep(List.of(seen(givenUp, Status.RUNNING)), givenUp))
                .singleElement()
                .isInstanceOfSatisfying(
                        SweepAction.Adopt.class,
                        adopt -> assertThat(adopt.replica().state()).isEqualTo(ReplicaState.ENDING));
    }

    @Test
    void aLeaseOfAnUnknownReplicaIsEnded() {
        assertThat(reasons(sweep(List.of(seen(ready(1), Status.RUNNING)))))
                .containsExactly("i-1: no replica rack-1 is known, tagged as of owner-1");
    }

    @Test
    void aLeaseWithUnreadableTagsIsEnded() {
        assertThat(reasons(sweep(List.of(tagged(ready(1), null, "")), ready(1))))
                .containsExactly("i-1: its tags name no replica, tagged as of owner-1");
    }

    /** Row 55: its end was said to be done, and it runs. */
    @Test
    void aLeaseThatOutlivedItsReplicaIsEnded() {
        Replica ended = ready(1).ended(EndReason.SCALED_DOWN, NOW, "");

        assertThat(reasons(sweep(List.of(seen(ended, Status.RUNNING)), ended)))
                .containsExactly("i-1: replica rack-1 has ended, its lease has not, tagged as of owner-1");
        assertThat(sweep(List.of(seen(ended, Status.STOPPING)), ended)).isEmpty();
    }

    @Test
    void aSecondLeaseOfAReplicaIsEnded() {
        Replica replica = ready(1);
        ObservedLease second = new ObservedLease(
                FleetExamples.lease(ready(2)), replica.id(), replica.intent().token(), 1, Status.RUNNING, "");

        assertThat(reasons(sweep(List.of(seen(replica, Status.RUNNING), second), replica)))
                .containsExactly("i-2: replica rack-1 has another lease, i-1, tagged as of owner-1");
    }

    @Test
    void aLeaseFromNoLaunchOfItsReplicaIsEnded() {
        Replica intended = intended(1, Duration.ofMinutes(1));

        assertThat(reasons(sweep(List.of(tagged(intended, intended.id(), "another")), intended)))
                .containsExactly("i-1: it comes from no launch of replica rack-1, tagged as of owner-1");
    }

    @Test
    void ofTwoLeasesFromOneLaunchOneIsAdopted() {
        Replica intended = intended(1, Duration.ofMinutes(1));
        ObservedLease twin = new ObservedLease(
                FleetExamples.lease(launched(2, Duration.ofMinutes(1))),
                intended.id(),
                intended.intent().token(),
                1,
                Status.RUNNING,
                "");

        assertThat(sweep(List.of(seen(intended, Status.RUNNING), twin), intended))
                .hasExactlyElementsOfTypes(SweepAction.Adopt.class, SweepAction.Terminate.class);
    }

    @Test
    void oneThatMayBeYoungIsLeftAlone() {
        Instant young = NOW.minusSeconds(29);
        assertThat(sweep(List.of(launchedAt(young)))).isEmpty();
        assertThat(sweep(List.of(launchedAt(NOW.minusSeconds(30))))).hasSize(1);
        assertThat(sweep(List.of(launchedAt(Instant.EPOCH)))).as("age unknown").isEmpty();
        assertThat(sweep(List.of(launchedAt(NOW.plus(Duration.ofDays(2))))))
                .as("by another clock")
                .isEmpty();
    }

    @Test
    void withoutAnOwnerNothingIsOurs() {
        assertThat(Sweep.plan(" ", listing(List.of(seen(ready(1), Status.RUNNING))), FleetSnapshot.EMPTY, TIMING, NOW))
                .isEmpty();
    }

    private static List<SweepAction> sweep(List<ObservedLease> leases, Replica... replicas) {
        return Sweep.plan(OWNER, listing(leases), new FleetSnapshot(List.of(replicas), List.of()), TIMING, NOW);
    }

    private static Listing listing(List<ObservedLease> leases) {
        return new Listing(leases, Set.of("us-east-1"));
    }

    private static ObservedLease tagged(Replica replica, @Nullable ReplicaId id, String token) {
        return new ObservedLease(FleetExamples.lease(replica), id, token, 0, Status.RUNNING, "");
    }

    private static ObservedLease launchedAt(Instant at) {
        Lease lease = FleetExamples.lease(ready(1));
        return new ObservedLease(
                new Lease(lease.id(), lease.offer(), lease.perHour(), at, null),
                new ReplicaId("rack", 1),
                "t",
                1,
                Status.RUNNING,
                "");
    }

    private static List<String> reasons(List<SweepAction> actions) {
        return actions.stream()
                .map(action -> ((SweepAction.Terminate) action).lease().id() + ": " + action.reason())
                .toList();
    }
}
