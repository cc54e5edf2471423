package io.skipjack.provider.modal;

import com.fasterxml.jackson.databind.JsonNode;
import io.skipjack.domain.fleet.Refusal;
import io.skipjack.domain.provider.ProviderUnavailableException;
import io.skipjack.domain.serverless.DeployOutcome;
import io.skipjack.domain.serverless.EndpointRequest;
import io.skipjack.provider.spi.ProgramAnswer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deploys an app. The revision goes along as the deployment's tag ({@code --tag}), so that the app's history tells what is
 * there: what was deployed before a crash is not deployed again, and a tool that lies about its success is found out.
 */
final class ModalDeploy {
    private static final String DEPLOYED = "deployed";

    private final ModalCommands commands;

    ModalDeploy(ModalCommands commands) {
        this.commands = commands;
    }

    /** @param file to be deployed */
    DeployOutcome deploy(EndpointRequest request, String file) throws ProviderUnavailableException {
        String doing = "deploying " + request.name();
        ProgramAnswer listed = commands.apps();
        if (!listed.json().isArray()) {
            return refusedOr(listed, doing);
        }
        String name = request.name();
        Optional<JsonNode> there = ModalCommands.living(ModalCommands.rows(doing, listed), name).stream()
                .findFirst()
                .filter(app -> app.path("state").asText().equals(DEPLOYED));
        String tag = tag(request);
        if (there.isEmpty() || !isNewest(tag, commands.history(name))) {
            ProgramAnswer said = commands.deploy(name, tag, file);
            if (!isNewest(tag, commands.history(name))) {
                return refusedOr(said, doing);
            }
        }
        URI url = url(doing, commands.function(name));
        return new DeployOutcome.Deployed(URI.create(url + "/v1"), Map.of(ModalProvider.URL, url.toString()));
    }

    /** At most 50 characters of letters, digits, dots, dashes and underscores (modal-client, name_utils.py). */
    private static String tag(EndpointRequest request) {
        String clean = request.revision().replaceAll("[^A-Za-z0-9._-]", "-");
        return clean.substring(0, Math.min(clean.length(), 50));
    }

    private static boolean isNewest(String tag, ProgramAnswer history) {
        return history.json().path(0).path("tag").asText().equals(tag);
    }

    private static DeployOutcome refusedOr(ProgramAnswer said, String doing) throws ProviderUnavailableException {
        @Nullable Refusal refusal = ModalTrouble.refusal(said);
        if (refusal == null) {
            throw ModalTrouble.unavailable(doing, said);
        }
        return new DeployOutcome.Refused(refusal);
    }

    /** Where the app's function is, without a slash at its end. */
    static URI url(String doing, ProgramAnswer function) throws ProviderUnavailableException {
        String url = function.json().path("web_info").path("web_url").asText("").replaceAll("/+$", "");
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // said below, as when there is none
        }
        throw ModalTrouble.unavailable(doing + ", asking for its URL", function);
    }
}
