package io.skipjack.provider.sandbox.azure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.FarEndSettings;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;

/** {@code Microsoft.App} within the one resource group: environments and apps, changed asynchronously as ARM does it. */
final class AppsApi {
    private static final int PAGE = 2;

    private final Resources resources;
    private final FarEndSettings settings;
    private final String group;
    private final URI own;

    /** @param group {@code /subscriptions/S/resourceGroups/RG/providers/Microsoft.App/} */
    AppsApi(Resources resources, FarEndSettings settings, String group, URI own) {
        this.resources = resources;
        this.settings = settings;
        this.group = group;
        this.own = own;
    }

    void answer(ReceivedRequest request, Reply reply) throws IOException {
        String[] parts = request.path().substring(group.length()).split("/");
        if (parts[0].equals("containerApps") && parts.length == 1) {
            list(request, reply);
        } else if (parts[0].equals("managedEnvironments") && parts.length == 2) {
            environment(parts[1], request, reply);
        } else if (parts[0].equals("containerApps") && parts.length == 2) {
            app(parts[1], request, reply);
        } else if (parts[0].equals("containerApps") && resources.app(parts[1]) instanceof ContainerApp app) {
            part(app, parts[parts.length - 1], request, reply);
        } else {
            ArmError.notFound(request.path()).to(reply);
        }
    }

    private void environment(String name, ReceivedRequest request, Reply reply) throws IOException {
        ManagedEnvironment found = resources.environment(name);
        if (request.method().equals("PUT")) {
            makeEnvironment(name, request, reply);
        } else if (found == null) {
            ArmError.notFound("Microsoft.App/managedEnvironments/" + name).to(reply);
        } else if (request.method().equals("GET")) {
            reply.json(200, found.json());
        } else if (request.method().equals("PATCH")) {
            found.tag(body(request).path("tags"));
            reply.json(200, found.json());
        } else if (request.method().equals("DELETE")) {
            ArmError kept = resources.delete(found);
            if (kept == null) {
                accepted(reply);
            } else {
                kept.to(reply);
            }
        }
    }

    private void makeEnvironment(String name, ReceivedRequest request, Reply reply) throws IOException {
        ObjectNode given = body(request);
        ArmError wrong = ManagedEnvironment.wrong(given);
        if (resources.environment(name) != null) {
            ArmError.conflict("The environment is being changed.").to(reply);
        } else if (wrong != null) {
            wrong.to(reply);
        } else {
            ManagedEnvironment made = new ManagedEnvironment(group + "managedEnvironments/" + name, settings, given);
            resources.make(made);
            asynchronous(reply).json(201, made.json());
        }
    }

    private void app(String name, ReceivedRequest request, Reply reply) throws IOException {
        ContainerApp found = resources.app(name);
        if (request.method().equals("PUT")) {
            putApp(name, request, reply);
        } else if (found == null) {
            ArmError.notFound("Microsoft.App/containerApps/" + name).to(reply);
        } else if (request.method().equals("GET")) {
            reply.json(200, resources.json(found));
        } else if (found.isBusy() && request.method().equals("PATCH")) {
            ArmError.conflict("Cannot modify a container app because there is a provisioning operation in progress.")
                    .to(reply);
        } else if (request.method().equals("PATCH")) {
            asynchronous(reply).json(200, resources.scale(found, body(request).at("/properties/template/scale")));
        } else if (request.method().equals("DELETE")) {
            resources.delete(found);
            accepted(reply);
        }
    }

    private void putApp(String name, ReceivedRequest request, Reply reply) throws IOException {
        ObjectNode given = body(request);
        ContainerApp found = resources.app(name);
        String environment = given.at("/properties/environmentId").asText().replaceFirst(".*/", "");
        ArmError wrong = AppShape.wrong(name, given, resources.environment(environment));
        if (found != null && found.isBusy()) {
            ArmError.conflict("Cannot modify a container app because there is a provisioning operation in progress.")
                    .to(reply);
        } else if (wrong != null) {
            wrong.to(reply);
        } else {
            asynchronous(reply).json(found == null ? 201 : 200, resources.put(group + "containerApps/" + name, given));
        }
    }

    private static void part(ContainerApp app, String what, ReceivedRequest request, Reply reply) throws IOException {
        switch (request.method() + " " + what) {
            case "POST listSecrets" -> reply.json(200, app.secrets());
            case "GET revisions" -> reply.json(200, app.revisions());
            case "GET replicas" -> reply.json(200, app.replicas());
            default -> ArmError.notFound(request.path()).to(reply);
        }
    }

    private void list(ReceivedRequest request, Reply reply) throws IOException {
        List<ContainerApp> all = resources.apps();
        String token = request.parameter("$skiptoken");
        int from = token.isEmpty() ? 0 : Integer.parseInt(token);
        int to = Math.min(all.size(), from + PAGE);
        ObjectNode body = Json.object();
        ArrayNode page = body.putArray("value");
        all.subList(Math.min(from, to), to).forEach(app -> page.add(resources.json(app)));
        if (to < all.size()) {
            body.put("nextLink", "%s%s?api-version=2025-07-01&$skiptoken=%d".formatted(own, request.path(), to));
        }
        reply.json(200, body);
    }

    private Reply asynchronous(Reply reply) {
        return reply.header("azure-asyncoperation", operation("containerappOperationStatuses"));
    }

    private void accepted(Reply reply) throws IOException {
        reply.header("location", operation("containerappOperationResults")).bytes(202, Reply.JSON, new byte[0]);
    }

    private String operation(String kind) {
        return "%s/subscriptions/%s/providers/Microsoft.App/locations/%s/%s/%s?api-version=2025-07-01"
                .formatted(own, FakeAzure.SUBSCRIPTION, FakeAzure.REGION, kind, UUID.randomUUID());
    }

    private static ObjectNode body(ReceivedRequest request) throws IOException {
        return request.jsonObject().orElseGet(Json::object);
    }
}
