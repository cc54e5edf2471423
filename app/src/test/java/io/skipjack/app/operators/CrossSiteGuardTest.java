package io.skipjack.app.operators;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossSiteGuardTest {
    @ParameterizedTest(name = "{0} from {1}: {2}")
    @CsvSource({
        "localhost:8081,, true",
        "127.0.0.1:8081,, true",
        "[::1]:8081,, true",
        "LOCALHOST,, true",
        "evil.example:8081,, false",
        "localhost.evil.example,, false",
        "127.0.0.1.evil.example:8081,, false",
        "localhost:8081, http://localhost:8081, true",
        "localhost:8081, http://127.0.0.1:8081, false",
        "localhost:8081, http://localhost:3000, false",
        "localhost:8081, null, false",
        "localhost:8081, http://[, false",
    })
    void onLoopbackOnlyThisMachineIsAnswered(String host, String origin, boolean allowed) {
        assertThat(new CrossSiteGuard(true).allowed(host, origin)).isEqualTo(allowed);
    }

    @Test
    void elsewhereAnyNameIsAnsweredButNoOtherOrigin() {
        assertThat(new CrossSiteGuard(false).allowed("router.example", null)).isTrue();
        assertThat(new CrossSiteGuard(false).allowed("router.example", "https://router.example"))
                .isTrue();
        assertThat(new CrossSiteGuard(false).allowed("router.example", "https://evil.example"))
                .isFalse();
    }

    @Test
    void aRequestThatNamesNoHostIsRefused() {
        assertThat(new CrossSiteGuard(true).allowed(null, null)).isFalse();
    }
}
