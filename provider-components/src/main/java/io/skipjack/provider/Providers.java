package io.skipjack.provider;

import io.skipjack.provider.azure.AzureProvider;
import io.skipjack.provider.baseten.BasetenProvider;
import io.skipjack.provider.cerebrium.CerebriumProvider;
import io.skipjack.provider.cloudrun.CloudRunProvider;
import io.skipjack.provider.modal.ModalProvider;
import io.skipjack.provider.runpod.RunpodProvider;
import io.skipjack.provider.spi.ProviderDefinition;
import java.util.List;
import java.util.Optional;

/** The serverless providers there are in Java. One more is its package and a line here; others come as Kamelets. */
public final class Providers {
    private static final List<ProviderDefinition> ALL = List.of(
            RunpodProvider.DEFINITION,
            ModalProvider.DEFINITION,
            CloudRunProvider.DEFINITION,
            BasetenProvider.DEFINITION,
            AzureProvider.DEFINITION,
            CerebriumProvider.DEFINITION);

    private Providers() {}

    public static List<ProviderDefinition> all() {
        return ALL;
    }

    public static Optional<ProviderDefinition> find(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
