package io.skipjack.e2e;

import java.util.Map;

/** Loads what routers load that tests start: serves with a spot instance, and ends. */
final class ChildJvmTraining {
    private ChildJvmTraining() {}

    public static void main(String[] arguments) throws Exception {
        Class.forName(ChildJvm.SKIPJACK);
        try (SpotCloud cloud = SpotCloud.start();
                TestRouter router = cloud.router(Map.of())) {
            router.deploy(cloud.model(), cloud.spotOnly("min_replicas: 1, max_replicas: 1"));
            cloud.awaitLive(1);
            router.undeploy(cloud.model());
            cloud.awaitLive(0);
        }
        System.exit(0);
    }
}
