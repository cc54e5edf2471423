package io.skipjack.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever an event looks like, it loses what the router alone asked for, nothing else, and that is taken down. */
class EventExtrasTest {
    private static final List<String> STRINGS = List.of(
            "", " ", "word", "\"token_ids\":[1,2]", "{}", "]", "\\", "\n\t", "é", "😀", ",", "\u0007", " ", "}\"{");

    /** An event of a stream: the object, and how it is written. */
    private record Written(ObjectNode event, byte[] bytes) {}

    @Property(tries = 2000)
    void losesTheIdsAndNothingElse(@ForAll Random random) {
        Written each = event(random, random.nextBoolean());
        EventInspector inspector = new EventInspector(Operation.CHAT, new Transcript(memory(), 0));

        int flags = inspector.inspect(each.bytes(), 0, each.bytes().length);

        assertThat(flags & EventInspector.MALFORMED).as(text(each)).isZero();
        String left = withoutExtras(inspector, each.bytes());
        ObjectNode plain = each.event().deepCopy();
        plain.remove("prompt_token_ids");
        ((ObjectNode) plain.at("/choices/0")).remove(List.of("token_ids", "prompt_token_ids"));
        assertThat(left).startsWith("data:").endsWith("\n\n");
        assertThat(JsonTexts.tree(left.substring(5))).as(text(each)).isEqualTo(plain);
    }

    @Property(tries = 500)
    void takesDownWhatTheyAllSaid(@ForAll Random random) {
        Transcript transcript = new Transcript(memory(), 0);
        boolean chat = random.nextBoolean();
        EventInspector inspector = new EventInspector(chat ? Operation.CHAT : Operation.COMPLETIONS, transcript);
        StringBuilder said = new StringBuilder();
        List<Integer> ids = new ArrayList<>();
        int[] prompt = {5, 6, 7};
        for (int i = random.nextInt(1, 40); i >= 0; i--) {
            ObjectNode event = event(random, chat).event();
            ObjectNode choice = (ObjectNode) event.at("/choices/0");
            event.remove("prompt_token_ids");
            choice.remove(List.of("prompt_token_ids", "token_ids"));
            if (ids.isEmpty()) {
                (chat ? event : choice).putPOJO("prompt_token_ids", null);
                (chat ? event : choice).set("prompt_token_ids", array(prompt));
            }
            int id = random.nextInt(100_000);
            choice.set("token_ids", array(id));
            ids.add(id);
            String text = STRINGS.get(random.nextInt(1, STRINGS.size()));
            if (chat) {
                ((ObjectNode) choice.path("delta")).put("content", text);
            } else {
                choice.put("text", text);
            }
            said.append(text);
            byte[] bytes = written(event, random);
            inspector.inspect(bytes, 0, bytes.length);
            inspector.takeDown();
        }
        assertThat(transcript.text()).isEqualTo(said.toString());
        int[] all = transcript.allIds();
        assertThat(all).startsWith(prompt);
        assertThat(java.util.Arrays.stream(all).skip(prompt.length).boxed()).isEqualTo(ids);
        assertThat(transcript.usage().promptTokens()).isEqualTo(prompt.length);
        assertThat(transcript.usage().completionTokens()).isEqualTo(ids.size());
    }

    private static ResumeMemory memory() {
        return new ResumeMemory(1_000_000, 1_000_000);
    }

    private static String text(Written each) {
        return new String(each.bytes(), StandardCharsets.UTF_8);
    }

    private static String withoutExtras(EventInspector inspector, byte[] bytes) {
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        int from = 0;
        for (int i = 0; i < inspector.extras(bytes); i++) {
            left.write(bytes, from, inspector.extraFrom(i) - from);
            from = inspector.extraTo(i);
        }
        left.write(bytes, from, bytes.length - from);
        return left.toString(StandardCharsets.UTF_8);
    }

    private static ArrayNode array(int... ids) {
        ArrayNode array = JsonTexts.MAPPER.createArrayNode();
        for (int id : ids) {
            array.add(id);
        }
        return array;
    }

    private static Written event(Random random, boolean chat) {
        ObjectNode event = JsonTexts.MAPPER.createObjectNode();
        event.put("id", "chatcmpl-" + random.nextInt(1000)).put("created", random.nextInt(2_000_000));
        event.put("model", "m").put("object", chat ? "chat.completion.chunk" : "text_completion");
        ObjectNode choice = event.putArray("choices").addObject().put("index", 0);
        if (chat) {
            ObjectNode delta = choice.putObject("delta");
            sometimes(random, () -> delta.put("role", "assistant"));
            sometimes(random, () -> delta.put("content", any(random)));
            sometimes(random, () -> delta.putNull("reasoning_content"));
        } else {
            choice.put("text", any(random));
        }
        sometimes(random, () -> choice.putNull("logprobs"));
        sometimes(random, () -> choice.putNull("finish_reason"));
        sometimes(
                random,
                () -> choice.set(
                        "token_ids", array(random.ints(random.nextInt(4), 0, 99).toArray())));
        sometimes(random, () -> choice.putNull("token_ids"));
        sometimes(random, () -> choice.set("prompt_token_ids", array(1, 2, 3)));
        sometimes(
                random,
                () -> event.set(
                        "prompt_token_ids",
                        array(random.ints(random.nextInt(9), 0, 99).toArray())));
        sometimes(random, () -> event.putNull("prompt_token_ids"));
        sometimes(random, () -> event.putNull("usage"));
        sometimes(random, () -> choice.putObject("nested").put("token_ids", any(random)));
        sometimes(random, () -> event.put(any(random) + "x", any(random)));
        sometimes(random, () -> event.putObject("vendor").putArray("token_ids").add(1));
        return new Written(event, written(event, random));
    }

    private static void sometimes(Random random, Runnable change) {
        if (random.nextInt(3) == 0) {
            change.run();
        }
    }

    private static String any(Random random) {
        return STRINGS.get(random.nextInt(STRINGS.size()));
    }

    private static byte[] written(ObjectNode event, Random random) {
        StringBuilder json = new StringBuilder("data:").append(space(random));
        write(event, random, json);
        return json.append(space(random)).append("\n\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** In any order, with spaces and tabs anywhere. */
    private static void write(JsonNode node, Random random, StringBuilder to) {
        if (node instanceof ObjectNode object) {
            List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
            Collections.shuffle(members, random);
            to.append('{').append(space(random));
            for (Iterator<Map.Entry<String, JsonNode>> each = members.iterator(); each.hasNext(); ) {
                Map.Entry<String, JsonNode> member = each.next();
                to.append(JsonTexts.MAPPER.getNodeFactory().textNode(member.getKey()));
                to.append(space(random)).append(':').append(space(random));
                write(member.getValue(), random, to);
                to.append(space(random)).append(each.hasNext() ? "," + space(random) : "");
            }
            to.append('}');
        } else if (node instanceof ArrayNode array) {
            to.append('[').append(space(random));
            for (int i = 0; i < array.size(); i++) {
                to.append(i == 0 ? "" : space(random) + "," + space(random));
                write(array.get(i), random, to);
            }
            to.append(space(random)).append(']');
        } else {
            to.append(node);
        }
    }

    private static String space(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> " ";
            case 1 -> "\t ";
            default -> "";
        };
    }

    @Test
    void cutsBothWhereNothingElseIsLeft() {
        byte[] bytes = "data: {\"choices\":[{\"token_ids\":[1],\"prompt_token_ids\":[2]}]}\n\n"
                .getBytes(StandardCharsets.UTF_8);
        EventInspector inspector = new EventInspector(Operation.COMPLETIONS, new Transcript(memory(), 0));
        inspector.inspect(bytes, 0, bytes.length);
        assertThat(withoutExtras(inspector, bytes)).isEqualTo("data: {\"choices\":[{}]}\n\n");
    }
}
