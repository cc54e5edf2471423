package io.skipjack.provider.sandbox;

import io.skipjack.domain.cost.Money;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The far end of one serverless provider on loopback: its API as it documents it, endpoints that are {@link
 * FakeServerless}, and, on demand, what goes wrong with the real one. All of the provider's addresses (API, tokens, prices,
 * inference where it is behind a gateway) are paths of the one port, unless a subclass opens more. Safe for many threads.
 */
public abstract class FakeApi implements AutoCloseable {
    private static final String ELSEWHERE_PAGE = "<html><body>Welcome</body></html>";
    private static final String HTML = "text/html; charset=utf-8";

    private final String name;
    private final FarEndSettings settings;
    private final HttpPort port;
    private final HttpPort elsewhere;
    private final Recorder recorder = new Recorder();
    private final Recorder lured = new Recorder();
    private final Deque<ApiTrouble> troubles = new ArrayDeque<>();
    private int calls;
    private int cutAfter = Integer.MAX_VALUE;

    /** @param settings how it is paced, and which clock it bills by */
    protected FakeApi(String name, FarEndSettings settings) {
        this.name = name;
        this.settings = settings.ownBook();
        this.port = new HttpPort(name, 0, this::answer);
        this.elsewhere = new HttpPort(name + "-elsewhere", 0, (request, reply) -> {
            lured.add(request);
            reply.bytes(200, HTML, ELSEWHERE_PAGE.getBytes(StandardCharsets.UTF_8));
        });
        port.listen();
        elsewhere.listen();
    }

    /** As in {@code provider:NAME}. */
    public final String name() {
        return name;
    }

    /** With a book of its own. */
    protected final FarEndSettings settings() {
        return settings;
    }

    /** How long workers were there, over all endpoints that ever were: boots and idle windows included. */
    public final Duration workerTime() {
        return settings.book().workerTime();
    }

    /** What it charges for that: the truth, which its bills are late to tell. */
    public final Money spent() {
        return settings.book().spent();
    }

    /** {@code http://127.0.0.1:PORT}. */
    public final URI uri() {
        return URI.create("http://127.0.0.1:" + port.number());
    }

    /** What a router must be told to come here: keys of {@code skipjack.providers.NAME}, pretend credentials included. */
    public abstract Map<String, String> routerKeys();

    /** All that is there and was made by somebody, one line each: {@code KIND NAME}. Empty when nothing can cost anything. */
    public abstract List<String> inventory();

    /** An endpoint by the name its owner gave it, and its engine. Public because the stores that make it are no subclasses. */
    public record Endpoint(String name, FakeServerless engine) {}

    /** The endpoints there are now. A list, because some providers let several have one name. */
    protected abstract List<Endpoint> endpoints();

    /** Engines that run or start now, over all endpoints. */
    public final int running() {
        return endpoints().stream().mapToInt(each -> each.engine().running()).sum();
    }

    /** The endpoint of that name, the first if there are several; null when there is none. */
    public final @Nullable FakeServerless endpoint(String endpointName) {
        return endpoints().stream()
                .filter(each -> each.name().equals(endpointName))
                .map(Endpoint::engine)
                .findFirst()
                .orElse(null);
    }

    /** A call to the API, other than {@link #infer inference}. */
    protected abstract void manage(ReceivedRequest request, Reply reply) throws IOException, InterruptedException;

    /** Whether a request is for an endpoint behind the provider's gateway: those are never struck nor counted. */
    protected boolean isInference(ReceivedRequest request) {
        return false;
    }

    /** Passes such a request on. */
    protected void infer(ReceivedRequest request, Reply reply) throws IOException, InterruptedException {
        throw new IllegalStateException(name + " has no gateway");
    }

    /**
     * Whether a call is the one that {@link ApiTrouble#NO_CAPACITY} and {@link ApiTrouble#QUOTA} wait for: the one after
     * which a GPU would be there.
     */
    protected abstract boolean isAboutGpus(ReceivedRequest request);

    /** Says {@code UNAUTHORIZED}, {@code THROTTLED}, {@code BROKEN}, {@code NO_CAPACITY} or {@code QUOTA} in the provider's own shape. */
    protected abstract void refuse(ApiTrouble trouble, Reply reply) throws IOException;

    private void answer(ReceivedRequest request, Reply reply) throws IOException, InterruptedException {
        if (isInference(request)) {
            infer(request, reply);
            return;
        }
        recorder.add(request);
        int call = nextCall();
        if (call > cutAfter) {
            reply.reset();
            return;
        }
        ApiTrouble trouble = nextTrouble(request);
        if (trouble != null) {
            strike(trouble, reply);
        } else if (call == cutAfter) {
            manage(request, reply.unheard(request));
            reply.reset();
        } else {
            manage(request, reply);
        }
    }

    private void strike(ApiTrouble trouble, Reply reply) throws IOException {
        switch (trouble) {
            case HTML_PAGE -> page(502, "<html><head><title>502 Bad Gateway</title></head></html>", reply);
            case NO_JSON -> page(200, "<!DOCTYPE html><html><body>Sign in</body></html>", reply);
            case REDIRECT -> {
                reply.header("location", "http://localhost:" + elsewhere.number() + "/login");
                page(302, "<html>Moved</html>", reply);
            }
            case RESET -> reply.reset();
            case UNAUTHORIZED, THROTTLED, BROKEN, NO_CAPACITY, QUOTA -> refuse(trouble, reply);
        }
    }

    private static void page(int status, String html, Reply reply) throws IOException {
        reply.bytes(status, HTML, html.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized int nextCall() {
        return ++calls;
    }

    private synchronized @Nullable ApiTrouble nextTrouble(ReceivedRequest request) {
        ApiTrouble next = troubles.peek();
        boolean waits = next == ApiTrouble.NO_CAPACITY || next == ApiTrouble.QUOTA;
        return next == null || (waits && !isAboutGpus(request)) ? null : troubles.poll();
    }

    /** So many of the next calls fail so; after those that fail already. */
    public final synchronized void strike(ApiTrouble trouble, int times) {
        for (int i = 0; i < times; i++) {
            troubles.add(trouble);
        }
    }

    /** The call after so many more is carried out and its answer lost; none after it is even heard, until {@link #heal}. */
    public final synchronized void cutAfter(int more) {
        cutAfter = calls + more + 1;
    }

    /** Nothing fails any more. */
    public final synchronized void heal() {
        cutAfter = Integer.MAX_VALUE;
        troubles.clear();
    }

    /** Calls to the API so far, those that failed included. */
    public final synchronized int calls() {
        return calls;
    }

    /** The last calls, oldest first; at most 1000. */
    public final List<ReceivedRequest> received() {
        return recorder.all();
    }

    /** What arrived at the other origin that redirects lead to: should be nothing. */
    public final List<ReceivedRequest> elsewhere() {
        return lured.all();
    }

    @Override
    public void close() {
        port.close();
        elsewhere.close();
        endpoints().forEach(each -> each.engine().close());
    }
}
