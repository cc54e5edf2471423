package io.skipjack.upstream;

import io.skipjack.domain.deployment.Tier;
import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Sends an inference request to the upstream that was chosen for it and streams the answer to the client. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "upstream",
        title = "Upstream",
        syntax = "upstream:tier",
        producerOnly = true,
        remote = true,
        category = {Category.AI, Category.HTTP})
public class UpstreamEndpoint extends DefaultEndpoint {
    @UriPath(description = "The tier whose upstreams are asked", enums = "spot,serverless")
    @Metadata(required = true)
    private Tier tier = Tier.SPOT;

    @UriParam(
            description = "How long a connection may take, TLS included",
            defaultValue = "2s",
            javaType = "java.time.Duration")
    private long connectTimeout = 2_000;

    @UriParam(
            description = "How long the first event of an answer, or a whole non-streamed answer, may take",
            defaultValue = "30s",
            javaType = "java.time.Duration")
    private long firstByteTimeout = 30_000;

    @UriParam(
            description = "How long an answer may pause between two events",
            defaultValue = "20s",
            javaType = "java.time.Duration")
    private long idleTimeout = 20_000;

    public UpstreamEndpoint(String uri, UpstreamComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        UpstreamParts parts = ((UpstreamComponent) getComponent()).getParts();
        if (parts == null) {
            throw new IllegalStateException("the upstream component needs its parts in the registry");
        }
        LegTimes times = new LegTimes(
                Duration.ofMillis(connectTimeout), Duration.ofMillis(firstByteTimeout), Duration.ofMillis(idleTimeout));
        UpstreamParts.AnswerLimits limits = parts.limits();
        RelaySettings settings = new RelaySettings(
                times, limits.maxUpstreams(), limits.maxBufferedBytes(), limits.maxEventBytes(), limits.patience());
        return new UpstreamProducer(
                this,
                tier,
                new RelayContext(
                        parts.client(),
                        parts.chooser(),
                        parts.breakers(),
                        parts.credentials(),
                        parts.forwardHeaders(),
                        settings,
                        parts.resuming()));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("You cannot receive messages from this endpoint");
    }

    @Override
    public boolean isSingletonProducer() {
        return true;
    }

    public Tier getTier() {
        return tier;
    }

    public void setTier(Tier tier) {
        this.tier = tier;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getFirstByteTimeout() {
        return firstByteTimeout;
    }

    public void setFirstByteTimeout(long firstByteTimeout) {
        this.firstByteTimeout = firstByteTimeout;
    }

    public long getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(long idleTimeout) {
        this.idleTimeout = idleTimeout;
    }
}
