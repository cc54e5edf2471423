package io.skipjack.app.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StreamOutputTest {
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch writing = new CountDownLatch(1);
    private final AtomicInteger touched = new AtomicInteger();
    private final StreamOutput out = new StreamOutput(response(), () -> false);

    /** A client that does not read. */
    private final class Slow extends ServletOutputStream {
        @Override
        public void write(int one) {
            throw new AssertionError("in one piece");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            touched.incrementAndGet();
            writing.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new AssertionError("not asked for");
        }
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class}, (self, method, args) -> {
                    touched.incrementAndGet();
                    return method.getName().equals("getOutputStream") ? new Slow() : null;
                });
    }

    /** What was written later went into the answer of whoever had got the response since. */
    @Test
    void nothingIsWrittenToAResponseThatTheContainerHasTakenBack() throws Exception {
        AtomicBoolean taken = new AtomicBoolean();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                out.event(1, "leader.changed", "{}");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        writing.await();
        Thread container = Thread.ofPlatform().start(() -> {
            out.takenBack();
            taken.set(true);
        });
        await().until(() -> container.getState() == Thread.State.BLOCKED);
        assertThat(taken).as("in the midst of a write").isFalse();

        open.countDown();
        container.join();
        reader.join();

        int before = touched.get();
        assertThat(out.isOver()).isTrue();
        assertThatThrownBy(out::flush).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> out.event(2, "leader.changed", "{}")).isInstanceOf(IOException.class);
        assertThat(touched).hasValue(before);
    }
}
