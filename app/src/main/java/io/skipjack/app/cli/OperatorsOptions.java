package io.skipjack.app.cli;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which router to ask, and as whom: alike in every command that asks a running one. */
final class OperatorsOptions {
    private static final String DEFAULT = "http://127.0.0.1:8081";
    private static final String PASSWORD = "SKIPJACK_OPERATORS_PASSWORD";

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--operators",
            paramLabel = "URL",
            description = "The router's operators' port; default: SKIPJACK_OPERATORS, else " + DEFAULT + ".")
    private @Nullable String url;

    @Option(
            names = "--user",
            paramLabel = "USER",
            defaultValue = "operator",
            description = "Login, where the port wants one; its password is taken from " + PASSWORD
                    + ". Default: ${DEFAULT-VALUE}.")
    private String user = "operator";

    AdminClient client() {
        return client(System.getenv());
    }

    AdminClient client(Map<String, String> environment) {
        String said = Optional.ofNullable(url)
                .or(() -> Optional.ofNullable(environment.get("SKIPJACK_OPERATORS"))
                        .filter(text -> !text.isBlank()))
                .orElse(DEFAULT);
        String password = environment.getOrDefault(PASSWORD, "");
        return new AdminClient(base(said), password.isEmpty() ? null : user + ":" + password);
    }

    private URI base(String text) {
        try {
            URI uri = URI.create(text.strip());
            if (uri.getHost() != null && uri.getScheme().matches("https?") && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // said below, as for anything else that is no such URL
        }
        throw new ParameterException(
                spec.commandLine(), "--operators takes a URL such as " + DEFAULT + ", without user and password");
    }
}
