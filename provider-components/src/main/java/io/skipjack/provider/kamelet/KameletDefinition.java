package io.skipjack.provider.kamelet;

import io.skipjack.domain.cost.BillingRule;
import io.skipjack.domain.deployment.UpstreamLimits;
import io.skipjack.provider.spi.ProviderDefinition;
import io.skipjack.provider.spi.ProviderKey;
import io.skipjack.provider.spi.ProviderSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * A provider by YAML as its file says ahead of its steps; {@code kamelets/README.md} says what stands for what.
 *
 * @param file folder and name, for messages
 * @param name as in {@code provider:NAME}: the file's name without {@code provider-}
 * @param title for users, such as {@code BentoCloud}
 * @param properties its settings
 * @param gpus it sells
 * @param phases what its own words mean
 * @param coldStart from nothing to an answer, usually
 * @param billing how it rounds the time that it charges
 * @param limits on requests to its endpoints
 * @param urlPath of an endpoint's URL that stands for {@code /v1}; may be empty
 * @param absent what it says of something that is not there, where it does not say 404
 * @param operations that its steps know
 */
public record KameletDefinition(
        String file,
        String name,
        String title,
        List<KameletProperty> properties,
        KameletGpus gpus,
        Map<String, KameletPhase> phases,
        Duration coldStart,
        BillingRule billing,
        UpstreamLimits limits,
        String urlPath,
        Pattern absent,
        Set<KameletOperation> operations) {
    /** Names of the properties that are read here rather than in the steps. */
    public static final String ENDPOINT = "endpoint";

    public static final String INFERENCE_DOMAINS = "inferenceDomains";

    static final String PREFIX = "provider-";

    public KameletDefinition {
        properties = List.copyOf(properties);
        phases = Map.copyOf(phases);
        operations = Set.copyOf(operations);
    }

    /** What {@code skipjack.providers.NAME} may hold. */
    public List<ProviderKey> keys() {
        return properties.stream().map(KameletProperty::key).toList();
    }

    /** The same as for a provider in Java; one that is made of it calls the Kamelet in this context. */
    public ProviderDefinition in(CamelContext context) {
        return new ProviderDefinition(name, keys(), settings -> new KameletProvider(this, settings, context));
    }

    /** What these settings lack for it to be used, with the next step; null when nothing. */
    public @Nullable String missing(ProviderSettings settings) {
        return settings.missing(required());
    }

    /** These keys as {@link ProviderSettings} wants them, for who only looks at settings. */
    public ProviderDefinition unused() {
        return new ProviderDefinition(name, keys(), settings -> {
            throw new IllegalStateException("provider " + name + " is not to be used without Camel");
        });
    }

    String kamelet() {
        return PREFIX + name;
    }

    /** Keys of the settings without which there is no use of it. */
    String[] required() {
        return properties.stream()
                .filter(KameletProperty::isRequired)
                .map(each -> each.key().name())
                .toArray(String[]::new);
    }
}
