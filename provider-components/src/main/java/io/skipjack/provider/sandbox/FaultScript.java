package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.FaultKind.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The faults in force, in the order they were injected. A request takes the first that fits of the connection, head and
 * outcome stages, and all that fit of the wire stage: so a script "once 429, then once 500" plays in order, while
 * dribble, CRLF and a reset can strike together. Safe for many threads.
 */
final class FaultScript {
    private final List<Fault> faults = new ArrayList<>();
    private final List<Integer> left = new ArrayList<>();

    synchronized void add(Fault fault) {
        faults.add(fault);
        left.add(fault.times());
    }

    synchronized void clear() {
        faults.clear();
        left.clear();
    }

    synchronized List<Fault> all() {
        return List.copyOf(faults);
    }

    synchronized boolean refuses() {
        return faults.stream().anyMatch(fault -> fault.kind() == FaultKind.REFUSE_CONNECTIONS);
    }

    /** True when the connection just accepted shall never hear anything. */
    boolean silencesConnection() {
        return !take(Set.of(Stage.CONNECTION), fault -> fault.kind() == FaultKind.ACCEPT_THEN_NOTHING)
                .isEmpty();
    }

    List<Fault> forHead(ReceivedRequest head) {
        return take(
                Set.of(Stage.HEAD),
                fault -> fault.scope().fitsHead(head) && !fault.scope().needsBody());
    }

    List<Fault> forRequest(ReceivedRequest request) {
        return take(
                EnumSet.of(Stage.OUTCOME, Stage.WIRE), fault -> fault.scope().fits(request));
    }

    private synchronized List<Fault> take(Set<Stage> stages, Predicate<Fault> fits) {
        if (faults.isEmpty()) {
            return List.of();
        }
        List<Fault> taken = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (stages.contains(fault.stage()) && !crowdedOut(fault, taken) && fits.test(fault)) {
                taken.add(fault);
                left.set(i, fault.times() == 0 ? 0 : left.get(i) - 1);
            }
        }
        dropSpent();
        return taken;
    }

    private static boolean crowdedOut(Fault fault, List<Fault> taken) {
        return taken.stream()
                .anyMatch(other ->
                        fault.stage() == Stage.WIRE ? other.kind() == fault.kind() : other.stage() == fault.stage());
    }

    private void dropSpent() {
        Iterator<Integer> counts = left.iterator();
        for (Iterator<Fault> each = faults.iterator(); each.hasNext(); ) {
            int times = each.next().times();
            if (counts.next() == 0 && times > 0) {
                each.remove();
                counts.remove();
            }
        }
    }
}
