package io.skipjack.app.state;

import io.skipjack.domain.fleet.FleetBounds;
import io.skipjack.domain.fleet.Replica;
import io.skipjack.domain.fleet.ReplicaState;
import io.skipjack.domain.fleet.StaleEpochException;
import io.skipjack.domain.fleet.StoreUnavailableException;
import io.skipjack.e2e.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A router of its own process that leads and writes, so that it can be killed or paused at any moment. */
final class WriterProcess implements AutoCloseable {
    private static final FleetBounds WIDE = new FleetBounds(1_000_000, 1_000_000, null, null);
    static final String ENDED = "ended";

    private static final int MOST = 100_000;

    private final Process process;
    private final BufferedReader said;

    WriterProcess(StoreSettings settings, Duration ttl, Duration pause) throws IOException {
        List<String> arguments = List.of(
                settings.dataDir().toString(),
                settings.url(),
                settings.user(),
                settings.password(),
                String.valueOf(ttl.toMillis()),
                String.valueOf(pause.toMillis()));
        process = new ProcessBuilder(ChildJvm.quick(WriterProcess.class.getName(), arguments))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        said = process.inputReader();
    }

    /** The next line of this kind: {@code wrote N}, {@code stale}, {@code leads EPOCH}; {@link #ENDED} after the last. */
    String next(String kind) throws IOException {
        for (int i = 0; i < MOST; i++) {
            String line = said.readLine();
            if (line == null) {
                return ENDED;
            }
            if (line.startsWith(kind)) {
                return line;
            }
        }
        throw new IllegalStateException("it never said " + kind);
    }

    void signal(String which) throws Exception {
        new ProcessBuilder("kill", "-" + which, String.valueOf(process.pid()))
                .start()
                .waitFor(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    /** @param args data folder, URL, user, password, time to live and pause between two writes in milliseconds */
    public static void main(String[] args) {
        StoreSettings settings = new StoreSettings(Path.of(args[0]), args[1], args[2], args[3]);
        Database database = new Database(settings);
        database.open();
        Leadership leadership = new Leadership(
                new LeadershipTable(database), "child", Duration.ofMillis(Long.parseLong(args[4])), System::nanoTime);
        leadership.start();
        JdbcFleetStore store = new JdbcFleetStore(database);
        OptionalLong epoch = OptionalLong.empty();
        for (int i = 0; i < MOST; i++) {
            // like a loop that is slow: it goes on with the epoch it began with
            if (epoch.isEmpty()) {
                epoch = leadership.current();
                epoch.ifPresent(fresh -> System.out.println("leads " + fresh));
            } else {
                write(store, epoch.getAsLong());
            }
            LockSupport.parkNanos(Duration.ofMillis(Long.parseLong(args[5])).toNanos());
        }
    }

    private static void write(JdbcFleetStore store, long epoch) {
        try {
            int number = store.nextNumber("rack");
            Replica replica = Samples.intended("rack", number);
            store.intend(epoch, replica, WIDE);
            System.out.println("intended " + number);
            store.save(epoch, Samples.with(replica, ReplicaState.READY, Samples.lease("i-" + number)));
            System.out.println("wrote " + number);
        } catch (StaleEpochException stale) {
            System.out.println("stale");
        } catch (StoreUnavailableException failure) {
            System.out.println("unavailable " + failure.getMessage());
        }
    }
}
