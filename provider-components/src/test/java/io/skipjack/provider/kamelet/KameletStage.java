package io.skipjack.provider.kamelet;

import io.skipjack.domain.provider.ServerlessProvider;
import io.skipjack.provider.Requests;
import io.skipjack.provider.spi.ProviderDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;

/** The providers of a folder of Kamelets, made with settings of a test. */
final class KameletStage implements AutoCloseable {
    static final Path SHIPPED = Path.of("../kamelets");

    private final KameletContext kamelets;

    KameletStage(Path folder) throws IOException {
        kamelets = new KameletContext(folder);
    }

    CamelContext context() {
        return kamelets.camel();
    }

    ServerlessProvider provider(String name, Map<String, String> settings) {
        ProviderDefinition definition = kamelets.definitions().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return Requests.make(definition, settings);
    }

    @Override
    public void close() {
        kamelets.close();
    }
}
