package io.skipjack.live;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/**
 * Calls a route by name, like {@code direct:}, where several generations of that route may be up at once.
 *
 * <p>Until {@link #switchTo} is first called, the consumer that started last gets the exchanges. From then on the
 * generation switched to gets every new exchange, under all names in the same instant, and an exchange that is
 * already on its way stays with the generation it began in.
 *
 * <p>Not a subclass of {@code direct:}, whose producers wait up to 30 s under a lock for a consumer to appear: here a
 * call costs no lock, and with nobody to call it fails at once.
 */
@Component("live")
public class LiveComponent extends DefaultComponent {
    /** Exchange property: the generation ({@code Integer}) an exchange began in. */
    static final String GENERATION = "SkipjackLiveGeneration";

    /** No generation was ever switched to: the newest consumer wins. */
    static final int NONE = 0;

    private final Map<String, LiveTarget> targets = new ConcurrentHashMap<>();
    private volatile int generation = NONE;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        LiveEndpoint endpoint = new LiveEndpoint(uri, this);
        endpoint.setName(remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** Makes the started consumers of a generation the ones that get new exchanges, all names at once. */
    void switchTo(int newGeneration) {
        generation = newGeneration;
    }

    int generation() {
        return generation;
    }

    LiveTarget target(String name) {
        return targets.computeIfAbsent(name, key -> new LiveTarget(key, this));
    }
}
