package io.skipjack.app.state;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.URISupport;

/**
 * {@code master:NAMESPACE:ENDPOINT}, as Camel's own component of that name means it: consumes from the endpoint on the
 * router that leads. In its place, because 4.18's lets only one route consume, so that no edited route could take over
 * from its former self; never consumes again once it was stopped, as happens when an edit is taken back; and starts its
 * consumer again after it has started, even where the leadership was lost meanwhile.
 */
final class LeaderComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        int colon = remaining.indexOf(':');
        if (colon < 1 || colon == remaining.length() - 1) {
            throw new IllegalArgumentException(
                    "master: needs a namespace and an endpoint, such as master:fleet:timer:autoscale");
        }
        Map<String, Object> options = new LinkedHashMap<>(parameters);
        parameters.clear();
        String behind = remaining.substring(colon + 1);
        return new LeaderEndpoint(
                uri,
                this,
                remaining.substring(0, colon),
                options.isEmpty() ? behind : behind + "?" + URISupport.createQueryString(options));
    }

    @Override
    public boolean useRawUri() {
        return true;
    }
}
