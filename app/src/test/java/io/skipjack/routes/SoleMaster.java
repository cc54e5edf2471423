package io.skipjack.routes;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code master:} on the only router there is: what stands behind it runs. */
final class SoleMaster extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String behind = remaining.substring(remaining.indexOf(':') + 1);
        Endpoint endpoint = getCamelContext().getEndpoint(behind, parameters);
        parameters.clear();
        return endpoint;
    }

    @Override
    protected boolean useIntrospectionOnEndpoint() {
        return false;
    }
}
