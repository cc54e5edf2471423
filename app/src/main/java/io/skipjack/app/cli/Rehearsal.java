package io.skipjack.app.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * Runs commands once against a router of its own that knows nothing, so that Java can write down what they load and link
 * (an AOT cache), and start the next ones with that. The launcher has it run after a build.
 */
final class Rehearsal {
    private static final String STATUS = """
            {"at": "2026-01-01T00:00:00Z", "endpoint": "http://127.0.0.1:8080/v1", "leader": {"here": true, "epoch": 1},
             "store": "up", "fleet": {"live": 1, "dollars_per_hour": 0.2}, "problems": [], "deployments": [
              {"name": "a", "model": "m", "tiers": {"spot": {"a-1": "ready"}, "serverless": {"runpod": "ready"}},
               "fleet": {"wanted": 1, "live": 1, "dollars_per_hour": 0.2, "replicas": [
                {"id": "a-1", "state": "ready", "age_seconds": 1, "zone": "z", "shape": "s", "capacity": "spot",
                 "dollars_per_hour": 0.2, "steps": [{"step": "ready", "seconds": null}]}]},
               "endpoints": [{"provider": "runpod", "state": "deployed", "workers": 0, "dollars_per_hour": 0.7}]}],
             "gpus": [{"name": "L4", "memory_gb": 24}],
             "quotes": [{"provider": "ec2", "gpu": "L4", "capacity": "spot", "dollars_per_hour": 0.2}]}
            """;

    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        HttpServer router = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        router.createContext("/", Rehearsal::answer);
        router.start();
        String url = "http://127.0.0.1:" + router.getAddress().getPort();
        run("version");
        run("status", "--operator-url", url);
        run("list", "--operator-url", url, "--output", "json");
        run("list", "--operator-url", url);
        run("show-gpus", "--operator-url", url);
        run("status", "--help");
        run("help");
        router.stop(0);
        run("status", "--operator-url", url);
        System.exit(0);
    }

    private static void run(String... line) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Main.typed(line).setOut(nowhere).setErr(nowhere).execute(line);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] body = STATUS.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
