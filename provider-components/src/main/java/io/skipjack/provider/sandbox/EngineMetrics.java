package io.skipjack.provider.sandbox;

/** The engine's numbers under vLLM's names, in Prometheus' text format. */
final class EngineMetrics {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private EngineMetrics() {}

    static String render(EngineSettings settings, EngineCounters counters) {
        String labels = "engine=\"0\",model_name=\"" + settings.model() + "\"";
        StringBuilder out = new StringBuilder(4096);
        gauge(out, "vllm:num_requests_running", labels, (double) counters.running());
        gauge(out, "vllm:num_requests_waiting", labels, (double) counters.waiting());
        gauge(out, "vllm:kv_cache_usage_perc", labels, (double) counters.running() / settings.maxRunning());
        counter(out, "vllm:num_preemptions_total", labels, 0);
        counter(out, "vllm:prompt_tokens_total", labels, (double) counters.promptTokens());
        counter(out, "vllm:generation_tokens_total", labels, (double) counters.tokensGenerated());
        counter(out, "vllm:request_success_total", labels + ",finished_reason=\"stop\"", (double) counters.finished());
        counter(out, "vllm:request_success_total", labels + ",finished_reason=\"abort\"", (double)
                counters.cancelled());
        counters.timeToFirstToken().render(out, "vllm:time_to_first_token_seconds", labels);
        return out.toString();
    }

    private static void gauge(StringBuilder out, String name, String labels, double value) {
        out.append("# TYPE ").append(name).append(" gauge\n");
        line(out, name, labels, value);
    }

    private static void counter(StringBuilder out, String name, String labels, double value) {
        if (out.indexOf("# TYPE " + name + " ") < 0) {
            out.append("# TYPE ").append(name).append(" counter\n");
        }
        line(out, name, labels, value);
    }

    private static void line(StringBuilder out, String name, String labels, double value) {
        out.append(name).append('{').append(labels).append("} ").append(value).append('\n');
    }
}
