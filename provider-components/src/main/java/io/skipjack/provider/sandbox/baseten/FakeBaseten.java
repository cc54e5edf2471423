package io.skipjack.provider.sandbox.baseten;

import io.skipjack.provider.sandbox.ApiTrouble;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Baseten on loopback: its management API at {@code /v1}, models at {@code /model/ID}, the bucket at {@code /s3/BUCKET}. */
public final class FakeBaseten extends FakeApi {
    private static final String KEY = "pretendBa.PRETEND0BASETEN0KEY000000000";
    private static final String TOKEN = "hf_pretendHuggingFaceToken0000000";
    private static final String MODELS = "/model/";
    private static final String BUCKETS = "/s3/" + Bucket.NAME + "/";
    private static final String WAKE = "/production/wake";
    private static final String SYNC = "/environments/production/sync";

    private final Bucket bucket = new Bucket();
    private final Models models;
    private final Management management;

    public FakeBaseten(FarEndSettings settings) {
        super("baseten", settings);
        this.models = new Models(settings(), bucket);
        this.management = new Management(models, new Bills(settings().book()));
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
                "model-url",
                uri() + MODELS + "{id}",
                "upload-url",
                uri() + "/s3/{bucket}");
    }

    /** No deployment of a model made from now on can be built. */
    public void failBuilds() {
        models.failBuilds();
    }

    /** Without the workspace's secrets, which nothing can delete and nobody pays for. */
    @Override
    public List<String> inventory() {
        return models.all().stream().map(each -> "model " + each.name()).toList();
    }

    @Override
    protected List<Endpoint> endpoints() {
        return models.all().stream()
                .map(each -> new Endpoint(each.name(), each.serverless()))
                .toList();
    }

    @Override
    protected boolean isInference(ReceivedRequest request) {
        return request.path().startsWith(MODELS) && !request.path().endsWith(WAKE);
    }

    @Override
    protected void infer(ReceivedRequest request, Reply reply) throws IOException, InterruptedException {
        try {
            requireKey(request);
            PretendModel model = model(request);
            String rest =
                    request.target().substring(MODELS.length() + model.id().length());
            if (!rest.startsWith(SYNC) || !model.isLive()) {
                throw BasetenException.absent("deployment");
            }
            model.serverless().answer(request.withTarget(rest.substring(SYNC.length())), reply);
        } catch (BasetenException refused) {
            refused.send(reply);
        }
    }

    @Override
    protected void manage(ReceivedRequest request, Reply reply) throws IOException {
        try {
            String path = request.path();
            if (path.startsWith(BUCKETS) && request.method().equals("PUT")) {
                bucket.put(request, path.substring(BUCKETS.length()), reply);
                return;
            }
            requireKey(request);
            if (path.startsWith(MODELS)) {
                PretendModel model = model(request);
                if (!request.method().equals("POST") || !model.isLive()) {
                    throw BasetenException.absent("production deployment");
                }
                model.serverless().wake();
                reply.bytes(202, Reply.JSON, new byte[0]);
            } else {
                management.answer(request, reply);
            }
        } catch (BasetenException refused) {
            refused.send(reply);
        }
    }

    private PretendModel model(ReceivedRequest request) throws BasetenException {
        return models.find(request.path().substring(MODELS.length()).replaceFirst("/.*", ""));
    }

    private static void requireKey(ReceivedRequest request) throws BasetenException {
        String authorization = request.header("authorization");
        if (!("Api-Key " + KEY).equals(authorization) && !("Bearer " + KEY).equals(authorization)) {
            throw BasetenException.unauthorized();
        }
    }

    @Override
    protected boolean isAboutGpus(ReceivedRequest request) {
        return request.method().equals("POST") && request.path().matches("/v1/models(/[^/]+/deployments)?");
    }

    @Override
    protected void refuse(ApiTrouble trouble, Reply reply) throws IOException {
        BasetenException refusal = switch (trouble) {
            case UNAUTHORIZED -> BasetenException.unauthorized();
            case THROTTLED -> BasetenException.throttled();
            case NO_CAPACITY -> BasetenException.noCapacity();
            case QUOTA -> BasetenException.overQuota();
            default -> BasetenException.broken();
        };
        refusal.send(reply);
    }
}
