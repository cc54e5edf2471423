package io.skipjack.provider.sandbox.modal;

import io.skipjack.provider.sandbox.ApiTrouble;
import io.skipjack.provider.sandbox.FakeApi;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import io.skipjack.provider.sandbox.StubProgram;
import io.skipjack.provider.sandbox.StubProgram.Answer;
import io.skipjack.provider.sandbox.StubProgram.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The far end of {@code provider:modal}. Modal is reached by its tool alone, so the API here is what a stand-in for that
 * tool asks; it prints what modal-client 1.5 does. Endpoints are at ports of their own, as they are at origins of their own
 * in earnest.
 */
public final class FakeModal extends FakeApi {
    private static final StubProgram.Tool TOOL =
            new StubProgram.Tool("modal", "--version", "modal client version: 1.5.4");
    private static final Map<String, String> TOKEN =
            Map.of("MODAL_TOKEN_ID", "ak-PretendModalToken01", "MODAL_TOKEN_SECRET", "as-PretendModalSecret01");

    private final Workspace workspace;
    private final StubProgram tool;

    public FakeModal(FarEndSettings settings) {
        super("modal", settings);
        workspace = new Workspace(settings());
        tool = new StubProgram(
                TOOL, uri().getPort(), TOKEN.keySet().stream().sorted().toList());
    }

    @Override
    public Map<String, String> routerKeys() {
        return Map.of(
                "token-id", TOKEN.getOrDefault("MODAL_TOKEN_ID", ""),
                "token-secret", TOKEN.getOrDefault("MODAL_TOKEN_SECRET", ""),
                "proxy-key", ModalDeployment.PROXY.getOrDefault("Modal-Key", ""),
                "proxy-secret", ModalDeployment.PROXY.getOrDefault("Modal-Secret", ""),
                "command", tool.path().toString());
    }

    @Override
    public List<String> inventory() {
        return workspace.inventory();
    }

    @Override
    protected List<Endpoint> endpoints() {
        return workspace.endpoints();
    }

    @Override
    protected boolean isAboutGpus(ReceivedRequest request) {
        return Call.of(request).is("deploy");
    }

    @Override
    protected void manage(ReceivedRequest request, Reply reply) throws IOException {
        for (Map.Entry<String, String> wanted : TOKEN.entrySet()) {
            if (!wanted.getValue().equals(request.header("x-env-" + wanted.getKey()))) {
                refuse(ApiTrouble.UNAUTHORIZED, reply);
                return;
            }
        }
        Call call = Call.of(request);
        Answer answer = workspace.carryOut(call);
        answer.send(reply);
    }

    /** In words alone, as the tool says it; the status is for the stand-in, which puts them into its box. */
    @Override
    protected void refuse(ApiTrouble trouble, Reply reply) throws IOException {
        String words = switch (trouble) {
            case UNAUTHORIZED -> "Token validation failed";
            case THROTTLED -> "Rate limit exceeded, please try again later";
            case QUOTA -> "Workspace has reached its billing cycle spend limit";
            case NO_CAPACITY -> "Insufficient capacity for the requested GPU type";
            default -> "Internal error while handling the request";
        };
        reply.bytes(500, "text/plain", words.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        super.close();
        tool.close();
    }
}
