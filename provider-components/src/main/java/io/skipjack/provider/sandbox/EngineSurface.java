package io.skipjack.provider.sandbox;

import io.skipjack.provider.sandbox.FakeEngine.Phase;
import io.skipjack.provider.sandbox.FaultKind.Stage;
import io.skipjack.provider.sandbox.GenerationRequest.Form;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** vLLM's HTTP face: takes the faults in force, finds what is asked by method and path, and keeps the count. */
final class EngineSurface implements Surface {
    private final EngineSettings settings;
    private final Front front;
    private final Supplier<Phase> phase;
    private final DoubleSupplier slowdown;
    private final EngineCounters counters = new EngineCounters();
    private final FaultScript script = new FaultScript();
    private final Recorder recorder = new Recorder();
    private final Results results = new Results();
    private final Outcomes outcomes;
    private final PlainAnswers plain;
    private final Semaphore batch;

    EngineSurface(EngineSettings settings, Front front, Supplier<Phase> phase, DoubleSupplier slowdown) {
        this.settings = settings;
        this.front = front;
        this.phase = phase;
        this.slowdown = slowdown;
        this.outcomes = new Outcomes(settings, results);
        this.plain = new PlainAnswers(settings, counters);
        this.batch = new Semaphore(settings.maxRunning(), true);
    }

    EngineCounters counters() {
        return counters;
    }

    Front front() {
        return front;
    }

    FaultScript script() {
        return script;
    }

    Recorder recorder() {
        return recorder;
    }

    Results results() {
        return results;
    }

    @Override
    public boolean hears() {
        return !script.silencesConnection();
    }

    @Override
    public boolean early(ReceivedRequest head, Reply reply) throws IOException {
        List<Fault> faults = script.forHead(head);
        if (faults.isEmpty()) {
            return false;
        }
        recorder.add(head);
        EngineErrors.send(
                reply, settings, (int) faults.getFirst().amount(), "Answered before the request body was read.");
        return true;
    }

    @Override
    public void answer(ReceivedRequest request, Reply reply) throws IOException, InterruptedException {
        recorder.add(request);
        front.answer(request, reply, this);
    }

    /** The engine's own answer, behind whatever front. */
    void serve(ReceivedRequest request, Reply reply) throws IOException, InterruptedException {
        if (phase.get() != Phase.READY) {
            EngineErrors.send(
                    reply, settings, 503, "The engine is " + phase.get().word() + ".");
            return;
        }
        Fault outcome = null;
        for (Fault fault : script.forRequest(request)) {
            if (fault.stage() == Stage.WIRE) {
                reply.arm(fault);
            } else {
                outcome = fault;
            }
        }
        serve(request, reply, outcome);
    }

    /** The same without asking the fault script again: for the result of a request that was deferred. */
    void serve(ReceivedRequest request, Reply reply, @Nullable Fault outcome) throws IOException, InterruptedException {
        Work work = Work.of(request).orElse(null);
        if (work != null) {
            account(work, request, reply, outcome);
        } else if (!outcomes.strike(outcome, request, reply)) {
            answerPlainly(request, reply);
        }
    }

    private void account(Work work, ReceivedRequest request, Reply reply, @Nullable Fault outcome)
            throws IOException, InterruptedException {
        counters.start();
        boolean counted = false;
        try {
            if (!outcomes.strike(outcome, request, reply)) {
                plain.authorize(request);
                work(work, request, reply, outcome);
            }
        } catch (RefusedException refused) {
            plain.refuse(request, reply, refused);
        } catch (BrokenOffException e) {
            // counted below: the reply knows
        } catch (SaidException e) {
            // the client left after the last token: nothing was cancelled
        } catch (IOException | InterruptedException e) {
            counted = !reply.broken();
            if (counted) {
                counters.cancel();
            }
            throw e;
        } finally {
            if (reply.broken()) {
                counters.breakOff();
            } else if (!counted) {
                counters.finish();
            }
        }
    }

    private void work(Work work, ReceivedRequest request, Reply reply, @Nullable Fault outcome)
            throws IOException, InterruptedException {
        enterBatch();
        counters.run(1);
        try {
            switch (work) {
                case CHAT -> generate(Form.CHAT, request, reply, outcome);
                case COMPLETION -> generate(Form.COMPLETION, request, reply, outcome);
                case RESPONSES -> generate(Form.RESPONSES, request, reply, outcome);
                case MESSAGES -> generate(Form.MESSAGES, request, reply, outcome);
                default -> {
                    if (!outcomes.strikeWithoutTokens(outcome, reply)) {
                        plain.work(work, request, reply, pace(reply));
                    }
                }
            }
        } finally {
            counters.run(-1);
            batch.release();
        }
    }

    private void enterBatch() throws InterruptedException {
        if (batch.tryAcquire()) {
            return;
        }
        counters.wait(1);
        try {
            batch.acquire();
        } finally {
            counters.wait(-1);
        }
    }

    private void generate(Form form, ReceivedRequest request, Reply reply, @Nullable Fault outcome)
            throws IOException, InterruptedException {
        GenerationRequest asked = GenerationReader.read(form, plain.json(request), settings);
        plain.checkModel(asked.model());
        Generator generator = new Generator(settings, counters, asked, outcome);
        try {
            generator.run(reply, pace(reply));
        } catch (IOException | InterruptedException e) {
            if (generator.said() && !reply.broken()) {
                throw new SaidException(e);
            }
            throw e;
        }
    }

    private Pace pace(Reply reply) {
        Fault slow = reply.armed(FaultKind.SLOW);
        double own = slow == null ? 1 : slow.amount();
        return new Pace(settings, () -> own * slowdown.getAsDouble());
    }

    private void answerPlainly(ReceivedRequest request, Reply reply) throws IOException, InterruptedException {
        if (request.path().startsWith(Results.PATH)) {
            result(request, reply);
            return;
        }
        try {
            plain.authorize(request);
            plain.answer(request, reply);
        } catch (RefusedException refused) {
            plain.refuse(request, reply, refused);
        }
    }

    private void result(ReceivedRequest request, Reply reply) throws IOException, InterruptedException {
        Results.Pending pending = results.find(request);
        if (pending == null || !request.method().equals("GET")) {
            EngineErrors.send(reply, settings, 404, "Not Found");
            return;
        }
        TimeUnit.NANOSECONDS.sleep(pending.readyAt() - System.nanoTime());
        serve(pending.request(), reply, null);
        results.remove(request);
    }
}
