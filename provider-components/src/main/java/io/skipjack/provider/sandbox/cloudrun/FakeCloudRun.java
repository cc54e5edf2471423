package io.skipjack.provider.sandbox.cloudrun;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.ApiTrouble;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pretend Google Cloud with one project, one region and one service account, whose key is a file in a folder of its own.
 * Services are behind a gateway on the same port, which lets in who bears an identity token made out for the service and
 * may invoke it.
 */
public final class FakeCloudRun extends FakeApi {
    private static final String REGION = "us-central1";
    private static final String GATEWAY = "/run.app/";
    private static final String PARENT = "projects/%s/locations/%s".formatted(ServiceAccount.PROJECT, REGION);
    private static final String FORBIDDEN =
            "<html><head><title>403 Forbidden</title></head><body><h1>Error: Forbidden</h1>"
                    + "<h2>Your client does not have permission to get URL from this server.</h2></body></html>";

    private final Path folder;
    private final TokenApi tokens;
    private final RunServices services;
    private final AdminApi admin;
    private final Observation observation;

    public FakeCloudRun(FarEndSettings settings) {
        super("cloudrun", settings);
        try {
            folder = Files.createTempDirectory("skipjack-cloudrun");
        } catch (IOException failure) {
            throw new UncheckedIOException("making a folder for a pretend service account", failure);
        }
        URI tokenUri = URI.create(uri() + TokenApi.PATH);
        ServiceAccount.write(folder, "ours.json", ServiceAccount.OURS, tokenUri);
        ServiceAccount.write(folder, "strangers.json", ServiceAccount.STRANGERS, tokenUri);
        tokens = new TokenApi(tokenUri);
        services = new RunServices(settings(), URI.create(uri() + "/run.app"));
        admin = new AdminApi(services, PARENT);
        observation = new Observation(services);
    }

    @Override
    public Map<String, String> routerKeys() {
        Map<String, String> keys = new HashMap<>();
        keys.put("credentials-file", folder.resolve("ours.json").toString());
        keys.put("project", ServiceAccount.PROJECT);
        keys.put("region", REGION);
        keys.put("hf-token", "hf_pretendPretendPretend0000");
        for (String api : List.of("", "logging-", "monitoring-", "billing-")) {
            keys.put(api + "endpoint", uri().toString());
        }
        return keys;
    }

    /** The key of an account that is not known here. */
    public Path strangersKey() {
        return folder.resolve("strangers.json");
    }

    /** The next revision does not become ready, with these words as the reason. */
    public void failNextRevision(String words) {
        services.failNext(words);
    }

    /** So many GPUs without zonal redundancy, and no more; 20 at first. */
    public void gpuQuota(int gpus) {
        services.gpuQuota(gpus);
    }

    @Override
    public List<String> inventory() {
        return services.inventory();
    }

    @Override
    protected List<Endpoint> endpoints() {
        return services.endpoints();
    }

    @Override
    protected void manage(ReceivedRequest request, Reply reply) throws IOException {
        String path = request.path();
        if (path.equals(TokenApi.PATH)) {
            tokens.give(request, reply);
        } else if (!tokens.knows(request)) {
            RpcStatus.unauthenticated().to(reply);
        } else if (path.equals(Observation.ENTRIES)) {
            observation.entries(request, reply);
        } else if (path.equals("/v3/projects/%s/timeSeries".formatted(ServiceAccount.PROJECT))) {
            observation.series(request, reply);
        } else if (path.equals(PriceList.PATH)) {
            PriceList.answer(request, reply);
        } else if (path.startsWith("/v2/")) {
            admin.answer(request, reply);
        } else {
            RpcStatus.notFound(path).to(reply);
        }
    }

    @Override
    protected boolean isInference(ReceivedRequest request) {
        return request.path().startsWith(GATEWAY);
    }

    @Override
    protected void infer(ReceivedRequest request, Reply reply) throws IOException, InterruptedException {
        String[] parts = request.target().substring(GATEWAY.length()).split("/", 2);
        RunService service = services.find(PARENT + "/services/" + parts[0]);
        if (service == null || service.isGoing()) {
            reply.bytes(
                    404,
                    "text/html",
                    "<html><title>404 Page not found</title></html>".getBytes(StandardCharsets.UTF_8));
            return;
        }
        String caller = TokenApi.caller(request, service.uri()).orElse("");
        if (!mayInvoke(service, caller)) {
            reply.bytes(403, "text/html; charset=UTF-8", FORBIDDEN.getBytes(StandardCharsets.UTF_8));
            return;
        }
        service.engine().answer(request.withTarget("/" + (parts.length == 2 ? parts[1] : "")), reply);
    }

    private static boolean mayInvoke(RunService service, String caller) {
        return service.policy()
                .path("bindings")
                .valueStream()
                .filter(binding -> binding.path("role").asText().equals("roles/run.invoker"))
                .flatMap(binding -> binding.path("members").valueStream())
                .anyMatch(member -> member.asText().equals(caller));
    }

    @Override
    protected boolean isAboutGpus(ReceivedRequest request) {
        boolean changes = request.method().equals("POST") || request.method().equals("PATCH");
        return changes
                && request.path().contains("/services")
                && !request.path().contains(":");
    }

    @Override
    protected void refuse(ApiTrouble trouble, Reply reply) throws IOException {
        switch (trouble) {
            case UNAUTHORIZED -> RpcStatus.unauthenticated().to(reply);
            case THROTTLED -> throttle(reply);
            case QUOTA -> new RpcStatus(429, "RESOURCE_EXHAUSTED", RunServices.quotaWords(1, 0)).to(reply);
            case NO_CAPACITY -> reply.json(200, noCapacity());
            default -> new RpcStatus(500, "INTERNAL", "Internal error encountered.").to(reply);
        }
    }

    /** Google's APIs send no Retry-After; when it is to be tried again is a detail of the error. */
    private static void throttle(Reply reply) throws IOException {
        ObjectNode body = new RpcStatus(
                        429,
                        "RESOURCE_EXHAUSTED",
                        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per region'"
                                + " of service 'run.googleapis.com' for consumer 'project_number:123456789012'.")
                .json();
        var details = body.withObject("/error").putArray("details");
        details.addObject()
                .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
                .put("reason", "RATE_LIMIT_EXCEEDED")
                .put("domain", "googleapis.com");
        details.addObject()
                .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                .put("retryDelay", "30s");
        reply.json(429, body);
    }

    /** It is the operation that fails, not the call. */
    private static ObjectNode noCapacity() {
        ObjectNode operation =
                Json.object().put("name", PARENT + "/operations/none").put("done", true);
        operation
                .putObject("error")
                .put("code", 8)
                .put(
                        "message",
                        "The region %s does not have enough resources available to fulfill the request."
                                .formatted(REGION));
        return operation;
    }

    @Override
    public void close() {
        super.close();
        for (String file : List.of("ours.json", "strangers.json", "")) {
            try {
                Files.deleteIfExists(folder.resolve(file));
            } catch (IOException kept) {
                // the system clears its temporary folder
            }
        }
    }
}
