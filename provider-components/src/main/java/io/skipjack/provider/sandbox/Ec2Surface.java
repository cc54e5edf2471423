package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.ec2.AwsError;
import io.skipjack.provider.sandbox.ec2.Cloud;
import io.skipjack.provider.sandbox.ec2.CloudSettings;
import io.skipjack.provider.sandbox.ec2.Form;
import io.skipjack.provider.sandbox.ec2.JsonApi;
import io.skipjack.provider.sandbox.ec2.QueryApi;
import io.skipjack.provider.sandbox.ec2.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** AWS' endpoint: every service and every region on one port, told apart by header and signature. */
final class Ec2Surface implements Surface {
    private static final String XML = "text/xml;charset=UTF-8";
    private static final String AMZ_JSON = "application/x-amz-json-1.1";

    private final Cloud cloud;
    private final QueryApi query;
    private final JsonApi json;
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();

    Ec2Surface(Cloud cloud) {
        this.cloud = cloud;
        this.query = new QueryApi(cloud);
        this.json = new JsonApi(cloud);
    }

    /** How often an action was called, retries included, whatever the answer. */
    long calls(String action) {
        LongAdder count = calls.get(action);
        return count == null ? 0 : count.sum();
    }

    @Override
    public void answer(ReceivedRequest request, Reply reply) throws IOException {
        reply.header("x-amzn-requestid", UUID.randomUUID().toString());
        String target = request.header("x-amz-target");
        if (target == null) {
            answerQuery(request, reply);
        } else {
            answerJson(request, target, reply);
        }
    }

    private void answerQuery(ReceivedRequest request, Reply reply) throws IOException {
        Form form = Form.parse("");
        int status = 200;
        String body;
        try {
            form = Form.parse(request.bodyText());
            body = query.answer(region(request), form);
        } catch (AwsError e) {
            status = e.status();
            body = QueryApi.error(e, form);
        }
        send(reply, form.get("Action", ""), status, XML, body);
    }

    private void answerJson(ReceivedRequest request, String target, Reply reply) throws IOException {
        int status = 200;
        String body;
        try {
            body = json.answer(region(request), target, request.bodyText());
        } catch (AwsError e) {
            status = e.status();
            body = JsonApi.error(e);
        }
        send(reply, JsonApi.action(target), status, AMZ_JSON, body);
    }

    private String region(ReceivedRequest request) {
        CloudSettings settings = cloud.settings();
        return Signature.region(request, settings.accessKeyId(), settings.secretKey());
    }

    /** The answer, unless a lever loses it: then what was done is done, and the caller sees the connection closed. */
    private void send(Reply reply, String action, int status, String type, String body) throws IOException {
        calls.computeIfAbsent(action, name -> new LongAdder()).increment();
        if (status == 200 && cloud.misbehaviour().losesAnswer(action)) {
            reply.reset();
        } else {
            reply.bytes(status, type, body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
