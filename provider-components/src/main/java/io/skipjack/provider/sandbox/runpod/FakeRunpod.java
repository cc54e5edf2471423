package io.skipjack.provider.sandbox.runpod;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.ApiTrouble;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * RunPod on loopback: its management API at {@code /v2}, queue endpoints at {@code /ai/v2/ID}, load-balancer endpoints at
 * {@code /lb/ID}.
 */
public final class FakeRunpod extends FakeApi {
    private static final String KEY = "rpa_PRETEND0RUNPOD0KEY0000000000000000";
    private static final String TOKEN = "hf_pretendHuggingFaceToken0000000";
    private static final String QUEUES = "/ai/v2/";
    private static final String BALANCERS = "/lb/";
    private static final String OPENAI = "/openai/";

    private final Shelf shelf;
    private final Management management;

    public FakeRunpod(FarEndSettings settings) {
        super("runpod", settings);
        this.shelf = new Shelf(settings());
        this.management = new Management(shelf, new Bills(settings().book()));
    }

    @Override
    public Map<String, String> routerKeys() {
        return Map.of(
                "api-key",
                KEY,
                "hf-token",
                TOKEN,
                "endpoint",
                uri().toString(),
                "queue-url",
                uri() + QUEUES + "{id}",
                "load-balancer-url",
                uri() + BALANCERS + "{id}");
    }

    /** From now on the catalogue has no more of it, and RunPod's workers find none. */
    public void sellOut(String gpuType) {
        shelf.sellOut(gpuType);
    }

    /** The most workers that all endpoints together may have; 100 by default, where RunPod begins with 5. */
    public void workersQuota(int workers) {
        shelf.quota(workers);
    }

    @Override
    public List<String> inventory() {
        return shelf.inventory();
    }

    @Override
    protected List<Endpoint> endpoints() {
        return shelf.endpoints().stream()
                .map(each -> new Endpoint(each.name(), each.serverless()))
                .toList();
    }

    @Override
    protected boolean isInference(ReceivedRequest request) {
        String path = request.path();
        return path.startsWith(BALANCERS) || (path.startsWith(QUEUES) && path.contains(OPENAI));
    }

    @Override
    protected void infer(ReceivedRequest request, Reply reply) throws IOException, InterruptedException {
        if (!letsIn(request)) {
            reply.json(401, Json.object().put("error", "Unauthorized"));
            return;
        }
        boolean queue = request.path().startsWith(QUEUES);
        String rest = request.target().substring((queue ? QUEUES : BALANCERS).length());
        String id = rest.replaceFirst("/.*", "");
        String path = rest.substring(id.length());
        try {
            PretendEndpoint endpoint = shelf.find(id);
            if (endpoint.isQueue() != queue) {
                throw ProblemException.absent();
            }
            endpoint.serverless().answer(request.withTarget(queue ? path.substring(OPENAI.length() - 1) : path), reply);
        } catch (ProblemException absent) {
            absent.send(reply);
        }
    }

    @Override
    protected void manage(ReceivedRequest request, Reply reply) throws IOException, InterruptedException {
        try {
            if (request.header("authorization") == null) {
                throw ProblemException.unauthorized("missing bearer token");
            }
            if (!letsIn(request)) {
                throw ProblemException.unauthorized("invalid bearer token");
            }
            if (request.path().startsWith(QUEUES)) {
                job(request, reply);
            } else {
                management.answer(request, reply);
            }
        } catch (ProblemException problem) {
            problem.send(reply);
        }
    }

    /** {@code /run}: queued, and answered at once. */
    private void job(ReceivedRequest request, Reply reply) throws IOException, ProblemException {
        String[] parts = request.path().substring(QUEUES.length()).split("/", -1);
        PretendEndpoint endpoint = shelf.find(parts[0]);
        if (parts.length != 2 || !parts[1].equals("run") || !endpoint.isQueue()) {
            throw ProblemException.absent();
        }
        ObjectNode job = Management.body(request);
        if (!job.path("input").isObject()) {
            throw ProblemException.bad("input is required");
        }
        endpoint.serverless().wake();
        reply.json(200, Json.object().put("id", "a1b2c3d4-u1").put("status", "IN_QUEUE"));
    }

    private static boolean letsIn(ReceivedRequest request) {
        return ("Bearer " + KEY).equals(request.header("authorization"));
    }

    @Override
    protected boolean isAboutGpus(ReceivedRequest request) {
        return request.method().equals("POST") && request.path().equals("/v2/serverless");
    }

    @Override
    protected void refuse(ApiTrouble trouble, Reply reply) throws IOException {
        ProblemException problem = switch (trouble) {
            case UNAUTHORIZED -> ProblemException.unauthorized("invalid bearer token");
            case THROTTLED -> ProblemException.throttled();
            case NO_CAPACITY -> ProblemException.noCapacity();
            case QUOTA -> ProblemException.overQuota(shelf.quota());
            default -> ProblemException.broken();
        };
        problem.send(reply);
    }
}
