package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Audio both ways. A transcription reads {@code multipart/form-data} and says the chain of the file's bytes; speech sends
 * as many bytes of the chain of its input as pieces come, in chunks, and is no sound.
 */
final class AudioAnswers {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAME = Pattern.compile("name=\"([^\"]*)\"");

    private final EngineSettings settings;

    AudioAnswers(EngineSettings settings) {
        this.settings = settings;
    }

    /** The ids whose answer is the transcription of a file. */
    static int[] heard(byte[] file) {
        return TokenChain.encode(new String(file, StandardCharsets.ISO_8859_1));
    }

    /** The bytes that speech sends for an input, two for each token. */
    static byte[] spoken(int[] inputIds, int tokens) {
        int[] ids = TokenChain.answer(inputIds, tokens);
        byte[] bytes = new byte[tokens * 2];
        for (int i = 0; i < tokens; i++) {
            bytes[2 * i] = (byte) (ids[i] >>> 8);
            bytes[2 * i + 1] = (byte) ids[i];
        }
        return bytes;
    }

    void transcription(ReceivedRequest request, Reply reply, Pace pace) throws IOException, InterruptedException {
        String file = field(request, "file");
        if (file == null) {
            throw RefusedException.badRequest(
                    "[{'type': 'missing', 'loc': ('body', 'file'), 'msg': 'Field required'}]", "file");
        }
        String model = field(request, "model");
        if (model != null && !model.equals(settings.model())) {
            throw new RefusedException(404, "The model `" + model + "` does not exist.", "model");
        }
        int[] ids = heard(file.getBytes(StandardCharsets.ISO_8859_1));
        pace.prefill(ids.length);
        String text = TokenChain.answerText(ids, settings.answerTokens());
        if ("text".equals(field(request, "response_format"))) {
            reply.bytes(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
            return;
        }
        var answer = Json.object().put("text", text);
        answer.putObject("usage").put("type", "duration").put("seconds", 1);
        reply.json(200, answer);
    }

    void speech(JsonNode body, Reply reply, Pace pace) throws IOException, InterruptedException {
        int[] ids = TokenChain.encode(GenerationReader.required(body, "input").asText());
        pace.prefill(ids.length);
        byte[] sound = spoken(ids, settings.answerTokens());
        reply.begin(200, "audio/" + body.path("response_format").asText("wav"));
        for (int i = 0; i < sound.length; i += 2) {
            pace.token();
            reply.write(new byte[] {sound[i], sound[i + 1]});
        }
        reply.end();
    }

    /** One field of a multipart form, its bytes as ISO-8859-1; null when absent. */
    private static @Nullable String field(ReceivedRequest request, String name) {
        String type = request.header("content-type");
        Matcher boundary = BOUNDARY.matcher(type == null ? "" : type);
        if (!boundary.find()) {
            return null;
        }
        String form = new String(request.body(), StandardCharsets.ISO_8859_1);
        for (String part : form.split(Pattern.quote("--" + boundary.group(1)), -1)) {
            int blank = part.indexOf("\r\n\r\n");
            Matcher called = NAME.matcher(blank < 0 ? "" : part.substring(0, blank));
            if (called.find() && called.group(1).equals(name)) {
                return part.substring(blank + 4, Math.max(blank + 4, part.length() - 2));
            }
        }
        return null;
    }
}
