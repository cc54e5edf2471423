package io.skipjack.provider.sandbox.cerebrium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.ApiTrouble;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import io.skipjack.provider.sandbox.StubProgram;
import io.skipjack.provider.sandbox.StubProgram.Call;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The far end of {@code provider:cerebrium}: the REST API ({@code /v2}), the gateway to apps ({@code /v4}) and what a
 * stand-in for the tool asks, all at one port.
 */
public final class FakeCerebrium extends FakeApi {
    private static final String TOKEN = "eyJhbGciOiJub25lIn0.pretend-service-account-01";
    private static final StubProgram.Tool TOOL = new StubProgram.Tool("cerebrium", "version", "cerebrium 2.1.0");
    private static final String VARIABLE = "CEREBRIUM_SERVICE_ACCOUNT_TOKEN";
    private static final String APPS = "/v2/projects/" + Project.ID + "/apps";
    private static final String FILES = "/v2/projects/" + Project.ID + "/volumes/default/";
    private static final String GATEWAY = "/v4/";

    private final Project project;
    private final StubProgram tool;

    public FakeCerebrium(FarEndSettings settings) {
        super("cerebrium", settings);
        project = new Project(settings());
        tool = new StubProgram(TOOL, uri().getPort(), List.of(VARIABLE));
    }

    @Override
    public Map<String, String> routerKeys() {
        return Map.of(
                "token", TOKEN,
                "project-id", Project.ID,
                "command", tool.path().toString(),
                "api-url", uri().toString(),
                "inference-url", uri().toString());
    }

    @Override
    public List<String> inventory() {
        return project.inventory();
    }

    @Override
    protected List<Endpoint> endpoints() {
        return project.endpoints();
    }

    @Override
    protected boolean isAboutGpus(ReceivedRequest request) {
        return request.path().equals(StubProgram.PATH);
    }

    @Override
    protected boolean isInference(ReceivedRequest request) {
        return request.path().startsWith(GATEWAY);
    }

    /** {@code /v4/PROJECT/APP/...}: the rest of the path is the container's. */
    @Override
    protected void infer(ReceivedRequest request, Reply reply) throws IOException, InterruptedException {
        String[] parts = request.path().split("/", 5);
        CerebriumApp app = parts.length == 5 ? project.app(parts[2] + "-" + parts[3]) : null;
        if (app == null || !app.isRouted()) {
            say(404, "Not Found", reply);
        } else if (!isLetIn(request.header("authorization"))) {
            say(401, "Unauthorized", reply);
        } else {
            app.endpoint.answer(request.withTarget("/" + parts[4]), reply);
        }
    }

    private static boolean isLetIn(@Nullable String authorization) {
        return ("Bearer " + TOKEN).equals(authorization);
    }

    @Override
    protected void manage(ReceivedRequest request, Reply reply) throws IOException {
        if (request.path().equals(StubProgram.PATH)) {
            command(request, reply);
        } else if (!isLetIn(request.header("authorization"))) {
            refuse(ApiTrouble.UNAUTHORIZED, reply);
        } else if (request.path().equals(APPS)) {
            reply.json(200, project.list());
        } else if (request.path().startsWith(APPS + "/")) {
            app(request, reply);
        } else if (request.path().startsWith(FILES)) {
            files(request, reply);
        } else {
            say(404, "Not Found", reply);
        }
    }

    private void command(ReceivedRequest request, Reply reply) throws IOException {
        Call call = Call.of(request);
        if (!TOKEN.equals(request.header("x-env-" + VARIABLE))) {
            StubProgram.Answer.error("failed with status code 401. You must log in to use this functionality")
                    .send(reply);
        } else if (call.is("deploy") && call.has("-y") && call.has("--detach")) {
            project.deploy(call).send(reply);
        } else {
            StubProgram.Answer.error("unknown command " + call.arguments()).send(reply);
        }
    }

    private void app(ReceivedRequest request, Reply reply) throws IOException {
        String[] rest = request.path().substring(APPS.length() + 1).split("/", 2);
        CerebriumApp app = project.app(rest[0]);
        if (app == null) {
            say(404, "App not found", reply);
            return;
        }
        switch (request.method() + " " + (rest.length > 1 ? rest[1] : "")) {
            case "GET " -> reply.json(200, app.details());
            case "DELETE " -> {
                project.delete(app);
                reply.json(200, Json.object());
            }
            case "PATCH " -> modify(app, request.json(), reply);
            case "GET secrets" -> reply.json(200, app.secrets);
            case "PATCH secrets" -> {
                app.secrets.setAll((ObjectNode) request.json());
                reply.json(200, Json.object());
            }
            case "GET containers" -> reply.json(200, app.containers());
            case "GET logs" -> reply.json(200, app.logs(request.parameter("search"), TOKEN));
            default -> say(405, "Method Not Allowed", reply);
        }
    }

    private static void modify(CerebriumApp app, JsonNode wish, Reply reply) throws IOException {
        JsonNode min = wish.path("minReplicaCount");
        JsonNode max = wish.path("maxReplicaCount");
        if (!min.isInt() || !max.isInt() || min.asInt() > max.asInt()) {
            say(400, "minReplicaCount and maxReplicaCount must be integers, the first not above the second", reply);
            return;
        }
        app.scale(min.asInt(), max.asInt());
        reply.json(200, app.details());
    }

    private void files(ReceivedRequest request, Reply reply) throws IOException {
        boolean listing = request.path().endsWith("/ls") && request.method().equals("GET");
        boolean removing = request.path().endsWith("/rm") && request.method().equals("DELETE");
        if (request.parameter("region").isEmpty() || !(listing || removing)) {
            say(400, "region is required", reply);
        } else if (listing) {
            reply.json(200, project.files());
        } else if (project.deleteFiles(request.parameter("file_path"))) {
            reply.json(200, Json.object());
        } else {
            say(404, "File not found", reply);
        }
    }

    private static void say(int status, String message, Reply reply) throws IOException {
        reply.json(status, Json.object().put("message", message));
    }

    /** The tool repeats the API's message. */
    @Override
    protected void refuse(ApiTrouble trouble, Reply reply) throws IOException {
        switch (trouble) {
            case UNAUTHORIZED -> say(401, "Unauthorized", reply);
            case THROTTLED -> {
                reply.header("retry-after", "1");
                say(429, "Too Many Requests", reply);
            }
            case QUOTA -> say(402, "API error (402): gpu_count exceeds the limit of your plan", reply);
            case NO_CAPACITY -> say(503, "API error (503): insufficient capacity for ADA_L4 in us-east-1", reply);
            default -> say(500, "Internal Server Error", reply);
        }
    }

    @Override
    public void close() {
        super.close();
        tool.close();
    }
}
