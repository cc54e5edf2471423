// Reads many streams at the same time with the published npm client of OpenAI and prints what it heard as one JSON array.
// Environment: BASE_URL, API_KEY, MODEL, PROMPT, TOKENS; CLIENTS read at once, ROUNDS one after the other each.
import OpenAI from "openai";

const { BASE_URL, API_KEY, MODEL, PROMPT, TOKENS, CLIENTS, ROUNDS } = process.env;
const client = new OpenAI({ baseURL: BASE_URL, apiKey: API_KEY, maxRetries: 0 });

async function stream() {
  const heard = { text: "", finish: [], usage: null, ids: [], error: null };
  try {
    const chunks = await client.chat.completions.create({
      model: MODEL,
      messages: [{ role: "user", content: PROMPT }],
      max_completion_tokens: Number(TOKENS),
      stream: true,
      stream_options: { include_usage: true },
    });
    for await (const chunk of chunks) {
      heard.text += chunk.choices[0]?.delta?.content ?? "";
      if (chunk.choices[0]?.finish_reason) heard.finish.push(chunk.choices[0].finish_reason);
      if (!heard.ids.includes(chunk.id)) heard.ids.push(chunk.id);
      heard.usage = chunk.usage ?? heard.usage;
    }
  } catch (error) {
    heard.error = error.constructor.name;
  }
  return heard;
}

async function reader() {
  const heard = [];
  for (let i = 0; i < Number(ROUNDS); i++) heard.push(await stream());
  return heard;
}

const readers = await Promise.all(Array.from({ length: Number(CLIENTS) }, reader));
console.log(JSON.stringify(readers.flat()));
