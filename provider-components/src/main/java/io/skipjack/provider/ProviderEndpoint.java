package io.skipjack.provider;

import io.skipjack.domain.provider.Provider;
import java.util.Objects;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Launch, end, list and price leases of GPU time at a provider. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "provider",
        title = "Provider",
        syntax = "provider:name",
        producerOnly = true,
        remote = true,
        category = {Category.CLOUD, Category.MANAGEMENT})
public class ProviderEndpoint extends DefaultEndpoint {
    @UriPath(description = "The provider's name, such as ec2")
    @Metadata(required = true)
    private @Nullable String name;

    @UriParam(description = "What to ask of it", enums = "launch,terminate,list,quote")
    @Metadata(required = true)
    private @Nullable ProviderOperation operation;

    public ProviderEndpoint(String uri, ProviderComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        if (operation == null) {
            throw new IllegalArgumentException(
                    "provider:%s needs an operation: launch, terminate, list or quote".formatted(name));
        }
        return new ProviderProducer(this, provider(), operation);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("You cannot receive messages from this endpoint");
    }

    @Override
    public boolean isSingletonProducer() {
        return true;
    }

    private Provider provider() {
        return getCamelContext().getRegistry().findByType(Provider.class).stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "provider:%s leads nowhere, there is no provider of that name".formatted(name)));
    }

    public @Nullable String getName() {
        return name;
    }

    /** The provider's name, such as ec2. */
    public void setName(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    public @Nullable ProviderOperation getOperation() {
        return operation;
    }

    /** What to ask of it. */
    public void setOperation(ProviderOperation operation) {
        this.operation = operation;
    }
}
