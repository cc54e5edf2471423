package io.skipjack.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.e2e.LogLines;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineKeyTest {
    private static final String SECRET = "sk-secret";

    private final LogLines said = new LogLines(EngineKey.class.getName());
    private final Ticks ticks = new Ticks();
    private @Nullable String found;
    private boolean denied;
    private Duration answering = Duration.ZERO;
    private int asked;

    @BeforeEach
    void stand() {
        ticks.stands = true;
    }

    @AfterEach
    void leave() {
        said.close();
    }

    @Test
    void theEnvironmentsKeyIsTakenWithoutAskingAnybody() {
        EngineKey key = key(" " + SECRET + "\n");

        assertThat(key.fetched()).isEqualTo(SECRET);
        assertThat(key.value()).isEqualTo(SECRET);
        assertThat(asked).isZero();
    }

    @Test
    void aVariableThatIsSetToNothingIsNotAKey() {
        found = SECRET;

        assertThat(key("").fetched()).isEqualTo(SECRET);
    }

    @Test
    void itIsFetchedOnceAndReadWithoutWaiting() {
        found = SECRET;
        EngineKey key = key(null);
        assertThat(key.value()).isNull();

        assertThat(key.known()).isTrue();
        assertThat(key.fetched()).isEqualTo(SECRET);
        assertThat(key.value()).isEqualTo(SECRET);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void whileItIsNotToBeHadItIsAskedForAtMostEveryFiveSeconds() {
        denied = true;
        EngineKey key = key(null);
        for (int i = 0; i < 100; i++) {
            assertThat(key.known()).isFalse();
            ticks.pass(Duration.ofMillis(100));
        }

        assertThat(asked).isEqualTo(2);
        ticks.pass(Duration.ofSeconds(5));
        denied = false;
        found = SECRET;
        assertThat(key.known()).isTrue();
    }

    @Test
    void aSlowRefusalIsNotFollowedByAnotherForEachWhoWaited() {
        denied = true;
        answering = Duration.ofSeconds(30);
        EngineKey key = key(null);

        key.known();
        key.known();

        assertThat(asked).isEqualTo(1);
    }

    @Test
    void itIsComplainedOfOnceWithWhatToDo() {
        denied = true;
        EngineKey key = key(null);
        for (int i = 0; i < 3; i++) {
            key.known();
            ticks.pass(Duration.ofSeconds(5));
        }

        assertThat(said.messages())
                .containsExactly("the engines' API key is missing, so no replica gets requests: no such parameter");
    }

    @Test
    void anEmptySecretIsNoKey() {
        found = " ";

        assertThat(key(null).known()).isFalse();
        assertThat(said.messages()).hasSize(1);
    }

    @Test
    void theKeyItselfIsNeverShown() {
        found = SECRET;
        EngineKey key = key(null);
        key.known();

        assertThat(key.toString()).doesNotContain(SECRET);
        assertThat(said.messages()).isEmpty();
        assertThat(key.name()).isEqualTo("SKIPJACK_ENGINE_KEY");
    }

    private EngineKey key(@Nullable String fromEnvironment) {
        return new EngineKey(fromEnvironment, this::fetch, ticks);
    }

    private @Nullable String fetch() {
        asked++;
        ticks.pass(answering);
        if (denied) {
            throw new IllegalStateException("no such parameter");
        }
        return found;
    }
}
