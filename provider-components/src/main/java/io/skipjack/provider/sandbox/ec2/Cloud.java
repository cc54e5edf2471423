package io.skipjack.provider.sandbox.ec2;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pretend AWS itself: its instances, and what happens to them. One lock for all of it, because nothing it does takes
 * long. Times come from a clock that is handed in.
 */
public final class Cloud {
    static final String BY_USER = "Client.UserInitiatedShutdown";
    static final String BY_ITSELF = "Client.InstanceInitiatedShutdown";
    static final String BY_SPOT = "Server.SpotInstanceTermination";

    private static final int HEARTBEATS = 3;
    /** A console is late by this part of a boot. */
    private static final int CONSOLE_LAG = 8;

    private final CloudSettings settings;
    private final InstantSource clock;
    private final Machines machines;
    private final SecureRandom chance = new SecureRandom();
    private final Addresses addresses;
    private final Market market;
    private final Quotas quotas = new Quotas();
    private final Templates templates = new Templates();
    private final Misbehaviour misbehaviour;
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final Map<String, Book> closedBooks = new LinkedHashMap<>();

    public Cloud(CloudSettings settings, InstantSource clock, Machines machines, int addressBlock) {
        this.settings = settings;
        this.clock = clock;
        this.machines = machines;
        this.addresses = new Addresses(addressBlock);
        this.market = new Market(clock.instant());
        this.misbehaviour = new Misbehaviour(settings.invisibleFor());
    }

    public CloudSettings settings() {
        return settings;
    }

    public Misbehaviour misbehaviour() {
        return misbehaviour;
    }

    Market market() {
        return market;
    }

    Templates templates() {
        return templates;
    }

    Quotas quotas() {
        return quotas;
    }

    public Instant now() {
        return clock.instant();
    }

    String newId(String kind) {
        byte[] random = new byte[8];
        chance.nextBytes(random);
        return kind + "-0" + HexFormat.of().formatHex(random);
    }

    /** Why an order cannot be met in its pool now; empty when it can. */
    synchronized Optional<AwsError> obstacle(Order order, Misbehaviour.Strikes strikes) {
        String type = order.type().name();
        Optional<AwsError> struck = strikes.onPool(type, order.zone());
        if (struck.isPresent()) {
            return struck;
        }
        List<Instance> living =
                instances.values().stream().filter(each -> !each.isEnding()).toList();
        long inPool = living.stream()
                .filter(each -> each.order().type().name().equals(type)
                        && each.order().zone().equals(order.zone()))
                .count();
        if (misbehaviour.room(type, order.zone(), (int) inPool) <= 0) {
            return Optional.of(AwsError.of("InsufficientInstanceCapacity"));
        }
        return quotas.obstacle(order, living).or(() -> tooDear(order));
    }

    private Optional<AwsError> tooDear(Order order) {
        if (!order.spot() || order.maxPrice() == null) {
            return Optional.empty();
        }
        boolean tooDear =
                market.price(order.type(), order.zone(), now()).isMoreThan(Prices.parse("SpotPrice", order.maxPrice()));
        return tooDear ? Optional.of(AwsError.of("SpotMaxPriceTooLow")) : Optional.empty();
    }

    synchronized Instance launch(Order order) {
        Instant now = now();
        Instance.Times times = new Instance.Times(
                now,
                now.plus(settings.pending()),
                now.plus(misbehaviour.invisibleFor()),
                settings.bootDelay().dividedBy(CONSOLE_LAG));
        Machine draft = Machine.of(newId("i"), order, addresses.next(), times.runningAt(), boot());
        Duration patience = UserData.heartbeatOf(draft.userData()).multipliedBy(HEARTBEATS);
        Contact contact = new Contact(now.plus(settings.bootDelay()).plus(patience), patience);
        Instance instance = new Instance(draft.id(), order, draft.address(), times, contact);
        instances.put(instance.id(), instance);
        machines.boot(draft);
        return instance;
    }

    private Duration boot() {
        return settings.bootDelay().minus(settings.pending());
    }

    /** All that are still listed, oldest first. Those forgotten stay in the books. */
    synchronized List<Instance> instances() {
        Instant now = now();
        instances.values().removeIf(each -> {
            boolean forgotten = each.endedAt() != null
                    && each.endedAt().plus(settings.forgetAfter()).isBefore(now);
            if (forgotten) {
                closedBooks.put(each.id(), Book.of(each, market, now));
            }
            return forgotten;
        });
        return List.copyOf(instances.values());
    }

    @Nullable
    synchronized Instance find(String id) {
        return instances.get(id);
    }

    /** The instance of that id, or of that replica by its tag; empty for none that lives. */
    public synchronized Optional<String> resolve(String idOrReplica) {
        Instance byId = instances.get(idOrReplica);
        if (byId != null) {
            return Optional.of(idOrReplica);
        }
        return instances().reversed().stream()
                .filter(each -> idOrReplica.equals(each.tags().get("skipjack:replica")))
                .sorted((a, b) -> Boolean.compare(a.isEnding(), b.isEnding()))
                .map(Instance::id)
                .findFirst();
    }

    /** Begins the end of an instance, if it has not begun. */
    synchronized void end(String id, String reasonCode, String reason) {
        Instance instance = instances.get(id);
        if (instance == null || instance.isEnding()) {
            return;
        }
        Instant now = now();
        instance.end(now, now.plus(settings.shutdownDelay()), reasonCode, reason);
        machines.halt(id);
    }

    /** EC2 says, and bills, whole seconds. */
    static Instant second(Instant now) {
        return now.truncatedTo(ChronoUnit.SECONDS);
    }

    /** What {@code shutdown -h now} on the instance does. */
    public void shutDown(String id) {
        end(id, BY_ITSELF, "Client.InstanceInitiatedShutdown: Instance initiated shutdown");
    }

    /** Spot takes it, now. */
    public void take(String id) {
        end(id, BY_SPOT, "Server.SpotInstanceTermination: Instance terminated due to Spot interruption");
    }

    /** Notes an interruption to come; {@link #take} must be called when its time has come. */
    public synchronized void announce(String id, Instant shownAt, Instant deadline) {
        Instance instance = living(id);
        instance.notice(instance.notice().ending(shownAt, deadline));
    }

    /** Its metadata recommends to move away from now on. */
    public synchronized void recommendRebalance(String id) {
        Instance instance = living(id);
        instance.notice(instance.notice().rebalanced(now()));
    }

    /** Takes every notice back; for an instance that is gone there is nothing to do. */
    public synchronized void withdraw(String id) {
        Instance instance = instances.get(id);
        if (instance != null) {
            instance.notice(Notice.NONE);
        }
    }

    private Instance living(String id) {
        Instance instance = instances.get(id);
        if (instance == null || instance.isEnding()) {
            throw new IllegalArgumentException("There is no living instance " + id + ".");
        }
        return instance;
    }

    public synchronized Notice notice(String id) {
        Instance instance = instances.get(id);
        return instance == null ? Notice.NONE : instance.notice();
    }

    public synchronized Map<String, String> tags(String id) {
        Instance instance = instances.get(id);
        return instance == null ? Map.of() : new TreeMap<>(instance.tags());
    }

    /** An instance prints a line on its serial console; nothing happens when it is gone. */
    public synchronized void print(String id, String line) {
        Instance instance = instances.get(id);
        if (instance != null && !instance.isEnding()) {
            instance.console().write(now(), line);
        }
    }

    /** The value of a parameter or secret in a region; those of Amazon are there in each. */
    public Optional<String> parameter(String name, String region) {
        boolean ofAmazon = name.startsWith(Images.PARAMETER) && name.endsWith("/latest/ami-id");
        return ofAmazon
                ? Optional.of(Images.id(name, region))
                : Optional.ofNullable(settings.parameters().get(name));
    }

    /** A router has said that the instance is one of its own. */
    public synchronized void contact(String id) {
        Instance instance = instances.get(id);
        if (instance != null && !instance.isEnding()) {
            instance.contact().made(now());
        }
    }

    /** The books: every instance there ever was, oldest first. */
    public synchronized List<Book> books() {
        List<Instance> listed = instances();
        List<Book> books = new ArrayList<>(closedBooks.values());
        Instant now = now();
        listed.forEach(each -> books.add(Book.of(each, market, now)));
        return books;
    }

    /**
     * Sets the spot price of a type from now on.
     *
     * @param zone empty for all zones that have it
     * @param dollars per hour; may be absurd, see {@link Market}
     */
    public synchronized void price(String type, String zone, double dollars) {
        List<String> zones = Catalogue.regions().stream()
                .flatMap(region -> Catalogue.zones(region).stream())
                .filter(each -> Catalogue.sells(type, each) && (zone.isEmpty() || zone.equals(each)))
                .toList();
        if (zones.isEmpty()) {
            throw new IllegalArgumentException(
                    Catalogue.type(type) == null
                            ? "There is no instance type " + type + "; there are " + Catalogue.names() + "."
                            : type + " is not sold in " + zone + ".");
        }
        zones.forEach(each -> market.set(type, each, dollars, second(now())));
    }

    /** Sets a quota in every region. */
    public synchronized void quota(String code, int vcpus) {
        Quota quota = Quota.of(code)
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no quota " + code + "; there are " + Quota.codes() + "."));
        quotas.set(quota, vcpus);
    }

    /** List prices again, and everything well behaved. */
    public synchronized void restore() {
        market.reset(second(now()));
        quotas.reset();
        misbehaviour.clear();
    }
}
