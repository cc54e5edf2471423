package io.skipjack.processors.serverless;

import io.skipjack.domain.event.EventKinds;
import io.skipjack.domain.event.EventNote;
import io.skipjack.domain.serverless.EndpointId;
import io.skipjack.domain.serverless.EndpointNames;
import io.skipjack.domain.serverless.EndpointRecord;
import io.skipjack.domain.serverless.EndpointRef;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what bears our name at a provider and is in no record of ours, in two sweeps running: the body, the names that the
 * provider listed before the store is read here, becomes a list of {@link EndpointRef} to end. A listing may be older than
 * it looks, and a store that was restored from a backup younger: one sweep alone decides nothing.
 */
public final class SweepEndpoints implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(SweepEndpoints.class);

    private final EndpointControl control;
    private final Map<String, Set<String>> seenBefore = new ConcurrentHashMap<>();

    public SweepEndpoints(EndpointControl control) {
        this.control = control;
    }

    @Override
    public void process(Exchange exchange) {
        control.alone(() -> step(exchange));
    }

    private void step(Exchange exchange) {
        control.epoch();
        String provider = exchange.getVariable("provider", String.class);
        Collection<?> listed = exchange.getMessage().getBody(Collection.class);
        Set<String> unknown = unknown(provider, listed);
        Set<String> before = seenBefore.put(provider, unknown);
        Set<String> orphans = new HashSet<>(unknown);
        orphans.retainAll(before == null ? Set.of() : before);
        orphans.removeIf(name -> !control.calls().begin(provider, name));
        orphans.forEach(name -> control.calls().endWith(exchange, provider, name));
        orphans.forEach(name -> LOG.warn("{} at {} is ended as an orphan: no record of ours names it", name, provider));
        orphans.forEach(name -> control.memory().events().note(orphan(provider, name)));
        exchange.getMessage().setBody(refs(provider, orphans));
    }

    /** Told once a day: each sweep finds it until it is gone, and a name, unlike a lease, may come again. */
    private EventNote orphan(String provider, String name) {
        return EventNote.of(
                        EventKinds.ORPHAN_ENDED,
                        "",
                        name,
                        "%s at %s is ended as an orphan: no record of ours names it".formatted(name, provider))
                .with("provider", provider)
                .once(control.now().truncatedTo(ChronoUnit.DAYS) + "/" + provider + "/" + name);
    }

    private Set<String> unknown(String provider, Collection<?> listed) {
        Set<String> known = control.memory().endpoints().endpoints().stream()
                .filter(record -> record.id().provider().equals(provider))
                .map(EndpointRecord::name)
                .collect(Collectors.toSet());
        String prefix = EndpointNames.prefix(control.owner());
        return listed.stream()
                .map(String::valueOf)
                .filter(name -> name.startsWith(prefix) && !known.contains(name))
                .collect(Collectors.toSet());
    }

    /** Whose it was is not known, so that it is called by its name. */
    private List<EndpointRef> refs(String provider, Set<String> orphans) {
        String owner = control.owner();
        return orphans.stream()
                .sorted()
                .map(name -> new EndpointRef(owner, new EndpointId(name, provider), name, Map.of()))
                .toList();
    }
}
