package io.skipjack.app.events;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadersTest {
    /** Else a stop waits for fewer readers than there are, and cuts the others between two bytes. */
    @Test
    void oneWhoComesDuringAStopIsNotTakenOffTheCount() throws Exception {
        try (Readers readers = new Readers()) {
            readers.close();
            StringWriter answer = new StringWriter();

            readers.open(
                    servlet(HttpServletRequest.class, Map.of("getMethod", "GET")),
                    servlet(HttpServletResponse.class, Map.of("getWriter", new PrintWriter(answer))),
                    out -> {});

            assertThat(answer.toString()).contains("readers follow already");
            assertThat(readers.count()).isZero();
        }
    }

    private static <T> T servlet(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> answers.get(method.getName())));
    }
}
