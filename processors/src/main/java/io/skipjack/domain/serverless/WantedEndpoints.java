package io.skipjack.domain.serverless;

import io.skipjack.domain.market.GpuChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a deployment's endpoints are to be: at each provider that the user named, or at the one that was chosen. */
final class WantedEndpoints {
    /** @param reason why there */
    record Target(String provider, GpuChoice gpu, String reason) {}

    private WantedEndpoints() {}

    /** In the order in which requests are to try them. */
    static List<Target> of(EndpointView view) {
        EndpointView.Wanted wanted = view.wanted();
        if (wanted == null) {
            return List.of();
        }
        if (!wanted.spec().providers().isEmpty()) {
            return named(view, wanted);
        }
        Optional<EndpointRecord> present = present(view, wanted.ranking());
        if (present.isPresent()) {
            return List.of(target(present.get(), wanted.ranking()));
        }
        return wanted.mayChoose()
                ? wanted.ranking().candidates().stream()
                        .limit(1)
                        .map(WantedEndpoints::target)
                        .toList()
                : List.of();
    }

    /** One that cannot be called now stays as it is: what it runs goes on without us. */
    private static List<Target> named(EndpointView view, EndpointView.Wanted wanted) {
        List<Target> targets = new ArrayList<>();
        for (String provider : wanted.spec().providers()) {
            ServerlessCandidate candidate = wanted.ranking().candidate(provider);
            EndpointRecord record = view.at(provider);
            if (candidate != null) {
                targets.add(target(candidate));
            } else if (record != null && view.unusable().containsKey(provider)) {
                targets.add(target(record, wanted.ranking()));
            }
        }
        return targets;
    }

    /**
     * Where the endpoint is, if it can stay there. A choice is made once: prices move by the hour, and to follow them would
     * cost a cold start each time.
     */
    private static Optional<EndpointRecord> present(EndpointView view, ServerlessRanking ranking) {
        return view.records().stream()
                .filter(record -> record.state().isThere())
                .filter(record -> ranking.candidate(record.id().provider()) != null
                        || view.unusable().containsKey(record.id().provider()))
                .min(EndpointOrder.of(null));
    }

    private static Target target(ServerlessCandidate candidate) {
        return new Target(candidate.provider(), candidate.gpu(), candidate.reason());
    }

    private static Target target(EndpointRecord record, ServerlessRanking ranking) {
        ServerlessCandidate candidate = ranking.candidate(record.id().provider());
        return candidate == null
                ? new Target(record.id().provider(), record.gpu(), record.reason())
                : target(candidate);
    }
}
