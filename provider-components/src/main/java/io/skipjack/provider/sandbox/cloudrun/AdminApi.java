package io.skipjack.provider.sandbox.cloudrun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skipjack.provider.sandbox.Json;
import io.skipjack.provider.sandbox.ReceivedRequest;
import io.skipjack.provider.sandbox.Reply;
import java.io.IOException;
import java.util.List;
import java.util.UUID;

/** {@code run.googleapis.com/v2/projects/P/locations/R/services}: {@code google.cloud.run.v2.Services} over HTTP. */
final class AdminApi {
    private static final String TYPE = "type.googleapis.com/google.cloud.run.v2.Service";

    private final RunServices services;
    private final String parent;

    /** @param parent {@code projects/P/locations/R}, the only place there is */
    AdminApi(RunServices services, String parent) {
        this.services = services;
        this.parent = parent;
    }

    void answer(ReceivedRequest request, Reply reply) throws IOException {
        String name = request.path().substring("/v2/".length());
        if (!name.startsWith(parent + "/services")) {
            new RpcStatus(
                            403,
                            "PERMISSION_DENIED",
                            "Permission 'run.services.get' denied on resource '%s'.".formatted(name))
                    .to(reply);
            return;
        }
        int verb = name.indexOf(':');
        String target = verb < 0 ? name : name.substring(0, verb);
        if (target.equals(parent + "/services")) {
            collection(request, reply);
            return;
        }
        RunService service = services.find(target);
        if (service == null) {
            RpcStatus.notFound(target).to(reply);
        } else if (verb > 0) {
            policy(name.substring(verb), service, request, reply);
        } else {
            one(service, request, reply);
        }
    }

    private void collection(ReceivedRequest request, Reply reply) throws IOException {
        switch (request.method()) {
            case "GET" -> list(request, reply);
            case "POST" -> create(request, reply);
            default -> RpcStatus.notFound(request.path()).to(reply);
        }
    }

    private void create(ReceivedRequest request, Reply reply) throws IOException {
        String id = request.parameter("serviceId");
        String name = parent + "/services/" + id;
        ObjectNode given = body(request);
        String wrong = id.matches("[a-z](?:[-a-z0-9]{0,47}[a-z0-9])?")
                ? ServiceShape.wrong(given)
                : "service_id: must begin with a letter, and must contain fewer than 50 characters";
        if (wrong == null && services.find(name) == null) {
            wrong = services.overQuota(given, null);
        }
        if (wrong != null) {
            RpcStatus.invalid(wrong).to(reply);
        } else if (services.find(name) != null) {
            new RpcStatus(409, "ALREADY_EXISTS", "Resource '%s' already exists.".formatted(id)).to(reply);
        } else {
            boolean earnest = !request.parameter("validateOnly").equals("true");
            if (earnest) {
                services.create(name, given);
            }
            reply.json(200, operation(given.put("name", name), !earnest));
        }
    }

    private void one(RunService service, ReceivedRequest request, Reply reply) throws IOException {
        switch (request.method()) {
            case "GET" -> reply.json(200, services.json(service));
            case "DELETE" -> {
                services.delete(service);
                reply.json(200, operation(services.json(service), false));
            }
            case "PATCH" -> patch(service, request, reply);
            default -> RpcStatus.notFound(request.path()).to(reply);
        }
    }

    private void patch(RunService service, ReceivedRequest request, Reply reply) throws IOException {
        String mask = request.parameter("updateMask");
        ObjectNode given = body(request);
        if (service.isGoing()) {
            new RpcStatus(
                            409,
                            "ABORTED",
                            "Conflict for resource '%s': it is being deleted.".formatted(service.shortName()))
                    .to(reply);
        } else if (mask.equals("scaling")) {
            services.scale(service, given.path("scaling"));
            reply.json(200, operation(services.json(service), false));
        } else {
            String wrong =
                    mask.isEmpty() ? ServiceShape.wrong(given) : "update_mask: '%s' is not known".formatted(mask);
            String over = wrong == null ? services.overQuota(given, service) : wrong;
            if (over != null) {
                RpcStatus.invalid(over).to(reply);
                return;
            }
            services.replace(service, given);
            reply.json(200, operation(services.json(service), false));
        }
    }

    private void list(ReceivedRequest request, Reply reply) throws IOException {
        List<RunService> all = services.all();
        String size = request.parameter("pageSize");
        String token = request.parameter("pageToken");
        int from = token.isEmpty() ? 0 : Integer.parseInt(token);
        int to = Math.min(all.size(), from + (size.isEmpty() ? 100 : Integer.parseInt(size)));
        ObjectNode body = Json.object();
        ArrayNode page = body.putArray("services");
        all.subList(from, to).forEach(each -> page.add(services.json(each)));
        if (to < all.size()) {
            body.put("nextPageToken", String.valueOf(to));
        }
        reply.json(200, body);
    }

    private void policy(String verb, RunService service, ReceivedRequest request, Reply reply) throws IOException {
        if (verb.equals(":getIamPolicy") && request.method().equals("GET")) {
            reply.json(200, service.policy());
            return;
        }
        JsonNode next = body(request).path("policy");
        if (!verb.equals(":setIamPolicy") || !(next instanceof ObjectNode policy)) {
            RpcStatus.invalid("policy: Must have a policy.").to(reply);
        } else if (!policy.path("etag")
                .asText()
                .equals(service.policy().path("etag").asText())) {
            new RpcStatus(
                            409,
                            "ABORTED",
                            "There were concurrent policy changes. Please retry the whole read-modify-write"
                                    + " with exponential backoff.")
                    .to(reply);
        } else {
            policy.put("etag", "BwYpolicy" + UUID.randomUUID());
            service.policy(policy);
            reply.json(200, policy);
        }
    }

    private ObjectNode operation(ObjectNode service, boolean done) {
        ObjectNode operation = Json.object().put("name", parent + "/operations/" + UUID.randomUUID());
        ObjectNode metadata = service.deepCopy();
        operation.set("metadata", metadata.put("@type", TYPE));
        if (done) {
            operation.put("done", true).set("response", metadata.deepCopy());
        }
        return operation;
    }

    private static ObjectNode body(ReceivedRequest request) throws IOException {
        return request.jsonObject().orElseGet(Json::object);
    }
}
