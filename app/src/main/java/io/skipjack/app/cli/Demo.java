package io.skipjack.app.cli;

import io.skipjack.app.Router;
import io.skipjack.app.RouterOptions;
import io.skipjack.app.StartException;
import io.skipjack.app.keys.KeyStore;
import io.skipjack.domain.deployment.Tier;
import io.skipjack.provider.sandbox.Sandbox;
import io.skipjack.provider.sandbox.SandboxConsole;
import io.skipjack.provider.sandbox.SandboxEngine;
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
 * A router and a sandbox in one process, and somebody to tell what happens. Ends when it is interrupted, by a signal or
 * by {@code quit}; the end of standard input does not end it, so that it also runs without one.
 *
 * @param lines where to tell
 * @param options of the router; deployments and key are the demo's own
 * @param control where to note the sandbox's address for {@code skipjack sandbox}
 * @param spotBoot how long the first spot engine boots, the second some seconds longer
 */
record Demo(Lines lines, RouterOptions options, ControlFile control, Duration spotBoot) {
    private static final Duration APART = Duration.ofSeconds(7);
    private static final Duration COLD_START = Duration.ofSeconds(3);

    void run() throws StartException, CommandFailure, InterruptedException {
        SandboxSettings settings = SandboxSettings.defaults();
        settings = settings.booting(List.of(spotBoot, spotBoot.plus(APART)), COLD_START, settings.whileCold());
        try (Sandbox sandbox = Sandbox.start(settings);
                DemoFiles files = DemoFiles.write(sandbox)) {
            lines.tell("sandbox: spot-1, spot-2 and serverless are there");
            serve(sandbox, files);
        }
    }

    private void serve(Sandbox sandbox, DemoFiles files) throws StartException, CommandFailure, InterruptedException {
        String key = KeyStore.guestKey(new SecureRandom());
        try (Progress progress = Progress.tell(lines, "router: starting");
                Router router = Router.start(
                        options.with("skipjack.deployments-dir", files.folder()).withGuestKey(key))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(sandbox, router, files), "demo-end"));
            Readiness.await(router.endpoint(), key);
            progress.close();
            lines.tell("router: ready; health at " + router.operators() + "/health, routes at " + router.operators()
                    + "/hawtio");
            bootAnew(sandbox);
            sayHow(router.endpoint(), sandbox, key, control.write(sandbox.controlUri()));
            try (Narrator narrator = Narrator.of(sandbox, router, lines)) {
                Thread.ofPlatform().daemon().name("demo-console").start(() -> obey(sandbox, router));
                router.awaitEnd();
            }
        }
    }

    /** A signal runs no finally. The sandbox goes first, so that no stream of it holds the router up. */
    private void end(Sandbox sandbox, Router router, DemoFiles files) {
        control.remove(sandbox.controlUri());
        sandbox.close();
        router.close();
        files.close();
    }

    /** However long the router took to start, there is time to see serverless answer first. */
    private void bootAnew(Sandbox sandbox) {
        for (SandboxEngine engine : sandbox.engines()) {
            if (engine.tier() == Tier.SPOT) {
                sandbox.kill(engine.id());
                sandbox.restore(engine.id());
            }
        }
        lines.tell("sandbox: spot-1 and spot-2 boot, ready in " + spotBoot.toSeconds() + " s and "
                + spotBoot.plus(APART).toSeconds() + " s; serverless sleeps, and takes " + COLD_START.toSeconds()
                + " s to wake");
    }

    private void sayHow(URI endpoint, Sandbox sandbox, String key, boolean noted) {
        lines.print("");
        lines.print("Paste this into another terminal:");
        lines.print("  curl -iN " + endpoint + "/chat/completions -H 'Authorization: Bearer " + key
                + "' -H 'Content-Type: application/json' -d '{\"model\":\"" + sandbox.model()
                + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"What is a skipjack?\"}]}'");
        lines.print("Then break something: type  kill spot-1  here (help lists more), or there:  skipjack sandbox kill"
                + " spot-1" + (noted ? "" : " --sandbox " + sandbox.controlUri()));
        lines.print("");
        lines.print("ready: endpoint=" + endpoint + " model=" + sandbox.model() + " key=" + key);
    }

    /** Reads commands until there are no more, or somebody quits. */
    private void obey(Sandbox sandbox, Router router) {
        SandboxConsole console = new SandboxConsole(sandbox);
        try (BufferedReader typed = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = typed.readLine(); line != null; line = typed.readLine()) {
                if (line.strip().equals("quit") || line.strip().equals("exit")) {
                    sandbox.close();
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
