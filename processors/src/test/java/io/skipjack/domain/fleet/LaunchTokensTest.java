package io.skipjack.domain.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaunchTokensTest {
    private static final ReplicaId REPLICA = new ReplicaId("rack", 12);

    /** Pinned: a router that was upgraded in mid-launch must repeat the same call. */
    @Test
    void theTokenIsTheSameAfterAnyCrash() {
        assertThat(LaunchTokens.token("owner-1", REPLICA, 1))
                .isEqualTo("c4hc98g12ridhn0cjk47iq8gquqmtp3qvajeda73kf2o8pcme2j0")
                .matches("[0-9a-v]{52}");
    }

    @Test
    void eachLaunchHasItsOwn() {
        Set<String> tokens = new HashSet<>();
        for (int number = 1; number <= 100; number++) {
            for (int attempt = 1; attempt <= 3; attempt++) {
                tokens.add(LaunchTokens.token("owner-1", new ReplicaId("rack", number), attempt));
            }
        }
        tokens.add(LaunchTokens.token("owner-2", REPLICA, 1));
        tokens.add(LaunchTokens.token("owner-1", new ReplicaId("rack-1", 2), 1));
        tokens.add(LaunchTokens.token("owner-1", new ReplicaId("rac", 12), 1));

        assertThat(tokens).hasSize(303).allMatch(token -> token.length() == 52);
    }
}
