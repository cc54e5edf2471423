package io.skipjack.app.config;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The login of the operators' port beside operator keys; may do all. Needed beyond loopback. Its address is Spring's own
 * {@code server.address} and {@code server.port}.
 *
 * @param user login name
 * @param password at least 12 characters beyond loopback; empty means none is set, and then only loopback is allowed,
 *     where it is open until an operator key is made
 */
public record OperatorsProperties(
        @NotBlank @DefaultValue("operator") String user,
        @DefaultValue("") String password) {

    /** Leaves the password out, so that no log can hold it. */
    @Override
    public String toString() {
        return "OperatorsProperties[user=" + user + "]";
    }
}
