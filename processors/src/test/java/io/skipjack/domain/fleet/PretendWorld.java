package io.skipjack.domain.fleet;

import io.skipjack.domain.cost.Money;
import io.skipjack.domain.deployment.FleetSpec;
import io.skipjack.domain.fleet.PretendCloud.Faults;
import io.skipjack.domain.fleet.PretendCloud.Machine;
import io.skipjack.domain.fleet.PretendLeader.Surroundings;
import io.skipjack.domain.fleet.PretendLeader.Wish;
import io.skipjack.domain.market.CapacityType;
import io.skipjack.domain.market.OfferBook;
import io.skipjack.domain.market.PriceQuote;
import io.skipjack.domain.scaling.LoadSample;
import io.skipjack.domain.scaling.ScalingState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Two deployments, a cloud that misbehaves and routers that die, on a virtual clock; checks itself after every step. */
final class PretendWorld {
    private static final Duration TICK = Duration.ofSeconds(2);
    /** How long a paused leader may believe that it still leads: twice its lease and more (row 57). */
    private static final Duration STALE = Duration.ofSeconds(60);

    private record Paused(PretendLeader leader, Instant until) {}

    private record Death(String machine, Instant at) {}

    private final Random random;
    private final MemoryStore store = new MemoryStore();
    private final PretendCloud cloud;
    private final Map<String, Wish> wishes = new TreeMap<>();
    private final Surroundings surroundings;
    private final List<Paused> paused = new ArrayList<>();
    private final List<Death> deaths = new ArrayList<>();
    private final PretendLedger ledger;
    private @Nullable PretendLeader leader;
    private Instant now = FleetExamples.NOW;
    private int ticks;
    private int revision = 1;
    private boolean disturbed = true;

    PretendWorld(long seed) {
        this.random = new Random(seed);
        this.cloud = new PretendCloud(random);
        FleetBounds all =
                new FleetBounds(Integer.MAX_VALUE, PretendLedger.REPLICAS_BOUND, null, PretendLedger.RATE_BOUND);
        this.surroundings = new Surroundings(store, cloud, book(), FleetExamples.TIMING, all, wishes);
        wish("rack", FleetExamples.spec(3, 2, 1, Duration.ofMinutes(2)));
        wish("tap", FleetExamples.spec(4, 1));
        this.ledger =
                new PretendLedger(store, cloud, wishes, cloud.addForeign("owner-10", new ReplicaId("rack", 1), now));
        cloud.faults(new Faults(0.05, 0.1, 0.15, 0.03, 0.3, 0.1, 0.03));
    }

    private void wish(String name, FleetSpec spec) {
        wishes.put(name, new Wish(name, spec, "r" + revision, LoadSample.NONE));
        store.begin(new FleetState(name, ScalingState.initial(spec.scaling()), "", LaunchHealth.GOOD));
    }

    private static OfferBook book() {
        List<PriceQuote> quotes = new ArrayList<>();
        for (CapacityType type : List.of(CapacityType.SPOT, CapacityType.ON_DEMAND)) {
            for (String zone : List.of("a", "b", "c")) {
                String price = type == CapacityType.SPOT ? "0.30" : "0.80";
                quotes.add(new PriceQuote(
                        FleetExamples.offer(zone, type), Money.ofDollars(price), FleetExamples.NOW, "test"));
            }
        }
        return OfferBook.EMPTY.with(quotes, FleetExamples.NOW);
    }

    /** One moment of trouble: time goes on, something happens, the leader gets somewhere or not. */
    void tick() {
        now = now.plus(TICK.multipliedBy(disturbed ? 1 + random.nextInt(4) : 4));
        ticks++;
        if (disturbed) {
            disturb();
        }
        deaths.removeIf(death -> {
            boolean due = !death.at().isAfter(now);
            if (due) {
                cloud.end(death.machine(), now);
            }
            return due;
        });
        wakePaused();
        lead();
        ledger.keep(TICK.multipliedBy(4), now);
    }

    private void disturb() {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> load(random.nextBoolean() ? "rack" : "tap", random.nextInt(50));
            case 3 -> load(random.nextBoolean() ? "rack" : "tap", 0);
            case 4, 5 -> interrupt();
            case 6 -> report(BootPhase.PULLING, null, null);
            case 7 -> report(null, FleetExamples.risk(), null);
            case 8 -> seldom(() -> report(null, null, "the image cannot be pulled"));
            case 9 -> seldom(this::redeploy);
            case 10 -> pause();
            case 11 -> leader = null;
            case 12 -> dieUnannounced();
            default -> {}
        }
    }

    private void seldom(Runnable trouble) {
        if (random.nextInt(6) == 0) {
            trouble.run();
        }
    }

    private void load(String name, int open) {
        Wish wish = wish(name);
        wishes.put(
                name,
                new Wish(name, wish.spec(), wish.revision(), new LoadSample(open, open, 0, Duration.ofSeconds(60))));
    }

    private Wish wish(String name) {
        Wish wish = wishes.get(name);
        if (wish == null) {
            throw new IllegalStateException("no wish " + name);
        }
        return wish;
    }

    private void redeploy() {
        revision++;
        wishes.replaceAll((name, wish) -> new Wish(name, wish.spec(), "r" + revision, wish.load()));
    }

    private @Nullable Machine anyOfOurs() {
        List<Machine> paid = ledger.ours();
        return paid.isEmpty() ? null : paid.get(random.nextInt(paid.size()));
    }

    /** With a notice that comes early, late, twice or never. */
    private void interrupt() {
        Machine machine = anyOfOurs();
        if (machine == null || machine.lease.offer().capacityType() != CapacityType.SPOT) {
            return;
        }
        Instant end = now.plusSeconds(120);
        deaths.add(new Death(machine.lease.id(), end));
        int notices = random.nextInt(3);
        for (int i = 0; i < notices; i++) {
            Interruption notice = new Interruption(Interruption.Kind.END, now, end.plusSeconds(random.nextInt(2)));
            tell(machine, new HostReport(machine.replica, machine.lease.id(), now, null, notice, null));
        }
    }

    private void dieUnannounced() {
        Machine machine = anyOfOurs();
        if (machine != null) {
            cloud.end(machine.lease.id(), now);
        }
    }

    private void report(@Nullable BootPhase phase, @Nullable Interruption notice, @Nullable String failure) {
        Machine machine = anyOfOurs();
        if (machine != null) {
            tell(machine, new HostReport(machine.replica, machine.lease.id(), now, phase, notice, failure));
        }
    }

    private void tell(Machine machine, HostReport report) {
        if (machine.owner.equals(store.owner())) {
            store.report(report, now);
        }
    }

    /** It stops in mid-turn, another takes over, and it goes on without knowing. */
    private void pause() {
        PretendLeader stopped = leader;
        if (stopped != null && !stopped.isIdle()) {
            paused.add(new Paused(stopped, now.plus(STALE)));
            leader = null;
        }
    }

    private void wakePaused() {
        paused.removeIf(stopped -> {
            if (now.isAfter(stopped.until())) {
                return true;
            }
            return random.nextInt(3) == 0 && !stopped.leader().takeStep(now);
        });
        ledger.checkBounds(now);
    }

    private void lead() {
        if (leader == null) {
            if (disturbed && random.nextInt(3) != 0) {
                return;
            }
            leader = new PretendLeader(surroundings, Duration.ofSeconds(random.nextInt(-3, 4)));
        }
        if (leader.isIdle()) {
            leader.beginTurn(ticks % 15 == 0);
        }
        int many = disturbed && random.nextInt(4) == 0 ? random.nextInt(6) : Integer.MAX_VALUE;
        for (int i = 0; i < many && !leader.isIdle(); i++) {
            int launches = launches();
            if (!leader.takeStep(now)) {
                throw new AssertionError("the present leader cannot write");
            }
            if (launches() > launches) {
                ledger.checkBounds(now);
            }
        }
    }

    /**
     * No more trouble. A deployment whose launches were given up is put right, as its user would; or one is removed.
     */
    void calm() {
        disturbed = false;
        deaths.clear();
        cloud.faults(Faults.NONE);
        if (random.nextInt(4) == 0) {
            wishes.put("tap", new Wish("tap", null, "", LoadSample.NONE));
        }
        for (String name : List.copyOf(wishes.keySet())) {
            if (store.state(name).health().halted() != null) {
                redeploy();
            }
        }
    }

    /** Null when all that is wanted serves and nothing else is paid for. */
    @Nullable
    String notConverged() {
        return ledger.notConverged();
    }

    int launches() {
        return cloud.all().size() - 1;
    }

    int fencedWrites() {
        return store.refusedWrites();
    }
}
