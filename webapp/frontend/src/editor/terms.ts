/** The terms that a query may use, as the server lists them, and how well a word fits one. */

export interface Term {
  iri: string;
  written: string;
  kind: "class" | "property" | "concept";
  label: string;
  also: string[];
  definition: string;
  uses: number;
  subjects: string[];
  values: string[];
  type: string;
}

export interface Vocabulary {
  prefixes: { prefix: string; namespace: string }[];
  terms: Term[];
}

export interface Thing {
  iri: string;
  written: string;
  kind: string;
  number: string;
  label: string;
  also: string;
  where: string[];
  classes: string[];
}

const NONE: Vocabulary = { prefixes: [], terms: [] };

/** Asks for the terms once, when they are first wanted. */
export function vocabularyAt(address: string): () => Promise<Vocabulary> {
  let asked: Promise<Vocabulary> | undefined;
  return () => {
    asked ??= fetch(address)
      .then((reply) => (reply.ok ? (reply.json() as Promise<Vocabulary>) : Promise.reject(new Error(reply.statusText))))
      .catch(() => {
        asked = undefined; // and so it is asked for again
        return NONE;
      });
    return asked;
  };
}

/** The things whose names fit the word. */
export async function thingsAt(address: string, word: string, signal: AbortSignal): Promise<Thing[]> {
  try {
    const reply = await fetch(`${address}&${new URLSearchParams({ q: word })}`, { signal });
    return reply.ok ? ((await reply.json()) as { things: Thing[] }).things : [];
  } catch {
    return [];
  }
}

/** The text without differences of width, case and kana. */
export function folded(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** How well the word fits one of the names: 4 is that name, 3 begins it, 2 begins a word of it, 1 is in it, 0 is not. */
export function fit(word: string, names: readonly string[]): number {
  return Math.max(0, ...names.map((name) => fitOf(folded(word), name)));
}

function fitOf(word: string, name: string): number {
  const plain = folded(name);
  if (plain === word) return 4;
  if (plain.startsWith(word)) return 3;
  const words = folded(name.replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2"));
  if (words.includes(` ${word}`) || words.includes(`:${word}`)) return 2;
  return plain.includes(word) ? 1 : 0;
}

/** What a term can be found by. */
export function names(term: Term): string[] {
  return [term.written.replace(/^[^:]*:|[<>]/g, ""), term.label, ...term.also];
}
