package io.skipjack.provider.runpod;

import static io.skipjack.provider.Requests.with;

import io.skipjack.domain.provider.ServerlessProvider;
import java.util.Map;

/** The same for endpoints without a queue. */
class RunpodLoadBalancerContractTest extends RunpodProviderContractTest {
    @Override
    protected ServerlessProvider provider(Map<String, String> settings) {
        return super.provider(with(settings, "kind", "load-balancer"));
    }
}
