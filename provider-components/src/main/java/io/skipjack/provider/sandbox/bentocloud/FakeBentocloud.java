package io.skipjack.provider.sandbox.bentocloud;

import io.skipjack.provider.sandbox.ApiTrouble;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** BentoCloud on loopback: its API, and the deployments' own URLs as paths {@code /d/NAME} of the same port. */
public final class FakeBentocloud extends FakeApi {
    private static final String KEY = "pretend0bentocloud0api0token";
    private static final String DEPLOYED = "/d/";
    private static final String READY = "/readyz";

    private final DeploymentsApi api;

    public FakeBentocloud(FarEndSettings settings) {
        super("bentocloud", settings);
        this.api = new DeploymentsApi(settings(), uri() + DEPLOYED);
    }

    @Override
    public Map<String, String> routerKeys() {
        return Map.of(
                "api-key",
                KEY,
                "bento",
                DeploymentRules.BENTO,
                "service",
                DeploymentRules.SERVICE,
                "environment-from",
                DeploymentRules.SECRET,
                "endpoint",
                uri().toString(),
                "inference-domains",
                uri().getHost());
    }

    /** From now on what is not there is 400 "record not found", which the client still knows from older servers. */
    public void sayAbsentAsBefore() {
        api.sayAbsentAsBefore();
    }

    /** The deployment of that name ends, as by its owner's hand in the console. */
    public void terminate(String name) {
        PretendDeployment deployment = api.find(name);
        if (deployment != null) {
            deployment.terminate();
        }
    }

    @Override
    public List<String> inventory() {
        return api.all().stream().map(each -> "deployment " + each.name()).toList();
    }

    @Override
    protected List<Endpoint> endpoints() {
        return api.all().stream()
                .map(each -> new Endpoint(each.name(), each.serverless()))
                .toList();
    }

    @Override
    protected boolean isInference(ReceivedRequest request) {
        return request.path().startsWith(DEPLOYED);
    }

    @Override
    protected void infer(ReceivedRequest request, Reply reply) throws IOException, InterruptedException {
        String rest = request.target().substring(DEPLOYED.length());
        String name = rest.replaceFirst("/.*", "");
        PretendDeployment deployment = api.find(name);
        if (deployment == null || !deployment.isServing()) {
            reply.json(404, Json.object().put("error", "not found"));
        } else if (!("Bearer " + KEY).equals(request.header("authorization"))) {
            reply.json(401, Json.object().put("error", "unauthorized"));
        } else if (rest.equals(name + READY)) {
            deployment.serverless().wake();
            reply.bytes(200, "text/plain", new byte[] {'\n'});
        } else {
            deployment.serverless().answer(request.withTarget(rest.substring(name.length())), reply);
        }
    }

    @Override
    protected void manage(ReceivedRequest request, Reply reply) throws IOException {
        try {
            if (!KEY.equals(request.header("x-yatai-api-token"))) {
                throw Problem.unauthorized();
            }
            if (!request.path().startsWith(DeploymentsApi.PATH)) {
                throw new Problem(404, "page not found");
            }
            api.answer(request, reply);
        } catch (Problem problem) {
            problem.send(reply);
        }
    }

    @Override
    protected boolean isAboutGpus(ReceivedRequest request) {
        return request.method().equals("POST") && request.path().equals(DeploymentsApi.PATH);
    }

    /** How a quota or a lack of GPUs is worded is not published: these are ours. */
    @Override
    protected void refuse(ApiTrouble trouble, Reply reply) throws IOException {
        Problem problem = switch (trouble) {
            case UNAUTHORIZED -> Problem.unauthorized();
            case THROTTLED -> new Problem(429, "too many requests");
            case NO_CAPACITY -> Problem.bad("instance type has no capacity in this cluster");
            case QUOTA -> Problem.bad("GPU quota of the organization is exceeded");
            default -> new Problem(500, "internal server error");
        };
        problem.send(reply);
    }
}
