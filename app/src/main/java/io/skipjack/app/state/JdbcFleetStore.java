package io.skipjack.app.state;

import io.skipjack.domain.fleet.AvoidedOffer;
import io.skipjack.domain.fleet.Bounds;
import io.skipjack.domain.fleet.FleetBounds;
import io.skipjack.domain.fleet.FleetSnapshot;
import io.skipjack.domain.fleet.FleetState;
import io.skipjack.domain.fleet.FleetStore;
import io.skipjack.domain.fleet.HostReport;
import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaId;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.market.Offer;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.scaling.LoadSample;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store on a database. One table class a table; here is what a transaction holds together. */
public final class JdbcFleetStore implements FleetStore {
    private final Database database;
    private volatile @Nullable String owner;

    public JdbcFleetStore(Database database) {
        this.database = database;
    }

    @Override
    public String owner() {
        String known = owner;
        if (known == null) {
            known = database.read(Installation::owner);
            owner = known;
        }
        return known;
    }

    @Override
    public FleetSnapshot snapshot() {
        return database.read(session -> new FleetSnapshot(ReplicaTable.all(session), FleetStateTable.all(session)));
    }

    @Override
    public @Nullable Replica find(ReplicaId id) {
        return database.read(session -> ReplicaTable.find(session, id)).orElse(null);
    }

    @Override
    public @Nullable FleetState fleetState(String deployment) {
        return database.read(session -> FleetStateTable.find(session, deployment))
                .orElse(null);
    }

    @Override
    public boolean intend(long epoch, Replica replica, FleetBounds bounds) {
        return database.write(session -> {
            // the fence's lock is also what makes two launches reckon one after the other
            Fence.require(session, epoch);
            if (Numbering.isTaken(session, replica.id())) {
                throw new IllegalStateException("replica " + replica.id() + " has been used before");
            }
            if (!Bounds.permits(replica, ReplicaTable.live(session), bounds)) {
                return false;
            }
            Numbering.use(session, replica.id());
            ReplicaTable.insert(session, replica);
            return true;
        });
    }

    @Override
    public void save(long epoch, Replica replica) {
        database.lead(epoch, session -> {
            if (!ReplicaTable.saveLeaders(session, replica)) {
                throw new IllegalStateException("replica " + replica.id() + " is not in the store");
            }
        });
    }

    @Override
    public void save(long epoch, FleetState state) {
        database.lead(epoch, session -> FleetStateTable.save(session, state));
    }

    @Override
    public int nextNumber(String deployment) {
        return database.read(session -> Numbering.next(session, deployment));
    }

    @Override
    public boolean report(HostReport report, Instant now) {
        return database.write(session -> {
            Optional<Replica> ours = ReplicaTable.take(session, report.replica())
                    .filter(replica -> replica.state() != ReplicaState.ENDED)
                    .filter(replica -> speaksFor(report, replica.lease()));
            ours.ifPresent(replica ->
                    ReplicaTable.saveHost(session, replica.id(), replica.host().with(report, now)));
            return ours.isPresent();
        });
    }

    private static boolean speaksFor(HostReport report, @Nullable Lease lease) {
        return lease == null || lease.id().equals(report.leaseId());
    }

    @Override
    public void avoid(long epoch, Collection<AvoidedOffer> offers) {
        database.lead(epoch, session -> MarketTables.avoid(session, offers));
    }

    @Override
    public Map<Offer, Instant> avoided(Instant now) {
        return database.read(session -> MarketTables.avoided(session, now));
    }

    @Override
    public void savePrices(long epoch, Collection<PriceQuote> quotes) {
        database.lead(epoch, session -> MarketTables.savePrices(session, quotes));
    }

    @Override
    public List<PriceQuote> prices() {
        return database.read(MarketTables::prices);
    }

    @Override
    public void saveLoads(String router, Map<String, LoadSample> loads, Instant at) {
        database.change(session -> LoadTable.save(session, router, loads, at));
    }

    @Override
    public Map<String, LoadSample> loads(Instant since) {
        return database.read(session -> LoadTable.since(session, since));
    }

    @Override
    public int forget(long epoch, Instant before, Duration olderLoads) {
        return database.write(session -> {
            Fence.require(session, epoch);
            return Numbering.forgetEnded(session, before)
                    + MarketTables.forgetAvoided(session, before)
                    + LoadTable.forget(session, before.minus(olderLoads));
        });
    }
}
