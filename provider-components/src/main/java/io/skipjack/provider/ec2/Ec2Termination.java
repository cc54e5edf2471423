package io.skipjack.provider.ec2;

import io.skipjack.domain.fleet.Lease;
import io.skipjack.domain.provider.ProviderUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;

/**
 * Ends instances, many in a call. EC2 ends none of a call that names one it does not know or will not end, so the others
 * are then asked for one by one.
 */
final class Ec2Termination {
    private static final Logger LOG = LoggerFactory.getLogger(Ec2Termination.class);
    /** EC2 takes a thousand; fewer keep a refused call from costing as many. */
    private static final int BATCH = 100;

    private final RegionQuestion question = new RegionQuestion("ending instances on ec2");
    private final Ec2Operations operations;

    Ec2Termination(Ec2Operations operations) {
        this.operations = operations;
    }

    Set<String> terminate(Collection<Lease> leases) throws ProviderUnavailableException {
        Map<String, List<String>> byRegion = new HashMap<>();
        leases.forEach(lease -> byRegion.computeIfAbsent(lease.offer().region(), region -> new ArrayList<>())
                .add(lease.id()));
        Map<String, Set<String>> ended =
                question.ask(byRegion.keySet(), region -> region(region, byRegion.getOrDefault(region, List.of())));
        Set<String> all = new HashSet<>();
        ended.values().forEach(all::addAll);
        return Set.copyOf(all);
    }

    private Set<String> region(String region, List<String> ids) {
        Set<String> ended = new HashSet<>();
        SdkException last = null;
        for (int from = 0; from < ids.size(); from += BATCH) {
            List<String> batch = ids.subList(from, Math.min(ids.size(), from + BATCH));
            try {
                ask(region, batch);
                ended.addAll(batch);
            } catch (SdkException refused) {
                last = oneByOne(region, batch, refused, ended);
            }
        }
        if (ended.isEmpty() && last != null) {
            throw last;
        }
        return ended;
    }

    /** @return the last failure, for the case that nothing at all could be ended */
    private SdkException oneByOne(String region, List<String> batch, SdkException refused, Set<String> ended) {
        SdkException last = refused;
        if (batch.size() > 1 && Trouble.of(refused) == Trouble.PASSING) {
            // throttled or down: a hundred calls instead of one would be no help
            return last;
        }
        for (String id : batch) {
            try {
                ask(region, List.of(id));
                ended.add(id);
            } catch (SdkException failure) {
                last = failure;
                if (Trouble.of(failure) == Trouble.GONE) {
                    ended.add(id);
                } else {
                    LOG.warn("instance {} could not be ended: {}", id, Ec2Refusals.words(failure));
                }
            }
        }
        return last;
    }

    private void ask(String region, List<String> ids) {
        operations.terminate(
                region, TerminateInstancesRequest.builder().instanceIds(ids).build());
    }
}
