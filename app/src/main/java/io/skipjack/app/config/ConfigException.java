package io.skipjack.app.config;

import java.io.Serial;

/**
 * Something a person wrote in a file is wrong. The message is one sentence for that person: which file, which key, what
 * is allowed.
 */
public final class ConfigException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
