package io.skipjack.provider.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Log probabilities in the two shapes of the API: made up, but always the same for the same token. */
final class Logprobs {
    private static final double SAID = -0.1;

    private Logprobs() {}

    /** As a chat has them: an entry a token, with the bytes of its text. */
    static ObjectNode chat(int[] ids, int alternatives) {
        ObjectNode logprobs = Json.object();
        ArrayNode content = logprobs.putArray("content");
        for (int id : ids) {
            ObjectNode entry = content.addObject();
            describe(entry, TokenChain.text(id), SAID);
            ArrayNode top = entry.putArray("top_logprobs");
            for (int i = 0; i < alternatives; i++) {
                describe(top.addObject(), alternative(id, i), logprob(i));
            }
        }
        return logprobs;
    }

    private static void describe(ObjectNode entry, String token, double logprob) {
        ArrayNode bytes = entry.put("token", token).put("logprob", logprob).putArray("bytes");
        for (byte each : token.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(each & 0xFF);
        }
    }

    /**
     * As completions have them: a list for each kind of fact.
     *
     * @param prompt ids that are echoed before the answer; its first token has no probability; null where none is echoed
     * @param offset characters of the text that were sent before these tokens
     */
    static ObjectNode completion(int @Nullable [] prompt, int[] ids, int alternatives, int offset) {
        ObjectNode logprobs = Json.object();
        ArrayNode tokens = logprobs.putArray("tokens");
        ArrayNode values = logprobs.putArray("token_logprobs");
        ArrayNode tops = logprobs.putArray("top_logprobs");
        ArrayNode offsets = logprobs.putArray("text_offset");
        int[] all = prompt == null ? ids : TokenChain.concat(prompt, ids);
        int at = offset;
        for (int i = 0; i < all.length; i++) {
            String token = TokenChain.text(all[i]);
            tokens.add(token);
            offsets.add(at);
            at += token.codePointCount(0, token.length());
            if (prompt != null && i == 0) {
                values.addNull();
                tops.addNull();
            } else {
                values.add(SAID);
                ObjectNode top = tops.addObject();
                for (int k = 0; k < Math.max(1, alternatives); k++) {
                    top.put(alternative(all[i], k), logprob(k));
                }
            }
        }
        return logprobs;
    }

    /** The token itself, then others. */
    private static String alternative(int id, int i) {
        return i == 0
                ? TokenChain.text(id)
                : TokenChain.text(TokenChain.ofWord(Math.floorMod(id - TokenChain.ofWord(0) + i, Vocabulary.SIZE)));
    }

    private static double logprob(int i) {
        return SAID - 2 * i;
    }
}
