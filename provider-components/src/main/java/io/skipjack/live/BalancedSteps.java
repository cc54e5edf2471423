package io.skipjack.live;

import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/**
 * Lets a load balancer see the failures of its own steps. By Camel's default each of them is wrapped in the route's
 * error handler, which retries or answers before the balancer has heard of the failure: a failover then never happens,
 * and a request that waits in a weighted split is tried on the same tier again and again. The balancer as a whole stays
 * wrapped, so a request that has waited is balanced anew. Camel's other languages say {@code inheritErrorHandler(false)}
 * for it; YAML has no word for that.
 */
final class BalancedSteps {
    private BalancedSteps() {}

    static void reportToTheirBalancer(RouteDefinition route) {
        for (LoadBalanceDefinition balancer :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), LoadBalanceDefinition.class)) {
            balancer.setInheritErrorHandler(false);
        }
    }
}
