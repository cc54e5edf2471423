package io.skipjack.app.inference;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears SIGTERM and SIGINT while the router stops. Java ignores a signal that comes while it ends already; whoever sends a
 * second one does not want to wait. By reflection, because Java has {@code sun.misc.Signal} alone for this, and the compiler
 * warns of each mention of it.
 */
final class SecondSignal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SecondSignal.class);

    private final CountDownLatch heard = new CountDownLatch(1);
    private final List<Ear> ears = new ArrayList<>();

    /** Listens from now on until it is closed. Where signals cannot be listened to, it hears nothing. */
    static SecondSignal listen() {
        SecondSignal second = new SecondSignal();
        try {
            second.ears.add(second.new Ear("TERM"));
            second.ears.add(second.new Ear("INT"));
        } catch (ReflectiveOperationException unheard) {
            // started with -Xrs, or no such signals here: then only time ends the wait
            LOG.debug("signals are not heard while stopping", unheard);
        }
        return second;
    }

    /** Waits so long; true, at once, when a signal has come. */
    boolean heardWithin(Duration time) throws InterruptedException {
        return heard.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        ears.forEach(Ear::close);
    }

    /** One signal's. What was to happen at it happens too: it may be the first one, and the stop somebody else's wish. */
    private final class Ear implements InvocationHandler {
        private final Object signal;
        private final Method listen;
        private final Method handle;
        private final List<Object> unheard;
        private volatile Object before;

        Ear(String name) throws ReflectiveOperationException {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            signal = signals.getConstructor(String.class).newInstance(name);
            listen = signals.getMethod("handle", signals, handlers);
            handle = handlers.getMethod("handle", signals);
            Object ignored = Objects.requireNonNull(handlers.getField("SIG_IGN").get(null));
            Object plain = Objects.requireNonNull(handlers.getField("SIG_DFL").get(null));
            unheard = List.of(ignored, plain);
            before = ignored;
            before = replaceBy(Proxy.newProxyInstance(handlers.getClassLoader(), new Class<?>[] {handlers}, this));
            if (before == ignored) {
                // as in a background job: it is not meant for us
                replaceBy(ignored);
            }
        }

        private Object replaceBy(Object handler) throws ReflectiveOperationException {
            return Objects.requireNonNull(listen.invoke(null, signal, handler));
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws ReflectiveOperationException {
            heard.countDown();
            if (!unheard.contains(before)) {
                handle.invoke(before, signal);
            }
            return signal;
        }

        void close() {
            try {
                replaceBy(before);
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException("a signal that could be listened to can be let be", impossible);
            }
        }
    }
}
