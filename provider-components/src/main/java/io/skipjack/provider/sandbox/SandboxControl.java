package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The levers over HTTP. {@code GET /sandbox/engines}, {@code GET /sandbox/instances}, {@code GET /sandbox/providers}, {@code
 * GET /router}; {@code POST /sandbox/engines/ID/(kill|interrupt|rebalance|slow|restore|fault|clear)}, {@code POST
 * /sandbox/providers/NAME/(TROUBLE|heal)} and {@code POST /sandbox/cloud/LEVER} with a JSON body. Requests that a browser sends for a page ({@code Origin}) are refused, because loopback is open to any
 * page the user looks at.
 */
final class SandboxControl implements Surface {
    private static final String ENGINES = "/sandbox/engines";
    private static final String INSTANCES = "/sandbox/instances";
    private static final String PROVIDERS = "/sandbox/providers";
    private static final String CLOUD = "/sandbox/cloud/";
    private static final String ROUTER = "/router";

    private final SandboxLevers levers;
    private final Supplier<RouterKeys> routerKeys;

    SandboxControl(SandboxLevers levers, Supplier<RouterKeys> routerKeys) {
        this.levers = levers;
        this.routerKeys = routerKeys;
    }

    @Override
    public void answer(ReceivedRequest request, Reply reply) throws IOException {
        try {
            if (request.header("origin") != null) {
                refuse(reply, 403, "The sandbox takes no commands from web pages.");
            } else if (request.method().equals("GET")) {
                reply.json(200, shown(request.path()));
            } else if (request.method().equals("POST")) {
                reply.json(200, pulled(request.path(), request.body().length == 0 ? Json.object() : request.json()));
            } else {
                throw new SandboxException("The sandbox takes GET and POST only.");
            }
        } catch (UnknownPathException e) {
            refuse(reply, 404, e.sentence());
        } catch (SandboxException e) {
            refuse(reply, 400, e.sentence());
        } catch (JsonProcessingException e) {
            refuse(reply, 400, "The body of a sandbox command must be JSON.");
        }
    }

    private JsonNode shown(String path) {
        return switch (path) {
            case ENGINES -> SandboxJson.write(levers.status());
            case INSTANCES -> BooksJson.write(levers.instances());
            case PROVIDERS -> FarEndJson.write(levers.providers());
            case ROUTER -> routerKeys.get().write();
            default -> throw new UnknownPathException();
        };
    }

    private JsonNode pulled(String path, JsonNode body) {
        if (path.startsWith(CLOUD)) {
            return Json.object().put("done", pullCloud(path.substring(CLOUD.length()), body));
        }
        if (path.startsWith(PROVIDERS + "/")) {
            pullProvider(path.substring(PROVIDERS.length() + 1).split("/", -1), body);
            return FarEndJson.write(levers.providers());
        }
        if (!path.startsWith(ENGINES + "/")) {
            throw new UnknownPathException();
        }
        pull(path.substring(ENGINES.length() + 1).split("/", -1), body);
        return SandboxJson.write(levers.status());
    }

    private void pullProvider(String[] nameAndLever, JsonNode body) {
        String lever = nameAndLever.length == 2 ? nameAndLever[1] : "";
        if (lever.equals("heal")) {
            levers.heal(nameAndLever[0]);
        } else {
            levers.strike(
                    nameAndLever[0],
                    FarEndJson.trouble(lever),
                    body.path("times").asInt(1));
        }
    }

    private String pullCloud(String word, JsonNode body) {
        if (word.equals("restore")) {
            levers.restoreCloud();
            return "The cloud behaves well again.";
        }
        return levers.pull(SandboxJson.readLever(word, body));
    }

    private void pull(String[] idAndLever, JsonNode body) {
        String id = idAndLever[0];
        String lever = idAndLever.length == 2 ? idAndLever[1] : "";
        switch (lever) {
            case "kill" -> levers.kill(id);
            case "interrupt" -> levers.interrupt(id, interrupting(body));
            case "rebalance" -> levers.rebalance(id);
            case "slow" -> levers.slow(id, body.path("factor").asDouble(0));
            case "restore" -> levers.restore(id);
            case "fault" -> levers.fault(id, SandboxJson.readFault(body));
            case "clear" -> levers.clearFaults(id);
            default ->
                throw new SandboxException("There is no lever " + lever
                        + "; there are kill, interrupt, rebalance, slow, restore, fault and clear.");
        }
    }

    private static Interrupting interrupting(JsonNode body) {
        Duration notice =
                body.has("notice") ? Durations.parse(body.path("notice").asText()) : Interrupting.USUAL;
        return Interrupting.after(notice).said(body.path("said").asText("at-once"));
    }

    private static void refuse(Reply reply, int status, String sentence) throws IOException {
        var body = Json.object();
        body.putObject("error").put("message", sentence);
        reply.json(status, body);
    }

    /** Nothing is there. */
    private static final class UnknownPathException extends SandboxException {
        private static final long serialVersionUID = 1L;

        UnknownPathException() {
            super("The sandbox has only GET " + ENGINES + ", " + INSTANCES + ", " + PROVIDERS + " and " + ROUTER
                    + ", and POST " + ENGINES + "/ID/LEVER, " + PROVIDERS + "/NAME/TROUBLE and " + CLOUD + "LEVER.");
        }
    }
}
