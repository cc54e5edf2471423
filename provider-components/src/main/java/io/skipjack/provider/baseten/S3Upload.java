package io.skipjack.provider.baseten;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.provider.spi.Redaction;
import io.skipjack.provider.spi.RestClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * Puts an archive where Baseten lent a place for it: one PUT to S3, signed with the credentials that came with the place and
 * are good for nothing else. The SDK's signer without its S3 client, which would make the jar larger by megabytes.
 */
final class S3Upload {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,62}");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
    /** Set by the JDK's client itself. */
    private static final Set<String> RESTRICTED = Set.of("host", "content-length");

    private final String urlTemplate;
    private final Redaction redaction;

    S3Upload(String urlTemplate, Redaction redaction) {
        this.urlTemplate = urlTemplate;
        this.redaction = redaction;
    }

    /** @param place the answer of {@code POST /v1/prepare_model_upload} */
    void put(JsonNode place, byte[] archive) throws ProviderUnavailableException {
        JsonNode credentials = place.path("creds");
        String secret = credentials.path("aws_secret_access_key").asText();
        String token = credentials.path("aws_session_token").asText();
        String id = credentials.path("aws_access_key_id").asText();
        String bucket = place.path("s3_bucket").asText();
        String region = place.path("s3_region").asText();
        if (id.isEmpty() || secret.isEmpty() || !matches(BUCKET, bucket) || !matches(REGION, region)) {
            throw new ProviderUnavailableException("uploading to baseten, it lent no place to upload to");
        }
        redaction.add(secret);
        redaction.add(token);
        URI uri = URI.create(urlTemplate.replace("{bucket}", bucket).replace("{region}", region)
                + encoded(place.path("s3_key").asText()));
        send(signed(uri, archive, region, AwsSessionCredentials.create(id, secret, token)));
    }

    private static boolean matches(Pattern pattern, String text) {
        return pattern.matcher(text).matches();
    }

    private static String encoded(String key) {
        StringBuilder path = new StringBuilder();
        for (String segment : List.of(key.split("/", -1))) {
            path.append('/').append(RestClient.segment(segment));
        }
        return path.toString();
    }

    private static HttpRequest signed(URI uri, byte[] archive, String region, AwsSessionCredentials credentials) {
        SdkHttpRequest plain = SdkHttpRequest.builder()
                .uri(uri)
                .method(SdkHttpMethod.PUT)
                .putHeader("Content-Type", "application/x-tar")
                .putHeader("Content-Length", Integer.toString(archive.length))
                .build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(signing -> signing.identity(credentials)
                        .request(plain)
                        .payload(ContentStreamProvider.fromByteArray(archive))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        signed.forEachHeader((name, values) -> {
            if (!RESTRICTED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.PUT(HttpRequest.BodyPublishers.ofByteArray(archive)).build();
    }

    private void send(HttpRequest request) throws ProviderUnavailableException {
        String doing = "uploading to baseten's bucket";
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new ProviderUnavailableException("%s, HTTP %d".formatted(doing, answer.statusCode()));
            }
        } catch (IOException failure) {
            throw new ProviderUnavailableException(
                    "%s, %s".formatted(doing, redaction.sentence(String.valueOf(failure.getMessage()))), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ProviderUnavailableException(doing + ", interrupted", stopped);
        }
    }
}
