package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.ec2.Book;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Pulls the levers of a {@link Sandbox} that runs in another process, through its control port. */
public final class SandboxClient implements SandboxLevers, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI control;

    /** @param control as {@link Sandbox#controlUri()} gives it */
    public SandboxClient(URI control) {
        this.control = control;
    }

    @Override
    public List<SandboxStatus> status() {
        return SandboxJson.readStatus(send(HttpRequest.newBuilder(control.resolve("/sandbox/engines"))));
    }

    @Override
    public void kill(String id) {
        pull(id, "kill", Json.object());
    }

    @Override
    public List<Book> instances() {
        return BooksJson.read(send(HttpRequest.newBuilder(control.resolve("/sandbox/instances"))));
    }

    @Override
    public List<FarEndBook> providers() {
        return FarEndJson.read(send(HttpRequest.newBuilder(control.resolve("/sandbox/providers"))));
    }

    @Override
    public void strike(String provider, ApiTrouble trouble, int times) {
        post(provider(provider) + FarEndJson.word(trouble), Json.object().put("times", times));
    }

    @Override
    public void heal(String provider) {
        post(provider(provider) + "heal", Json.object());
    }

    private static String provider(String name) {
        if (!name.matches("[a-z0-9-]+")) {
            throw new SandboxException("There is no provider " + name + " in the sandbox.");
        }
        return "/sandbox/providers/" + name + "/";
    }

    /** What a router must be told to use the sandbox. */
    public RouterKeys routerKeys() {
        return RouterKeys.read(send(HttpRequest.newBuilder(control.resolve("/router"))));
    }

    @Override
    public void interrupt(String id, Interrupting how) {
        pull(
                id,
                "interrupt",
                Json.object().put("notice", how.notice().toMillis() + "ms").put("said", how.saidInWords()));
    }

    @Override
    public void rebalance(String id) {
        pull(id, "rebalance", Json.object());
    }

    @Override
    public void slow(String id, double factor) {
        pull(id, "slow", Json.object().put("factor", factor));
    }

    @Override
    public void restore(String id) {
        pull(id, "restore", Json.object());
    }

    @Override
    public void restoreCloud() {
        post("/sandbox/cloud/restore", Json.object());
    }

    @Override
    public String pull(CloudLever lever) {
        return post("/sandbox/cloud/" + lever.kind().word(), SandboxJson.write(lever))
                .path("done")
                .asText();
    }

    @Override
    public void fault(String id, Fault fault) {
        pull(id, "fault", SandboxJson.write(fault));
    }

    @Override
    public void clearFaults(String id) {
        pull(id, "clear", Json.object());
    }

    private void pull(String id, String lever, ObjectNode body) {
        if (!id.matches("[A-Za-z0-9_.-]+")) {
            throw new SandboxException("There is no engine " + id + " in the sandbox.");
        }
        post("/sandbox/engines/" + id + "/" + lever, body);
    }

    private JsonNode post(String path, ObjectNode body) {
        return send(HttpRequest.newBuilder(control.resolve(path))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
            JsonNode body = Json.read(answer.body());
            if (answer.statusCode() != 200) {
                throw new SandboxException(body.at("/error/message").asText("The sandbox refused the command."));
            }
            return body;
        } catch (IOException e) {
            throw new SandboxException(
                    "No sandbox answers at " + control + "; start one with: skipjack sandbox serve, or skipjack demo.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxException("Interrupted while talking to the sandbox at " + control + ".", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
