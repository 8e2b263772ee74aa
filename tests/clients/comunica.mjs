// Answers one question a line, {"query": …, "sources": […]}, with a new Comunica engine that remembers nothing.
import { subscribe } from "node:diagnostics_channel";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { QueryEngine } from "@comunica/query-sparql";

let requests = [];
subscribe("undici:request:create", ({ request }) => {
  requests.push({ method: request.method, origin: request.origin, path: request.path });
});

async function answer(query, sources) {
  const engine = new QueryEngine();
  const result = await engine.query(query, { sources });
  const type = result.resultType === "quads" ? "application/n-triples" : "application/sparql-results+json";
  const { data } = await engine.resultToString(result, type);
  return { answer: await text(data) };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { query, sources } = JSON.parse(line);
  requests = [];
  const told = await answer(query, sources).catch((error) => ({ error: error.message }));
  console.log(JSON.stringify({ ...told, requests }));
}
