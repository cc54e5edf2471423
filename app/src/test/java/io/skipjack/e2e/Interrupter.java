package io.skipjack.e2e;

import io.skipjack.provider.sandbox.FakeEngine;
import io.skipjack.provider.sandbox.Interrupting;
import io.skipjack.provider.sandbox.ec2.Book;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Takes one spot replica after the other that answers, some with notice, and remembers which. */
final class Interrupter {
    private final SpotTrial trial;
    private final String model;
    private final double noticeShare;
    private final Random random = new Random(53);
    private final List<Taken> taken = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    private int fewest = Integer.MAX_VALUE;

    private record Taken(FakeEngine engine, boolean noticed) {}

    Interrupter(SpotTrial trial, String model, double noticeShare) {
        this.trial = trial;
        this.model = model;
        this.noticeShare = noticeShare;
    }

    /** Takes one; false when none is there to be taken. */
    boolean takeOne() {
        List<Book> there = trial.live(model).stream()
                .filter(book -> !known.contains(book.id()))
                .filter(book -> trial.ec2().phase(book.id()).equals("ready"))
                .toList();
        fewest = Math.min(fewest, there.size());
        if (there.isEmpty()) {
            return false;
        }
        Book next = there.get(random.nextInt(there.size()));
        boolean noticed = random.nextDouble() < noticeShare;
        trial.ec2().engine(next.id()).ifPresent(engine -> taken.add(new Taken(engine, noticed)));
        known.add(next.id());
        trial.ec2().interrupt(next.id(), noticed ? Interrupting.after(Interrupting.USUAL) : Interrupting.atOnce());
        return true;
    }

    /** Replicas that served and had not been told to go, at the time when there were fewest. */
    int fewest() {
        return fewest;
    }

    long noticed() {
        return taken.stream().filter(Taken::noticed).count();
    }

    long unnoticed() {
        return taken.size() - noticed();
    }

    /** Whether any of a request's legs was on a replica that went without notice. */
    boolean hitWithoutNotice(String requestId) {
        return taken.stream()
                .filter(each -> !each.noticed())
                .anyMatch(each -> each.engine().received().stream()
                        .anyMatch(request -> requestId.equals(request.header("x-request-id"))));
    }

    /** What those that went still work on; nobody hears it. */
    long open() {
        return taken.stream().mapToLong(each -> each.engine().counters().open()).sum();
    }
}
