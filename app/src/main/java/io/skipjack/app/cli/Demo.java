package io.skipjack.app.cli;

import io.skipjack.app.Router;
import io.skipjack.app.RouterOptions;
import io.skipjack.app.StartException;
import io.skipjack.app.keys.KeyStore;
import io.skipjack.provider.sandbox.RouterKeys;
import io.skipjack.provider.sandbox.Sandbox;
import io.skipjack.provider.sandbox.SandboxClient;
import io.skipjack.provider.sandbox.SandboxConsole;
import io.skipjack.provider.sandbox.SandboxSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * A router, a pretend cloud that it launches its fleet in, and somebody to tell what happens, in one process. Ends when
 * it is interrupted, by a signal or by {@code quit}; the end of standard input does not end it, so that it also runs
 * without one.
 *
 * @param lines where to tell
 * @param options of the router; deployment, store and key are the demo's own
 * @param control where to note the sandbox's address for {@code skipjack sandbox}
 * @param spotBoot from the launch of an instance until its engine answers
 * @param story whether to show what a fleet does, or to leave all to the user
 */
record Demo(Lines lines, RouterOptions options, ControlFile control, Duration spotBoot, boolean story) {
    private static final Duration COLD_START = Duration.ofSeconds(2);
    /** Who ends the demo does not wait for ten minutes, as a router may for its clients. */
    private static final Duration DRAIN = Duration.ofSeconds(3);

    void run() throws StartException, CommandFailure, InterruptedException {
        SandboxSettings settings = SandboxSettings.ofCloud(spotBoot);
        settings = settings.booting(List.of(), COLD_START, settings.whileCold());
        try (Sandbox sandbox = Sandbox.start(settings);
                SandboxClient client = new SandboxClient(sandbox.controlUri());
                DemoFolder folder = DemoFolder.make()) {
            lines.tell("sandbox: a pretend AWS and a pretend serverless endpoint are there");
            RouterKeys keys = client.routerKeys();
            SandboxRouter.write(keys, folder.deployments(), FleetText.QUICK);
            SandboxRouter router = new SandboxRouter(keys, folder.deployments());
            RouterOptions all = router.applyTo(options)
                    .with("skipjack.data-dir", folder.data())
                    .with("skipjack.listen.drain-timeout", DRAIN.toSeconds() + "s");
            serve(sandbox, all, folder);
        }
    }

    private void serve(Sandbox sandbox, RouterOptions all, DemoFolder folder)
            throws StartException, CommandFailure, InterruptedException {
        String key = KeyStore.guestKey(new SecureRandom());
        try (Progress progress = Progress.tell(lines, "router: starting");
                Router router = Router.start(all.withGuestKey(key))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(sandbox, router, folder), "demo-end"));
            Readiness.await(router.endpoint(), key);
            progress.close();
            lines.tell("router: ready; health at " + router.operators() + "/health, routes at " + router.operators()
                    + "/hawtio");
            sayHow(router, sandbox, key, control.write(sandbox.controlUri()));
            try (Narrator narrator = Narrator.of(router, lines);
                    DemoTraffic traffic = new DemoTraffic(router.endpoint(), key, sandbox.model())) {
                Thread.ofPlatform().daemon().name("demo-console").start(() -> obey(sandbox, router));
                if (story) {
                    Thread.ofPlatform().daemon().name("demo-story").start(new DemoStory(lines, sandbox, traffic));
                }
                router.awaitEnd();
            }
        }
    }

    /** A signal runs no finally. The router goes first, so that what it is answering may end. */
    private void end(Sandbox sandbox, Router router, DemoFolder folder) {
        control.remove(sandbox.controlUri());
        router.close();
        sandbox.close();
        lines.tell("sandbox: gone, and with it all that ran there");
        folder.close();
    }

    private void sayHow(Router router, Sandbox sandbox, String key, boolean noted) {
        URI endpoint = router.endpoint();
        lines.print("");
        lines.print("Paste this into another terminal:");
        lines.print("  curl -iN " + endpoint + "/chat/completions -H 'Authorization: Bearer " + key
                + "' -H 'Content-Type: application/json' -d '{\"model\":\"" + sandbox.model()
                + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"What is a skipjack?\"}]}'");
        lines.print("Look at the fleet:  skipjack status --watch --operator-url http://127.0.0.1:"
                + router.operators().getPort());
        lines.print("Break something: type  interrupt demo-1 --notice 20s  here (help lists more), or there:  skipjack"
                + " sandbox interrupt demo-1 --notice 20s" + (noted ? "" : " --sandbox " + sandbox.controlUri()));
        lines.print("");
        lines.print("ready: endpoint=" + endpoint + " model=" + sandbox.model() + " key=" + key);
    }

    /** Reads commands until there are no more, or somebody quits. */
    private void obey(Sandbox sandbox, Router router) {
        SandboxConsole console = new SandboxConsole(sandbox);
        try (BufferedReader typed = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = typed.readLine(); line != null; line = typed.readLine()) {
                if (line.strip().equals("quit") || line.strip().equals("exit")) {
                    router.close();
                    return;
                }
                if (!line.isBlank()) {
                    lines.print(console.run(line).text());
                }
            }
        } catch (IOException closed) {
            lines.tell("no more commands can be read here; skipjack sandbox takes them still");
        }
    }
}
