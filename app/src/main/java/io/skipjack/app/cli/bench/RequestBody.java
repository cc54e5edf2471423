package io.skipjack.app.cli.bench;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A chat request in JSON. Prompts are plain words, so nothing of them needs an escape.
 *
 * @param model which model is asked
 * @param stream whether the answer is to come as events, with the usage in the last
 * @param ignoreEos whether engines are to go on until the wanted length, as vLLM can
 */
public record RequestBody(String model, boolean stream, boolean ignoreEos) {
    byte[] bytes(Ask ask, String prompt) {
        String escaped = new String(JsonStringEncoder.getInstance().quoteAsString(model));
        StringBuilder json = new StringBuilder(prompt.length() + 256)
                .append("{\"model\":\"")
                .append(escaped)
                .append("\",\"messages\":[{\"role\":\"user\",\"content\":\"")
                .append(prompt)
                .append("\"}],\"max_tokens\":")
                .append(ask.outputTokens());
        if (ignoreEos) {
            json.append(",\"ignore_eos\":true");
        }
        if (stream) {
            json.append(",\"stream\":true,\"stream_options\":{\"include_usage\":true}");
        }
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }
}
