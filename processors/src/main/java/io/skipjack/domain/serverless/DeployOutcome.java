package io.skipjack.domain.serverless;

import io.skipjack.domain.fleet.Refusal;
import java.net.URI;
import java.util.Map;

/** What a provider made of a deploy. */
public sealed interface DeployOutcome {
    /**
     * The provider works on it; the same call, made again, goes on from there.
     *
     * @param what it is at, in a few words, such as {@code creating the environment}
     * @param facts to be kept: see {@link EndpointRef#facts}
     */
    record InProgress(String what, Map<String, String> facts) implements DeployOutcome {
        public InProgress {
            facts = Map.copyOf(facts);
        }

        public InProgress(String what) {
            this(what, Map.of());
        }
    }

    /**
     * It is there, as requested, though perhaps cold.
     *
     * @param uri base URL that stands for {@code /v1}
     * @param facts to be kept: see {@link EndpointRef#facts}
     */
    record Deployed(URI uri, Map<String, String> facts) implements DeployOutcome {
        public Deployed {
            facts = Map.copyOf(facts);
        }
    }

    /**
     * It will not be there unless something changes. Parts of it may be: to be destroyed.
     *
     * @param refusal why; without an offer
     */
    record Refused(Refusal refusal) implements DeployOutcome {
        public Refused(Refusal.Kind kind, String code, String message) {
            this(new Refusal(kind, code, message));
        }
    }
}
