package io.skipjack.provider.kamelet;

import io.skipjack.provider.spi.ProviderDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * The providers by YAML of a folder with a Camel of their own: for a command that asks them something and ends. A router
 * has them in its own context instead, where edits reach them ({@link KameletDefinition#in}).
 */
public final class KameletContext implements AutoCloseable {
    private final CamelContext context = new DefaultCamelContext();
    private final List<KameletDefinition> definitions;

    /**
     * Starts it, in about a second.
     *
     * @throws IOException when the folder cannot be read
     * @throws IllegalArgumentException as {@link KameletProviders#in}
     */
    public KameletContext(Path folder) throws IOException {
        definitions = KameletProviders.in(folder);
        context.start();
        for (Path file : KameletProviders.files(folder)) {
            load(file);
        }
    }

    private void load(Path file) {
        try {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveResource(context, "file:" + file.toAbsolutePath()));
        } catch (Exception e) {
            context.stop();
            String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException("%s: %s".formatted(file.getFileName(), first), e);
        }
    }

    /** All of the folder, by name. */
    public List<ProviderDefinition> definitions() {
        return definitions.stream().map(each -> each.in(context)).toList();
    }

    CamelContext camel() {
        return context;
    }

    @Override
    public void close() {
        context.stop();
    }
}
