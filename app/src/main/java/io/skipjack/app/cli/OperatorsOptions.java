package io.skipjack.app.cli;

import io.skipjack.app.config.ConfigException;
import io.skipjack.app.config.HttpUrl;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/**
 * Which router to ask, and as whom: alike in every command that asks a running one. Secrets come from the environment
 * only, since everybody on the machine may read a command line.
 */
final class OperatorsOptions {
    static final String URL = "SKIPJACK_OPERATOR_URL";
    static final String KEY = "SKIPJACK_OPERATOR_KEY";
    static final String PASSWORD = "SKIPJACK_OPERATORS_PASSWORD";

    private static final String FLAG = "--operator-url";
    private static final String DEFAULT = "http://127.0.0.1:8081";
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = FLAG,
            paramLabel = "URL",
            description = "The router's operators' port, asked with the key in " + KEY
                    + " where there is one; default: " + URL + ", else " + DEFAULT + ".")
    private @Nullable String url;

    @Option(
            names = "--user",
            paramLabel = "USER",
            defaultValue = "operator",
            description = "Login, where the port wants one and there is no key; its password is taken from " + PASSWORD
                    + ". Default: ${DEFAULT-VALUE}.")
    private String user = "operator";

    /** Whether a router is named, by flag or by environment, rather than the one of this machine meant. */
    boolean named() {
        return flagged() || said(System.getenv(), URL).isPresent();
    }

    /** Whether it is named by the flag itself, and not by a file's default for it. */
    boolean flagged() {
        return url != null && spec.commandLine().getParseResult().hasMatchedOption(FLAG);
    }

    AdminClient client() {
        return client(System.getenv());
    }

    AdminClient client(Map<String, String> environment) {
        String said = Optional.ofNullable(url).or(() -> said(environment, URL)).orElse(DEFAULT);
        URI base = base(said);
        Credential credential = credential(environment);
        if (credential != null) {
            requireTrust(base, credential);
        }
        return new AdminClient(base, credential, spec.commandLine().getErr());
    }

    private @Nullable Credential credential(Map<String, String> environment) {
        return said(environment, KEY)
                .map(key -> Credential.key(printable(key, KEY), KEY))
                .or(() -> said(environment, PASSWORD).map(password -> Credential.login(user, password, PASSWORD)))
                .orElse(null);
    }

    private static Optional<String> said(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** What an HTTP header takes; the complaint must not quote the key. */
    private String printable(String key, String variable) {
        if (key.chars().allMatch(letter -> letter > ' ' && letter < 0x7f)) {
            return key;
        }
        throw new ParameterException(
                spec.commandLine(), variable + " holds a character that no key has; copy the key anew");
    }

    /** A project's file comes with the project, from others: it must not lead a user's key to a stranger. */
    private void requireTrust(URI base, Credential credential) {
        boolean named = Defaults.of(spec).isProjectsOnly(spec.findOption(FLAG));
        if (named && !HERE.contains(base.getHost())) {
            throw new ConfigException(
                    "skipjack.yaml of this project names the router at " + base + ", which is not sent "
                            + credential.variable() + " for that; name it yourself, with " + FLAG + ", " + URL
                            + " or in ~/.skipjack/config");
        }
    }

    private URI base(String text) {
        try {
            URI uri = URI.create(text.strip());
            if (HttpUrl.isWithoutLogin(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException malformed) {
            // said below, as for anything else that is no such URL
        }
        throw new ParameterException(
                spec.commandLine(), FLAG + " takes a URL such as " + DEFAULT + ", without user and password");
    }
}
