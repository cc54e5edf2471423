package io.skipjack.provider.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Calls to AWS's JSON APIs (Pricing, Service Quotas, Secrets Manager), signed by the SDK's signer: one call of each is
 * needed, and their clients would make the jar larger by megabytes.
 */
final class SignedCalls {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int FIRST_ERROR = 400;

    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final @Nullable URI endpoint;
    private final String region;

    SignedCalls(SdkHttpClient http, AwsCredentialsProvider credentials, @Nullable URI endpoint, String region) {
        this.http = http;
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.region = region;
    }

    /**
     * @param api its host's first label, such as {@code api.pricing}; the last part signs the call
     * @param target such as {@code AWSPriceListService.GetProducts}
     * @param body made of maps, lists, strings and numbers
     */
    JsonNode call(String api, String target, Object body) {
        URI uri = endpoint == null ? URI.create("https://%s.%s.amazonaws.com/".formatted(api, region)) : endpoint;
        String signingName = api.substring(api.lastIndexOf('.') + 1);
        try {
            return send(signed(uri, target, signingName, MAPPER.writeValueAsBytes(body)));
        } catch (IOException broken) {
            throw SdkClientException.create("%s did not answer: %s".formatted(target, broken.getMessage()), broken);
        }
    }

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException broken) {
            throw SdkClientException.create("AWS sent JSON that cannot be read", broken);
        }
    }

    private SignedRequest signed(URI uri, String target, String signingName, byte[] body) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .uri(uri)
                .method(SdkHttpMethod.POST)
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("Content-Length", Integer.toString(body.length))
                .putHeader("X-Amz-Target", target)
                .build();
        return AwsV4HttpSigner.create()
                .sign(signing -> signing.identity(credentials.resolveCredentials())
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, signingName)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    }

    private JsonNode send(SignedRequest signed) throws IOException {
        HttpExecuteRequest.Builder request = HttpExecuteRequest.builder().request(signed.request());
        signed.payload().ifPresent(request::contentStreamProvider);
        HttpExecuteResponse answer = http.prepareRequest(request.build()).call();
        String text = "";
        if (answer.responseBody().isPresent()) {
            try (InputStream body = answer.responseBody().get()) {
                text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        int status = answer.httpResponse().statusCode();
        if (status >= FIRST_ERROR) {
            throw refused(status, text);
        }
        return MAPPER.readTree(text);
    }

    private static AwsServiceException refused(int status, String text) throws IOException {
        JsonNode error = text.startsWith("{") ? MAPPER.readTree(text) : MAPPER.createObjectNode();
        String code = error.path("__type").asText("").replaceFirst(".*#", "");
        String message = error.path("message").asText(error.path("Message").asText(""));
        return AwsServiceException.builder()
                .statusCode(status)
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code.isEmpty() ? "HTTP" + status : code)
                        .errorMessage(message)
                        .build())
                .build();
    }
}
