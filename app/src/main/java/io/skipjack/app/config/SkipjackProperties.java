package io.skipjack.app.config;

import io.skipjack.domain.deployment.Tier;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Everything under {@code skipjack} in {@code config/application.yaml}. One root, not one class per section bound on
 * its own: only so does a misspelt section name fail the start as a misspelt key does.
 *
 * @param listen where clients connect
 * @param limits what one client or one request may take
 * @param paths paths that are forwarded; {@code *} stands for one last segment. Anything else is 404
 * @param mediaDomains domains that media URLs in a request may name; empty refuses none but private addresses
 * @param forwardHeaders client headers passed on to upstreams; no other is, and never a credential
 * @param hold waiting for a tier that is not up yet
 * @param retry how much a failing upstream may cost in extra attempts
 * @param resume going on with an answer elsewhere when its upstream is lost
 * @param spot the spot tier
 * @param serverless the serverless tier
 * @param ejection taking one sick upstream out
 * @param probe asking upstreams whether they are ready
 * @param live routes edited while running
 * @param events the log of what happened
 * @param webhooks other programs that are told of it
 * @param tracing traces of requests
 * @param fleet what the router launches and ends by itself
 * @param cost the ledger of what is spent
 * @param endpoints the serverless endpoints that the router deploys by itself
 * @param providers settings of serverless providers, by name and key; which there are, each provider says itself
 * @param ec2 the account replicas are launched in
 * @param cluster several routers that tell each other what they see
 * @param operators the login of the operators' port
 * @param deploymentsDir folder of {@code *.yaml} deployment files
 * @param catalogDir folder of {@code gpus.yaml} and {@code prices.yaml}; without a file the list built in is used
 * @param dataDir folder for what the router keeps: keys and the demo's control address
 * @param keysReload how often a change of the keys is looked for; 0.1 to 5 s
 */
@Validated
@ConfigurationProperties(prefix = SkipjackProperties.PREFIX, ignoreUnknownFields = false)
public record SkipjackProperties(
        @Valid @DefaultValue ListenProperties listen,
        @Valid @DefaultValue LimitsProperties limits,

        @NotEmpty
        @DefaultValue({
            "/v1/chat/completions",
            "/v1/completions",
            "/v1/embeddings",
            "/v1/responses",
            "/v1/messages",
            "/v1/audio/*",
            "/v1/rerank",
            "/v1/score",
            "/tokenize",
            "/detokenize"
        })
        List<@Pattern(regexp = "(/[A-Za-z0-9._-]+)+(/\\*)?", message = PATH_RULE) String> paths,

        @DefaultValue
        List<@Pattern(regexp = "[A-Za-z0-9.-]+", message = "must be a bare domain name") String> mediaDomains,

        @DefaultValue({
            "accept",
            "openai-beta",
            "anthropic-version",
            "anthropic-beta",
            "traceparent",
            "tracestate",
            "x-session-id"
        })
        List<@Pattern(regexp = FORWARDABLE, message = FORWARD_RULE) String> forwardHeaders,

        @Valid @DefaultValue HoldProperties hold,
        @Valid @DefaultValue RetryProperties retry,
        @Valid @DefaultValue ResumeProperties resume,
        @Valid @DefaultValue SpotProperties spot,
        @Valid @DefaultValue ServerlessProperties serverless,
        @Valid @DefaultValue EjectionProperties ejection,
        @Valid @DefaultValue ProbeProperties probe,
        @Valid @DefaultValue LiveProperties live,
        @Valid @DefaultValue EventsProperties events,
        @DefaultValue List<WebhookProperties> webhooks,
        @Valid @DefaultValue TracingProperties tracing,
        @Valid @DefaultValue FleetProperties fleet,
        @Valid @DefaultValue CostProperties cost,
        @Valid @DefaultValue EndpointsProperties endpoints,
        @DefaultValue Map<String, Map<String, String>> providers,
        @Valid @DefaultValue Ec2Properties ec2,
        @Valid @DefaultValue ClusterProperties cluster,
        @Valid @DefaultValue OperatorsProperties operators,
        @NotNull @DefaultValue("config/deployments") Path deploymentsDir,
        @NotNull @DefaultValue("config/catalog") Path catalogDir,
        @NotNull @DefaultValue(DataDirectory.DEFAULT) Path dataDir,

        @DurationMin(millis = 100) @DurationMax(seconds = 5) @DefaultValue("2s")
        Duration keysReload) {

    public static final String PREFIX = "skipjack";
    private static final String FORWARDABLE =
            "(?!(?i:authorization|x-api-key|cookie|host|connection|content-.*|transfer-encoding|te|upgrade|proxy-.*|expect)$)"
                    + "[A-Za-z0-9-]+";
    private static final String FORWARD_RULE = "must be a header name, and not a credential or a header of HTTP itself";
    private static final String PATH_RULE = "must be a path such as /v1/chat/completions or /v1/audio/*";

    public SkipjackProperties {
        paths = List.copyOf(paths);
        mediaDomains = List.copyOf(mediaDomains);
        forwardHeaders = List.copyOf(forwardHeaders);
        webhooks = List.copyOf(webhooks);
        dataDir = DataDirectory.expand(dataDir);
        providers = Map.copyOf(providers);
    }

    /** The tiers' settings by name, for code that treats both alike. */
    public TierProperties tier(Tier tier) {
        return switch (tier) {
            case SPOT -> spot;
            case SERVERLESS -> serverless;
        };
    }

    /** Of providers' settings the names alone: the values hold secrets. */
    @Override
    public String toString() {
        return "SkipjackProperties[listen=%s, fleet=%s, endpoints=%s, providers=%s, ec2=%s, cluster=%s, dataDir=%s]"
                .formatted(listen, fleet, endpoints, providers.keySet(), ec2, cluster, dataDir);
    }
}
