package io.skipjack.app.admin;

import io.skipjack.processors.admin.ApiDescription;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.openapi.BeanConfig;
import org.apache.camel.openapi.RestOpenApiReader;
import org.apache.camel.openapi.RestOpenApiSupport;

/**
 * Camel's OpenAPI document of the REST definitions that serve, with what all calls have in common, so that no definition
 * need say it: how errors look, and that the password does as well as a key. The scope of a call is the role it needs.
 * Made anew for each question, for definitions may be added while the router runs.
 */
final class OpenApiDocument implements ApiDescription {
    /** The first in which a security scheme other than OAuth may have scopes. */
    private static final String OPENAPI = "3.1.0";

    private static final String TITLE = "Skipjack admin API";
    private static final String DESCRIPTION =
            "Deployments, fleet, prices, keys and audit log of a router, on its operators' port. An error is"
                    + " {\"error\": \"one sentence\"}. Scopes are roles: viewer, developer, admin; each may what those before it may.";
    private static final String PASSWORD = "password";
    private static final Map<String, String> ERRORS = new LinkedHashMap<>();

    static {
        ERRORS.put("401", "No login, or none that is known");
        ERRORS.put("403", "The login's role is not enough");
        ERRORS.put("503", "The store cannot be read, or the change not be put on record; nothing was changed");
    }

    private final ModelCamelContext context;

    OpenApiDocument(ModelCamelContext context) {
        this.context = context;
    }

    @Override
    public byte[] openApi() {
        BeanConfig config = new BeanConfig();
        config.setVersion(OPENAPI);
        config.setInfo(new Info().title(TITLE).version(version()).description(DESCRIPTION));
        try {
            OpenAPI document = new RestOpenApiReader()
                    .read(context, context.getRestDefinitions(), config, context.getName(), context.getClassResolver());
            document.getPaths().values().forEach(path -> path.readOperations().forEach(OpenApiDocument::complete));
            return RestOpenApiSupport.getJsonFromOpenAPIAsString(document, config)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (ClassNotFoundException named) {
            throw new IllegalStateException("a REST definition names a class that there is not", named);
        }
    }

    private static void complete(Operation operation) {
        operation.setExtensions(null); // the name of our CamelContext
        operation.addSecurityItem(new SecurityRequirement().addList(PASSWORD));
        ApiResponses responses = Objects.requireNonNullElseGet(operation.getResponses(), ApiResponses::new);
        ERRORS.forEach((status, text) -> responses.putIfAbsent(status, new ApiResponse().description(text)));
        operation.setResponses(responses);
    }

    private static String version() {
        return Objects.requireNonNullElse(OpenApiDocument.class.getPackage().getImplementationVersion(), "0");
    }
}
