package io.skipjack.live;

import java.util.Objects;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Call another route of the same router that may be replaced while exchanges pass. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "live",
        title = "Live",
        syntax = "live:name",
        remote = false,
        category = {Category.CORE, Category.MESSAGING})
public class LiveEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {
    @UriPath(description = "Name of the route to call")
    @Metadata(required = true)
    private @Nullable String name;

    public LiveEndpoint(String uri, LiveComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        return new LiveProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer = new LiveConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** Generations of a route are up side by side during a switch. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    LiveTarget target() {
        return ((LiveComponent) getComponent()).target(Objects.requireNonNull(name, "name"));
    }

    public @Nullable String getName() {
        return name;
    }

    /** Name of the route to call. */
    public void setName(String name) {
        this.name = name;
    }
}
