package io.skipjack.provider;

import io.skipjack.domain.provider.Provider;
import io.skipjack.domain.provider.ServerlessProvider;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

/** Launch, end, list and price leases of GPU time at a provider; deploy, watch, scale and end its serverless endpoints. */
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

    @UriParam(
            description = "What to ask of it",
            enums =
                    "launch,terminate,list,quote,price-history,plan,check,deploy,status,scale,warm,destroy,list-endpoints,logs,"
                            + "invoices,lease-logs")
    @Metadata(required = true)
    private @Nullable ProviderOperation operation;

    public ProviderEndpoint(String uri, ProviderComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        String wanted = Objects.requireNonNull(name, "name");
        Optional<Provider> machines =
                machines().stream().filter(known -> known.name().equals(wanted)).findFirst();
        Optional<ServerlessProvider> endpoints = endpoints().stream()
                .filter(known -> known.name().equals(wanted))
                .findFirst();
        if (machines.isEmpty() && endpoints.isEmpty()) {
            throw new IllegalArgumentException(
                    "provider:%s leads nowhere, there is no provider of that name, only %s".formatted(name, known()));
        }
        Set<ProviderOperation> possible = new TreeSet<>();
        machines.ifPresent(there -> possible.addAll(ProviderOperation.OF_MACHINES));
        endpoints.ifPresent(there -> possible.addAll(ProviderOperation.OF_ENDPOINTS));
        ProviderOperation asked = operation;
        if (asked == null || !possible.contains(asked)) {
            throw new IllegalArgumentException("provider:%s %s: %s"
                    .formatted(
                            name,
                            asked == null ? "needs an operation" : "has no operation " + asked.label() + ", only these",
                            ProviderOperation.labels(possible)));
        }
        if (machines.isPresent() && ProviderOperation.OF_MACHINES.contains(asked)) {
            return new ProviderProducer(this, machines.get(), asked);
        }
        return new ServerlessProducer(this, endpoints.orElseThrow(), asked);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("You cannot receive messages from this endpoint");
    }

    @Override
    public boolean isSingletonProducer() {
        return true;
    }

    private Set<Provider> machines() {
        return getCamelContext().getRegistry().findByType(Provider.class);
    }

    private Set<ServerlessProvider> endpoints() {
        return getCamelContext().getRegistry().findByType(ServerlessProvider.class);
    }

    private String known() {
        Set<String> names = new TreeSet<>();
        machines().forEach(each -> names.add(each.name()));
        endpoints().forEach(each -> names.add(each.name()));
        return names.isEmpty() ? "none" : names.stream().collect(Collectors.joining(", "));
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
