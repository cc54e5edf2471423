package io.skipjack.app.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;
import com.hazelcast.topic.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gossip over an embedded Hazelcast member. A topic and no distributed map: there is nothing to own, back up, migrate or
 * merge, a read never leaves the process, and after a split each message mends what was missed. Hazelcast is started and
 * spoken to on a thread of its own, so neither a member that hangs nor one that cannot be found delays anything.
 */
final class HazelcastGossip implements RouterGossip, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HazelcastGossip.class);
    private static final String TOPIC = "routers";
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** How long a mark goes on being said; shorter than others remember it, so that it does not come back to life. */
    private static final Duration REPEATED = Duration.ofMinutes(30);

    private static final long PAUSE_AFTER_FAILURE = Duration.ofSeconds(30).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Hearsay heard = new Hearsay(System::nanoTime);
    private final DrainingMarks ownDraining = new DrainingMarks(REPEATED, Integer.MAX_VALUE);
    private final Set<String> ownRevoked = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService speaking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("router-gossip").daemon().factory());
    private final Config config;
    private volatile @Nullable RouterView view;
    private volatile @Nullable HazelcastInstance member;
    private volatile boolean troubled;
    private long nextTry = System.nanoTime();

    HazelcastGossip(ClusterSettings settings) {
        this(ClusterConfig.of(settings));
        ClusterConfig.requireFree(settings);
    }

    HazelcastGossip(Config config) {
        this.config = config;
    }

    /** Joins the others, in its own time. */
    void start() {
        speaking.scheduleWithFixedDelay(this::speak, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void publish(RouterView newest) {
        view = newest;
    }

    @Override
    public Collection<RouterView> peers() {
        return heard.peers();
    }

    @Override
    public void draining(String upstreamKey, @Nullable Duration left) {
        if (ownDraining.take(new DrainingMark(upstreamKey, left), System.nanoTime())) {
            speakNow();
        }
    }

    @Override
    public List<DrainingMark> draining() {
        List<DrainingMark> all = new ArrayList<>(heard.draining());
        all.addAll(ownDraining.present(System.nanoTime()));
        return all;
    }

    @Override
    public void revoked(String keyId) {
        if (ownRevoked.add(keyId)) {
            speakNow();
        }
    }

    @Override
    public void onRevoked(Consumer<String> listener) {
        heard.onRevoked(listener);
    }

    @Override
    public void onDraining(Consumer<DrainingMark> listener) {
        heard.onDraining(listener);
    }

    /** How many routers are there by Hazelcast's count, this one included; 0 before it has started. */
    int members() {
        HazelcastInstance instance = member;
        return instance == null ? 0 : instance.getCluster().getMembers().size();
    }

    private void speakNow() {
        try {
            speaking.execute(this::speak);
        } catch (RejectedExecutionException closed) {
            // nobody needs to know any more
        }
    }

    /** On its one thread. A failed start costs seconds of a processor, so it is not repeated every second. */
    private void speak() {
        long now = System.nanoTime();
        if (now - nextTry < 0) {
            return;
        }
        try {
            ITopic<String> topic = joined().getTopic(TOPIC);
            topic.publishAsync(GossipCodec.write(new GossipMessage(view, ownDraining.present(now), ownRevoked)));
            troubled = false;
        } catch (HazelcastException | IllegalStateException failure) {
            if (!troubled) {
                LOG.warn("cannot reach the other routers, going on alone: {}", failure.getMessage());
            }
            troubled = true;
            nextTry = System.nanoTime() + PAUSE_AFTER_FAILURE;
        }
    }

    private HazelcastInstance joined() {
        HazelcastInstance there = member;
        if (there == null || !there.getLifecycleService().isRunning()) {
            // its first words come before it has read its config
            System.setProperty("hazelcast.logging.type", "slf4j");
            there = Hazelcast.newHazelcastInstance(config);
            member = there;
            there.<String>getTopic(TOPIC).addMessageListener(this::hear);
        }
        return there;
    }

    private void hear(Message<String> message) {
        if (!message.getPublishingMember().localMember()) {
            GossipCodec.read(message.getMessageObject()).ifPresent(heard::take);
        }
    }

    @Override
    public void close() {
        speaking.shutdownNow();
        try {
            // it may be joining just now
            speaking.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        HazelcastInstance there = member;
        if (there != null) {
            there.getLifecycleService().terminate();
        }
    }
}
