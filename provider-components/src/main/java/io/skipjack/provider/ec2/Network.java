package io.skipjack.provider.ec2;

import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/**
 * Where instances of a region are put.
 *
 * @param vpc of all of it
 * @param subnets id by zone, one each
 * @param securityGroup id
 */
record Network(String vpc, Map<String, String> subnets, String securityGroup) {
    Network {
        subnets = Map.copyOf(subnets);
    }

    /** Zone by subnet id. */
    Map<String, String> zones() {
        return subnets.entrySet().stream().collect(Collectors.toMap(Entry::getValue, Entry::getKey));
    }
}
