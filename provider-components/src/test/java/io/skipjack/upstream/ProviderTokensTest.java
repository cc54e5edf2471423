package io.skipjack.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.skipjack.domain.deployment.CredentialRef;
import io.skipjack.domain.deployment.UpstreamSpec;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.AccessHeaders;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of providers: there before they are needed, one fetch at a time, and kept while they are good. */
class ProviderTokensTest {
    private static final CredentialRef REF = new CredentialRef.OfProvider("cloudrun");
    private static final URI ONE = URI.create("https://one.run.app/v1");
    private static final URI OTHER = URI.create("https://other.run.app/v1");

    private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private Instant now = start;
    private final Source source = new Source();
    private final Deque<Runnable> fetches = new ArrayDeque<>();
    private final Credentials credentials = new Credentials(name -> null, source, () -> now, fetches::add);

    private final class Source implements ProviderAccess {
        private final List<URI> asked = new ArrayList<>();
        private @Nullable String missing;
        private @Nullable ProviderUnavailableException failure;
        private @Nullable Duration lives = Duration.ofHours(1);
        private Map<String, String> more = Map.of();

        @Override
        public @Nullable String missing(String provider) {
            return missing;
        }

        @Override
        public AccessHeaders access(String provider, URI endpoint) throws ProviderUnavailableException {
            asked.add(endpoint);
            if (failure != null) {
                throw failure;
            }
            Map<String, String> headers = more.isEmpty() ? Map.of("Authorization", "Bearer " + token(endpoint)) : more;
            return new AccessHeaders(headers, lives == null ? null : now.plus(lives));
        }
    }

    /** Says whom it is for, and the place among those. */
    private String token(URI endpoint) {
        long count = source.asked.stream().filter(endpoint::equals).count();
        return "for " + endpoint.getHost() + " " + count;
    }

    @Test
    void eachEndpointHasATokenOfItsOwnFetchedOffTheCallersThread() {
        hold(ONE, OTHER);
        assertThat(headers(ONE)).as("nothing blocks whoever loads").isNull();
        assertThat(credentials.awaited(REF, ONE)).isTrue();

        fetch();

        assertThat(headers(ONE)).isEqualTo(Map.of("Authorization", "Bearer for one.run.app 1"));
        assertThat(headers(OTHER)).isEqualTo(Map.of("Authorization", "Bearer for other.run.app 1"));
        assertThat(headers(URI.create("https://stranger.run.app/v1"))).isNull();
    }

    @Test
    void severalHeadersThatNeverEndAreFetchedOnce() {
        source.more = Map.of("Modal-Key", "wk-1", "Modal-Secret", "ws-1");
        source.lives = null;
        hold(ONE);
        fetch();
        now = now.plus(Duration.ofDays(300));

        credentials.refresh();

        assertThat(headers(ONE)).isEqualTo(source.more);
        assertThat(fetches).isEmpty();
    }

    @Test
    void aTokenIsFetchedAnewFiveMinutesAheadAndOnlyOnceAtATime() {
        hold(ONE);
        fetch();
        now = start.plus(Duration.ofMinutes(55)).minusSeconds(1);
        credentials.refresh();
        assertThat(fetches).isEmpty();

        now = start.plus(Duration.ofMinutes(55));
        credentials.refresh();
        credentials.refresh();

        assertThat(fetches).hasSize(1);
        assertThat(headers(ONE)).as("the old one until then").containsValue("Bearer for one.run.app 1");
        fetch();
        assertThat(headers(ONE)).containsValue("Bearer for one.run.app 2");
    }

    @Test
    void theOldTokenIsUsedUntilItReallyEndsWhateverBecomesOfTheNext() {
        hold(ONE);
        fetch();
        source.failure = new ProviderUnavailableException("throttled");
        now = start.plus(Duration.ofMinutes(56));
        credentials.refresh();
        fetch();

        now = start.plus(Duration.ofHours(1)).minusMillis(1);
        assertThat(headers(ONE)).containsValue("Bearer for one.run.app 1");
        now = start.plus(Duration.ofHours(1));
        assertThat(headers(ONE)).isNull();
        assertThat(credentials.awaited(REF, ONE)).isTrue();
    }

    @Test
    void aFailureIsTriedAgainEachTimeLaterUpToAMinute() {
        source.failure = new ProviderUnavailableException("no answer");
        hold(ONE);
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            fetch();
            Instant failed = now;
            while (fetches.isEmpty()) {
                now = now.plusSeconds(1);
                credentials.refresh();
            }
            pauses.add(Duration.between(failed, now).toSeconds());
        }

        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
        source.failure = null;
        fetch();
        assertThat(headers(ONE)).isNotNull();
    }

    @Test
    void aRefusedTokenIsFetchedAnewAtOnceButNotAgainWithinHalfAMinute() {
        hold(ONE);
        fetch();

        assertThat(credentials.renew(REF, ONE)).isTrue();
        assertThat(credentials.renew(REF, ONE)).as("under way").isTrue();
        assertThat(fetches).hasSize(1);
        fetch();
        assertThat(headers(ONE)).containsValue("Bearer for one.run.app 2");
        now = now.plusSeconds(29);
        assertThat(credentials.renew(REF, ONE)).isFalse();
        now = now.plusSeconds(1);
        assertThat(credentials.renew(REF, ONE)).isTrue();
    }

    @Test
    void aProviderThatIsNotThereIsNotWaitedFor() {
        source.missing = "set SOME_KEY";
        hold(ONE);
        fetch();

        assertThat(headers(ONE)).isNull();
        assertThat(credentials.awaited(REF, ONE)).isFalse();
        assertThat(credentials.renew(REF, ONE)).isFalse();
        assertThat(source.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Host, a", "Content-Length, 1", "X Key, a", "X-Key, 'a\nb'", "X-Key, ' '", "X-Key, ä"})
    void whatCannotBeAHeaderOfOursIsNotSent(String name, String value) {
        source.more = Map.of(name, value);
        hold(ONE);
        fetch();

        assertThat(headers(ONE)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -60})
    void aTokenThatHasEndedWhenItComesIsNone(int seconds) {
        source.lives = Duration.ofSeconds(seconds);
        hold(ONE);
        fetch();

        assertThat(headers(ONE)).isNull();
    }

    @Test
    void aShortTokenIsFetchedAnewAtHalfItsTime() {
        assertThat(AccessTimes.renewal(start.plusSeconds(60), start)).isEqualTo(start.plusSeconds(30));
        assertThat(AccessTimes.renewal(start.plusSeconds(3600), start)).isEqualTo(start.plusSeconds(3300));
    }

    @Test
    void noSecretIsInAnyText() {
        source.more = Map.of("Modal-Secret", "ws-canary");
        hold(ONE);
        fetch();

        assertThat(credentials.toString() + REF + headers(ONE).keySet()).doesNotContain("ws-canary");
        assertThat(new AccessHeaders(source.more, null).toString()).doesNotContain("ws-canary");
    }

    private @Nullable Map<String, String> headers(URI upstream) {
        return credentials.headers(REF, upstream);
    }

    private void hold(URI... upstreams) {
        List<UpstreamSpec> specs = new ArrayList<>();
        for (URI upstream : upstreams) {
            specs.add(new UpstreamSpec("u" + specs.size(), upstream, REF));
        }
        credentials.hold(specs);
    }

    private void fetch() {
        while (!fetches.isEmpty()) {
            fetches.removeFirst().run();
        }
    }
}
