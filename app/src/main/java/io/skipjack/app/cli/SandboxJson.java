package io.skipjack.app.cli;

import io.skipjack.provider.sandbox.FarEndBook;
import io.skipjack.provider.sandbox.SandboxClient;
import io.skipjack.provider.sandbox.SandboxStatus;
import io.skipjack.provider.sandbox.ec2.Book;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What sandbox commands print for programs: how the engines are, or the books of the pretend EC2. */
final class SandboxJson {
    private static final double MILLIS = 1000;

    private SandboxJson() {}

    static String engines(SandboxClient client) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (SandboxStatus engine : client.status()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("id", engine.id());
            json.put("tier", engine.tier().label());
            json.put("url", engine.baseUri().toString());
            json.put("state", engine.state());
            json.put("slowdown", engine.slowdown());
            json.put("running", engine.running());
            json.put("waiting", engine.waiting());
            json.put("tokens", engine.tokens());
            json.put("faults", engine.faults());
            list.add(json);
        }
        return Output.json(list);
    }

    /** What the pretend serverless providers hold. */
    static String providers(SandboxClient client) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (FarEndBook book : client.providers()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("provider", book.provider());
            json.put("running", book.running());
            json.put("calls", book.calls());
            json.put("worker_seconds", seconds(book.workerTime()));
            json.put("dollars", book.spent().dollars());
            json.put("inventory", book.inventory());
            list.add(json);
        }
        return Output.json(list);
    }

    /** Times in seconds, money in dollars. */
    static String instances(SandboxClient client) {
        return Output.json(client.instances().stream().map(SandboxJson::book).toList());
    }

    private static Map<String, Object> book(Book book) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", book.id());
        json.put("state", book.state());
        json.put("type", book.type());
        json.put("zone", book.zone());
        json.put("capacity_type", book.capacityType());
        json.put("owner", book.owner());
        json.put("replica", book.replica());
        json.put("address", book.address());
        json.put("launched_at", book.launchedAt().toString());
        json.put("seconds_billed", seconds(book.billed()));
        json.put("seconds_unowned", seconds(book.unowned()));
        json.put("seconds_never_owned", seconds(book.neverOwned()));
        json.put("dollars", book.cost().dollars());
        json.put("dollars_invoiced", book.invoiced().dollars());
        json.put("dollars_beside", book.sideInvoiced().dollars());
        json.put("reason", book.reason());
        json.put("tags", new TreeMap<>(book.tags()));
        return json;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / MILLIS;
    }
}
