package io.skipjack.provider.ec2;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * AWS clients, one a region, all with the same endpoint, credentials, time-outs and retries, so that a sandbox or a VPC
 * endpoint is named once. Made when first asked for; closed together.
 */
public final class Ec2Clients implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration CALL = Duration.ofSeconds(60);
    private static final Duration ATTEMPT = Duration.ofSeconds(25);

    private final Map<String, Ec2Client> ec2 = new ConcurrentHashMap<>();
    private final Map<String, SsmClient> ssm = new ConcurrentHashMap<>();
    private final @Nullable URI endpoint;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http;
    private final ClientOverrideConfiguration overrides;

    /** @param endpoint asked instead of AWS; null for AWS */
    public Ec2Clients(@Nullable URI endpoint) {
        this(endpoint, CALL, ATTEMPT);
    }

    /** For a person who waits: gives up after seconds. */
    public static Ec2Clients impatient(@Nullable URI endpoint) {
        return new Ec2Clients(endpoint, Duration.ofSeconds(10), Duration.ofSeconds(5));
    }

    private Ec2Clients(@Nullable URI endpoint, Duration call, Duration attempt) {
        this.endpoint = endpoint;
        credentials = credentials(endpoint);
        http = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(attempt)
                .build();
        overrides = ClientOverrideConfiguration.builder()
                .apiCallTimeout(call)
                .apiCallAttemptTimeout(attempt)
                .retryStrategy(Ec2Retries.strategy())
                .build();
    }

    public Ec2Client ec2(String region) {
        return ec2.computeIfAbsent(
                region, key -> configured(Ec2Client.builder(), key).build());
    }

    SsmClient ssm(String region) {
        return ssm.computeIfAbsent(
                region, key -> configured(SsmClient.builder(), key).build());
    }

    /** Not kept: asked once by a check. */
    StsClient sts(String region) {
        return configured(StsClient.builder(), region).build();
    }

    /** APIs whose clients are too large for the few calls made: JSON, signed by hand. */
    SignedCalls signed(String region) {
        return new SignedCalls(http, credentials, endpoint, region);
    }

    private <B extends AwsClientBuilder<B, ?> & SdkSyncClientBuilder<B, ?>> B configured(B builder, String region) {
        builder.region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(overrides);
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder;
    }

    /** A pretend AWS on this machine must never be shown real credentials, and needs none. */
    private static AwsCredentialsProvider credentials(@Nullable URI endpoint) {
        return endpoint != null && isLoopback(endpoint.getHost())
                ? StaticCredentialsProvider.create(AwsBasicCredentials.create("sandbox", "sandbox"))
                : DefaultCredentialsProvider.builder().build();
    }

    private static boolean isLoopback(@Nullable String host) {
        return host != null
                && (host.equals("localhost")
                        || host.equals("[::1]")
                        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}"));
    }

    @Override
    public void close() {
        ec2.values().forEach(Ec2Client::close);
        ssm.values().forEach(SsmClient::close);
        http.close();
        if (credentials instanceof SdkAutoCloseable source) {
            source.close();
        }
    }
}
