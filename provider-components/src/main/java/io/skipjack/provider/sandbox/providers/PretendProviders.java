package io.skipjack.provider.sandbox.providers;

import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.azure.FakeAzure;
import io.skipjack.provider.sandbox.baseten.FakeBaseten;
import io.skipjack.provider.sandbox.bentocloud.FakeBentocloud;
import io.skipjack.provider.sandbox.cerebrium.FakeCerebrium;
import io.skipjack.provider.sandbox.cloudrun.FakeCloudRun;
import io.skipjack.provider.sandbox.modal.FakeModal;
import io.skipjack.provider.sandbox.runpod.FakeRunpod;
import java.util.List;
import java.util.function.Function;

/** All pretend serverless providers. One more is its package and a line here. */
public final class PretendProviders {
    private PretendProviders() {}

    public static List<Function<FarEndSettings, FakeApi>> all() {
        return List.of(
                FakeRunpod::new,
                FakeModal::new,
                FakeCloudRun::new,
                FakeBaseten::new,
                FakeAzure::new,
                FakeCerebrium::new,
                FakeBentocloud::new);
    }
}
