package io.skipjack.provider.sandbox.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;

/**
 * An error as Azure Resource Manager answers it.
 *
 * @param http status
 * @param code Azure's word
 * @param message for people
 */
record ArmError(int http, String code, String message) {
    static ArmError invalid(String code, String message) {
        return new ArmError(400, code, message);
    }

    static ArmError notFound(String id) {
        return new ArmError(
                404,
                "ResourceNotFound",
                "The Resource '%s' under resource group 'skipjack' was not found.".formatted(id));
    }

    static ArmError conflict(String message) {
        return new ArmError(409, "ContainerAppOperationInProgress", message);
    }

    void to(Reply reply) throws IOException {
        if (http == 401) {
            reply.header(
                    "www-authenticate",
                    "Bearer authorization_uri=\"https://login.microsoftonline.com/\", error=\"invalid_token\"");
        }
        ObjectNode body = Json.object();
        body.putObject("error").put("code", code).put("message", message);
        reply.json(http, body);
    }
}
