package io.skipjack.processors.serverless;

import io.skipjack.domain.serverless.EndpointView;
import io.skipjack.domain.serverless.ServerlessRanking.LeftOut;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which providers cannot do what the user wants of them, each time it changes and not each turn. */
final class Complaints {
    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

    private final Map<String, String> last = new ConcurrentHashMap<>();

    void of(EndpointView view) {
        say(view.deployment() + " of", leftOut(view));
        say(view.deployment() + " at", unusable(view));
    }

    /** Of named providers each that cannot; where none was named, only that nobody can. */
    private static String leftOut(EndpointView view) {
        EndpointView.Wanted wanted = view.wanted();
        if (wanted == null) {
            return "";
        }
        List<LeftOut> leftOut = wanted.ranking().leftOut();
        boolean named = !wanted.spec().providers().isEmpty();
        if (named ? leftOut.isEmpty() : !wanted.ranking().candidates().isEmpty()) {
            return "";
        }
        return "%s: no endpoint at %s"
                .formatted(view.deployment(), named ? list(leftOut) : "any provider, " + list(leftOut));
    }

    private static String unusable(EndpointView view) {
        return view.unusable().isEmpty()
                ? ""
                : "%s: what it has cannot be looked after at %s".formatted(view.deployment(), view.unusable());
    }

    private static String list(List<LeftOut> leftOut) {
        return String.join(
                "; ",
                leftOut.stream()
                        .map(each -> each.provider() + " (" + each.reason() + ")")
                        .toList());
    }

    private void say(String subject, String complaint) {
        if (complaint.isEmpty()) {
            last.remove(subject);
        } else if (!complaint.equals(last.put(subject, complaint))) {
            LOG.warn("{}", complaint);
        }
    }
}
