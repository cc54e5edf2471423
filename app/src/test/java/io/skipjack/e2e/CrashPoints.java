package io.skipjack.e2e;

import io.skipjack.domain.fleet.FleetStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;

/** Counts the places a process comes by, and ends it at one of them as a crash would: nothing is closed or flushed. */
final class CrashPoints {
    /** Exit code of a crash. */
    static final int CRASHED = 42;

    /** What comes before has read only: a crash there is one that never began. */
    private static final String BEGIN = "before store.intend";

    private final int at;
    private final Path note;
    private int passed;
    private boolean begun;

    /**
     * @param at the place to crash at, from 1; one that is never reached lets the process end by itself
     * @param note file that then says where it was
     */
    CrashPoints(int at, Path note) {
        this.at = at;
        this.note = note;
    }

    synchronized void pass(String place) {
        begun |= place.equals(BEGIN);
        if (begun && ++passed == at) {
            try {
                Files.writeString(note, place);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Runtime.getRuntime().halt(CRASHED);
        }
    }

    /** The same store, with a place before and one after each of its calls. */
    FleetStore around(FleetStore store) {
        return (FleetStore) Proxy.newProxyInstance(
                FleetStore.class.getClassLoader(), new Class<?>[] {FleetStore.class}, (proxy, method, arguments) -> {
                    pass("before store." + method.getName());
                    try {
                        Object result = method.invoke(store, arguments);
                        pass("after store." + method.getName());
                        return result;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
