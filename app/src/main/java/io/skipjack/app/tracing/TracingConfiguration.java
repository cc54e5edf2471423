package io.skipjack.app.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.skipjack.app.config.SkipjackProperties;
import io.skipjack.app.fleet.RouterName;
import io.skipjack.openai.PathAllowlist;
import io.skipjack.processors.inference.RequestTracing;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;

/**
 * Traces of requests, where somebody collects them. Spans wait in a bounded queue for a thread of their own; a collector
 * that is away or slow costs spans, never a request.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(OtlpWanted.class)
@Profile("!check")
class TracingConfiguration {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int QUEUE = 4096;
    private static final double PERCENT = 100;

    @Bean(destroyMethod = "close")
    SdkTracerProvider tracerProvider(Environment settings, SkipjackProperties properties, RouterName router) {
        String endpoint = Otlp.endpoint(settings);
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint)
                .setTimeout(PATIENCE)
                .setCompression("gzip");
        Otlp.headers(settings).forEach(exporter::addHeader);
        BatchSpanProcessor spans = BatchSpanProcessor.builder(new SaidOnce(exporter.build(), endpoint))
                .setScheduleDelay(PAUSE)
                .setMaxQueueSize(QUEUE)
                .build();
        double share = properties.tracing().samplePercent() / PERCENT;
        return SdkTracerProvider.builder()
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(share)))
                .setResource(Resource.create(Attributes.builder()
                        .put("service.name", settings.getProperty("OTEL_SERVICE_NAME", "skipjack"))
                        .put("service.instance.id", router.name())
                        .build()))
                .addSpanProcessor(spans)
                .build();
    }

    @Bean
    RequestTracing requestTracing(SdkTracerProvider provider, PathAllowlist paths) {
        return new RequestSpans(provider.get("io.skipjack"), paths, InstantSource.system());
    }
}
