package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;

/**
 * The levers over HTTP: {@code GET /sandbox/engines}, {@code POST /sandbox/engines/ID/(kill|interrupt|slow|restore|fault|clear)}
 * with a JSON body. Requests that a browser sends for a page ({@code Origin}) are refused, because loopback is open to any
 * page the user looks at.
 */
final class SandboxControl implements Surface {
    private static final String ENGINES = "/sandbox/engines";

    private final SandboxLevers levers;

    SandboxControl(SandboxLevers levers) {
        this.levers = levers;
    }

    @Override
    public void answer(ReceivedRequest request, Reply reply) throws IOException {
        try {
            if (request.header("origin") != null) {
                refuse(reply, 403, "The sandbox takes no commands from web pages.");
            } else if (request.method().equals("GET") && request.path().equals(ENGINES)) {
                reply.json(200, SandboxJson.write(levers.status()));
            } else if (request.method().equals("POST") && request.path().startsWith(ENGINES + "/")) {
                String[] idAndLever =
                        request.path().substring(ENGINES.length() + 1).split("/", -1);
                pull(idAndLever, request.body().length == 0 ? Json.object() : request.json());
                reply.json(200, SandboxJson.write(levers.status()));
            } else {
                refuse(reply, 404, "The sandbox has only GET " + ENGINES + " and POST " + ENGINES + "/ID/LEVER.");
            }
        } catch (SandboxException e) {
            refuse(reply, 400, e.sentence());
        } catch (JsonProcessingException e) {
            refuse(reply, 400, "The body of a sandbox command must be JSON.");
        }
    }

    private void pull(String[] idAndLever, JsonNode body) {
        String id = idAndLever[0];
        String lever = idAndLever.length == 2 ? idAndLever[1] : "";
        switch (lever) {
            case "kill" -> levers.kill(id);
            case "interrupt" -> levers.interrupt(id, notice(body));
            case "slow" -> levers.slow(id, body.path("factor").asDouble(0));
            case "restore" -> levers.restore(id);
            case "fault" -> levers.fault(id, SandboxJson.readFault(body));
            case "clear" -> levers.clearFaults(id);
            default ->
                throw new SandboxException(
                        "There is no lever " + lever + "; there are kill, interrupt, slow, restore, fault and clear.");
        }
    }

    private static Duration notice(JsonNode body) {
        return body.has("notice") ? Durations.parse(body.path("notice").asText()) : SandboxConsole.DEFAULT_NOTICE;
    }

    private static void refuse(Reply reply, int status, String sentence) throws IOException {
        var body = Json.object();
        body.putObject("error").put("message", sentence);
        reply.json(status, body);
    }
}
