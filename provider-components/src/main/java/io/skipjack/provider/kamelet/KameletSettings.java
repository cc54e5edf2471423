package io.skipjack.provider.kamelet;

import io.skipjack.provider.spi.ProviderSettings;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The settings of a provider by the names of its Kamelet's properties. They travel with each exchange instead of being
 * parameters of the Kamelet: a parameter would be readable in the route, in its endpoint's URI and in JMX. Says no value
 * of them when it is shown.
 */
final class KameletSettings extends AbstractMap<String, String> {
    private final Map<String, String> values;

    KameletSettings(KameletDefinition definition, ProviderSettings settings) {
        Map<String, String> named = new LinkedHashMap<>();
        for (KameletProperty property : definition.properties()) {
            named.put(property.name(), property.value(definition.name(), settings));
        }
        values = Collections.unmodifiableMap(named);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return values.entrySet();
    }

    @Override
    public String toString() {
        return "KameletSettings" + values.keySet();
    }
}
