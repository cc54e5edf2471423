// Asks a running router with the published npm client of OpenAI and prints what it got as one JSON object.
// Environment: BASE_URL, API_KEY, MODEL, PROMPT, TOKENS; the first engine of BROKEN_MODEL dies in mid-answer, each time.
import OpenAI from "openai";

const { BASE_URL, API_KEY, MODEL, BROKEN_MODEL, PROMPT, TOKENS } = process.env;
const client = new OpenAI({ baseURL: BASE_URL, apiKey: API_KEY, maxRetries: 0 });
const ask = (model) => ({
  model,
  messages: [{ role: "user", content: PROMPT }],
  max_completion_tokens: Number(TOKENS),
});

async function stream(model, options, request) {
  const heard = { text: "", finish: null, usage: null, ids: new Set() };
  try {
    for await (const chunk of await client.chat.completions.create({ ...ask(model), stream: true, ...options }, request)) {
      heard.ids.add(chunk.id);
      heard.text += chunk.choices[0]?.delta?.content ?? "";
      heard.finish = chunk.choices[0]?.finish_reason ?? heard.finish;
      heard.usage = chunk.usage ?? heard.usage;
    }
  } catch (error) {
    heard.error = error.constructor.name;
  }
  return { ...heard, ids: heard.ids.size };
}

async function failure(asking) {
  try {
    await asking();
    return null;
  } catch (error) {
    return { type: error.constructor.name, status: error.status, code: error.code };
  }
}

const whole = await client.chat.completions.create(ask(MODEL));
const response = await client.responses.create({ model: MODEL, input: PROMPT, max_output_tokens: Number(TOKENS) });
const embedding = await client.embeddings.create({ model: MODEL, input: PROMPT });
const models = [];
for await (const model of client.models.list()) models.push(model.id);
const stranger = new OpenAI({ baseURL: BASE_URL, apiKey: "sk-wrong", maxRetries: 0 });

console.log(
  JSON.stringify({
    whole: whole.choices[0].message.content,
    streamed: await stream(MODEL, {}),
    streamedWithUsage: await stream(MODEL, { stream_options: { include_usage: true } }),
    response: response.output_text,
    embedding: embedding.data[0].embedding.length,
    models,
    model: (await client.models.retrieve(MODEL)).id,
    wrongKey: await failure(() => stranger.chat.completions.create(ask(MODEL))),
    unknownModel: await failure(() => client.chat.completions.create(ask("no-such-model"))),
    noMessages: await failure(() => client.chat.completions.create({ model: MODEL })),
    broken: await stream(BROKEN_MODEL, {}, { headers: { "x-skipjack-resume": "off" } }),
    resumed: await stream(BROKEN_MODEL, { stream_options: { include_usage: true } }),
  }),
);
