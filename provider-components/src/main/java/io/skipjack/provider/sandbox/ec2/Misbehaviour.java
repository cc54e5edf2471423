package io.skipjack.provider.sandbox.ec2;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything the pretend AWS has been told to do wrong. Safe for many threads. */
public final class Misbehaviour {
    private static final int ALWAYS = 0;

    private final Map<Refusing, Integer> refusals = new LinkedHashMap<>();
    private final Map<String, Integer> drops = new HashMap<>();
    private final Map<String, Integer> capacity = new HashMap<>();
    private final List<BootTrouble> troubles = new ArrayList<>();
    private BootTrouble allTrouble = BootTrouble.NONE;
    private Duration invisibleFor;
    private final Duration usuallyInvisibleFor;
    private int ignoredTerminations;
    private int fleetLimit = Integer.MAX_VALUE;

    Misbehaviour(Duration invisibleFor) {
        this.invisibleFor = invisibleFor;
        this.usuallyInvisibleFor = invisibleFor;
    }

    public synchronized void refuse(Refusing refusing) {
        refusals.put(refusing, refusing.times());
    }

    /** The next so many calls of the action are carried out, but the connection is closed instead of an answer. */
    public synchronized void dropAnswers(String action, int times) {
        drops.put(action, times);
    }

    /** New instances are neither listed nor known by id for so long. */
    public synchronized void hideNew(Duration time) {
        invisibleFor = time;
    }

    /** No fleet gets more instances than this, whatever it asks for. */
    public synchronized void limitFleets(int instances) {
        fleetLimit = instances;
    }

    /** At most so many instances live in a pool at once. */
    public synchronized void limitPool(String type, String zone, int instances) {
        capacity.put(type + "@" + zone, instances);
    }

    /** The next so many terminations are answered well and not carried out. */
    public synchronized void ignoreTerminations(int times) {
        ignoredTerminations = times;
    }

    /**
     * What goes wrong when the next instances boot.
     *
     * @param times how many; 0 for all until cleared
     */
    public synchronized void troubleBoots(BootTrouble trouble, int times) {
        if (times == ALWAYS) {
            allTrouble = trouble;
        }
        for (int i = 0; i < times; i++) {
            troubles.add(trouble);
        }
    }

    /** Well behaved again. What is broken already stays so. */
    public synchronized void clear() {
        refusals.clear();
        drops.clear();
        capacity.clear();
        troubles.clear();
        allTrouble = BootTrouble.NONE;
        invisibleFor = usuallyInvisibleFor;
        ignoredTerminations = 0;
        fleetLimit = Integer.MAX_VALUE;
    }

    /** The trouble of the instance that boots now. */
    public synchronized BootTrouble nextBoot() {
        return troubles.isEmpty() ? allTrouble : troubles.removeFirst();
    }

    /** Whether the answer just made is to be lost. */
    public synchronized boolean losesAnswer(String action) {
        int left = drops.getOrDefault(action, 0);
        if (left > 0) {
            drops.put(action, left - 1);
        }
        return left > 0;
    }

    synchronized Duration invisibleFor() {
        return invisibleFor;
    }

    synchronized int fleetLimit() {
        return fleetLimit;
    }

    synchronized int room(String type, String zone, int living) {
        return capacity.getOrDefault(type + "@" + zone, Integer.MAX_VALUE) - living;
    }

    synchronized boolean ignoresTermination() {
        return ignoredTerminations > 0 && ignoredTerminations-- > 0;
    }

    /** The refusals that one call may meet; each is used up by at most one of its times, however many pools it strikes. */
    Strikes strikes(String action) {
        return new Strikes(action);
    }

    private synchronized List<Refusing> concerning(String action) {
        return refusals.keySet().stream().filter(each -> each.concerns(action)).toList();
    }

    private synchronized void used(Refusing refusing) {
        Integer left = refusals.get(refusing);
        if (left == null || refusing.times() == ALWAYS) {
            return;
        }
        if (left <= 1) {
            refusals.remove(refusing);
        } else {
            refusals.put(refusing, left - 1);
        }
    }

    /** What one call meets. */
    final class Strikes {
        private final String action;
        private final List<Refusing> concerning;
        private final Set<Refusing> used = new HashSet<>();

        private Strikes(String action) {
            this.action = action;
            this.concerning = concerning(action);
        }

        /** Throws if the call as a whole is to be refused. */
        void onCall() {
            for (Refusing refusing : concerning) {
                if (refusing.isOfTheCall(action)) {
                    use(refusing);
                    throw AwsError.of(refusing.code());
                }
            }
        }

        Optional<AwsError> onPool(String type, String zone) {
            for (Refusing refusing : concerning) {
                if (!refusing.isOfTheCall(action) && refusing.concernsPool(type, zone)) {
                    use(refusing);
                    return Optional.of(AwsError.of(refusing.code()));
                }
            }
            return Optional.empty();
        }

        private void use(Refusing refusing) {
            if (used.add(refusing)) {
                used(refusing);
            }
        }
    }
}
