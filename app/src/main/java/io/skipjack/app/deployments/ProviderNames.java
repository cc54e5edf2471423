package io.skipjack.app.deployments;

import io.skipjack.app.config.ConfigException;
import io.skipjack.provider.Providers;
import io.skipjack.provider.kamelet.KameletDefinition;
import io.skipjack.provider.kamelet.KameletProviders;
import io.skipjack.provider.spi.ProviderDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The serverless providers there are, in Java and as Kamelets. */
public final class ProviderNames {
    private ProviderNames() {}

    /** All of them, with the Kamelets of that folder. */
    public static SortedSet<String> with(Path kamelets) {
        SortedSet<String> names = new TreeSet<>();
        Providers.all().stream().map(ProviderDefinition::name).forEach(names::add);
        kamelets(kamelets).stream().map(KameletDefinition::name).forEach(names::add);
        return names;
    }

    /**
     * Those that come as Kamelets.
     *
     * @throws ConfigException for one that cannot be read, or has the name of one in Java
     */
    public static List<KameletDefinition> kamelets(Path folder) {
        try {
            return KameletProviders.in(folder);
        } catch (IllegalArgumentException mistake) {
            throw new ConfigException(String.valueOf(mistake.getMessage()), mistake);
        } catch (IOException unreadable) {
            throw new ConfigException("cannot read the Kamelets in " + folder, unreadable);
        }
    }
}
