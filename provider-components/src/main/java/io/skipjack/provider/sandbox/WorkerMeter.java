package io.skipjack.provider.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Writes the workers of one endpoint into a provider's book. Has one worker at a time, as {@link FakeServerless} does. */
public final class WorkerMeter {
    private final WorkerBook book;
    private final String id;
    private final String name;
    private final Supplier<Tariff> tariff;

    /** @param tariff asked anew for each worker */
    WorkerMeter(WorkerBook book, String id, String name, Supplier<Tariff> tariff) {
        this.book = book;
        this.id = id;
        this.name = name;
        this.tariff = tariff;
    }

    /** One that nobody reads, by the system's clock. */
    static WorkerMeter unread() {
        return new WorkerBook(InstantSource.system(), Duration.ZERO).meter("", "", () -> Tariff.FREE);
    }

    Instant now() {
        return book.now();
    }

    void started(Instant at) {
        book.started(this, new WorkerLife(id, name, tariff.get(), at, null));
    }

    void stopped(Instant at) {
        book.stopped(this, at);
    }

    /** Has this run before the book is read: it may find that a worker has gone meanwhile. */
    void watch(Runnable look) {
        book.watch(look);
    }
}
