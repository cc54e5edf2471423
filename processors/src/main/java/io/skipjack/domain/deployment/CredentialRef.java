package io.skipjack.domain.deployment;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the credential for an upstream is found, and, of a secret, how it is sent: {@code header: prefix + secret}. Only a reference,
 * so that a deployment can be shown, logged and compared without holding a secret.
 */
public sealed interface CredentialRef {
    /** Header sent unless another is named. */
    String DEFAULT_HEADER = "Authorization";
    /** Put before the secret unless another prefix is named; empty for headers such as {@code x-api-key}. */
    String DEFAULT_PREFIX = "Bearer ";

    /** One secret in one header. */
    sealed interface Secret extends CredentialRef {
        /** The header that carries the credential. */
        String header();

        /** What stands before the secret in the header, with its space if any. */
        String prefix();
    }

    /**
     * The secret is an environment variable's value.
     *
     * @param name of the variable, such as {@code MODAL_TOKEN}
     */
    record EnvironmentVariable(String name, String header, String prefix) implements Secret {
        private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

        public EnvironmentVariable {
            if (!NAME.matcher(name).matches()) {
                // not echoed: people paste the secret itself here
                throw new IllegalArgumentException(
                        "credential must name an environment variable (letters, digits and '_'), not hold a value");
            }
            requireSendable(header, prefix);
        }

        public EnvironmentVariable(String name) {
            this(name, DEFAULT_HEADER, DEFAULT_PREFIX);
        }
    }

    /**
     * The secret is a file's content without surrounding white space; read anew when the file changes.
     *
     * @param path absolute, or relative to the working directory
     */
    record FileContent(Path path, String header, String prefix) implements Secret {
        public FileContent {
            if (path.toString().isBlank()) {
                throw new IllegalArgumentException("credential file must not be empty");
            }
            requireSendable(header, prefix);
        }

        public FileContent(Path path) {
            this(path, DEFAULT_HEADER, DEFAULT_PREFIX);
        }
    }

    /**
     * What a provider's endpoints ask for, from the provider's own settings: one header or several, such as {@code
     * Modal-Key} and {@code Modal-Secret}, or a token that is fetched anew before it ends.
     *
     * @param provider such as {@code modal}
     */
    record OfProvider(String provider) implements CredentialRef {
        public OfProvider {
            Words.requireName("provider of a credential", provider);
        }
    }

    private static void requireSendable(String header, String prefix) {
        Words.requireHeaderName("credential header", header);
        if (Set.of("host", "content-length", "transfer-encoding", "connection")
                .contains(header.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("credential header '%s' belongs to HTTP itself".formatted(header));
        }
        if (!prefix.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("credential prefix must be printable ASCII");
        }
    }
}
