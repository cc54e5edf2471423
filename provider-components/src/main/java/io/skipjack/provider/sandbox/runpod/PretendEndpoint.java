package io.skipjack.provider.sandbox.runpod;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.EngineSettings;
import io.skipjack.provider.sandbox.FakeServerless;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.LineTimes;
import io.skipjack.provider.sandbox.ServerlessSettings;
import io.skipjack.provider.sandbox.ServerlessSettings.WhileCold;
import io.skipjack.provider.sandbox.Tariff;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One endpoint of the pretend RunPod: its settings as they were sent, and the engine that its worker would run. */
final class PretendEndpoint implements AutoCloseable {
    /** Tuna's measurement, tuna/benchmark/benchmark.md. */
    private static final Duration COLD_START = Duration.ofMillis(298_800);

    private static final Pattern MODEL_ARGUMENT = Pattern.compile("--model (\\S+)");

    private final String id;
    private final ObjectNode json;
    private final FakeServerless serverless;
    private final Instant createdAt = Instant.now();
    private final LineTimes lineTimes = new LineTimes();

    PretendEndpoint(String id, ObjectNode body, FarEndSettings settings) {
        this.id = id;
        this.json = body.deepCopy();
        this.serverless = FakeServerless.start(serverless(settings));
        keep();
    }

    private ServerlessSettings serverless(FarEndSettings settings) {
        EngineSettings engine = settings.engine().named("runpod-" + id).withModel(model());
        WhileCold whileCold = isQueue() ? WhileCold.HOLD : WhileCold.UNAVAILABLE;
        return ServerlessSettings.defaults()
                .withEngine(engine)
                .meteredBy(settings.book().meter(id, name(), this::tariff))
                .starting(settings.coldStart(COLD_START), whileCold)
                .idlingAfter(settings.idle(Duration.ofSeconds(
                        json.path("workers").path("idleTimeout").asInt(10))));
    }

    /** By the second, the cheapest card that it may have. */
    private Tariff tariff() {
        JsonNode gpu = json.path("gpu");
        BigDecimal one = GpuType.cheapest(gpu.path("pools"), gpu.path("excludedTypes"));
        return Tariff.bySecond(one.multiply(BigDecimal.valueOf(gpu.path("count").asInt(1))));
    }

    LineTimes lineTimes() {
        return lineTimes;
    }

    /** What the real worker would serve, told by its environment or by the arguments. */
    private String model() {
        String named = json.path("env").path("MODEL_NAME").asText("facebook/opt-125m");
        Matcher argument = MODEL_ARGUMENT.matcher(json.path("args").asText());
        return argument.find() ? argument.group(1) : named;
    }

    String id() {
        return id;
    }

    String name() {
        return json.path("name").asText();
    }

    boolean isQueue() {
        return kind().equals("QUEUE");
    }

    /** As in {@code type}. */
    String kind() {
        return json.path("type").asText();
    }

    int workersMax() {
        return json.path("workers").path("max").asInt(3);
    }

    FakeServerless serverless() {
        return serverless;
    }

    /** Only what is sent changes; of {@code workers} each on its own. */
    void update(ObjectNode body) {
        ObjectNode changes = body.deepCopy();
        ObjectNode workers = json.withObject("workers");
        workers.setAll(changes.withObject("workers"));
        changes.remove("workers");
        json.setAll(changes);
        keep();
    }

    private void keep() {
        serverless.keep(json.path("workers").path("min").asInt());
    }

    /** As the API lists it. */
    ObjectNode json() {
        ObjectNode listed = json.deepCopy();
        listed.put("id", id).put("createdAt", createdAt.toString());
        listed.withObject("workers")
                .put("min", json.path("workers").path("min").asInt())
                .put("max", workersMax());
        return listed;
    }

    /** The workers there are: none or one. */
    ObjectNode workers() {
        String state = serverless.state();
        boolean starts = state.equals("starting");
        boolean idles = state.equals("ready");
        ObjectNode answer = Json.object().put("endpointVersion", 1);
        answer.putObject("summary")
                .put("running", 0)
                .put("idle", idles ? 1 : 0)
                .put("initializing", starts ? 1 : 0)
                .put("throttled", 0)
                .put("unhealthy", 0)
                .put("total", starts || idles ? 1 : 0);
        answer.putArray("workers");
        if (starts || idles) {
            answer.withArray("workers")
                    .addObject()
                    .put("id", id + "-w1")
                    .put("status", starts ? "INITIALIZING" : "IDLE")
                    .put("isStale", false)
                    .put("gpuCount", json.path("gpu").path("count").asInt(1));
        }
        return answer;
    }

    /** What its worker has written so far; the last line as careless programs write it. */
    List<String> log(String token) {
        return List.of(
                "INFO 11-21 20:00:01 [api_server.py] vLLM API server version 0.27.1",
                "INFO 11-21 20:00:02 [model.py] loading " + model(),
                "DEBUG environment HF_TOKEN=" + token,
                "Worker ready.");
    }

    @Override
    public void close() {
        serverless.close();
    }
}
