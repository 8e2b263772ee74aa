/** What the page says to its scripts, in the language of the reader. */
export type Words = Readonly<Record<string, string>>;

interface Said {
  words: Words;
  /** What CodeMirror says, by its English words. */
  phrases: Words;
}

/** The texts that the page brings. */
export function said(): Said {
  return JSON.parse(document.getElementById("query-words")?.textContent ?? `{"words": {}, "phrases": {}}`) as Said;
}

/** A text with what belongs in its braces. */
export function filled(text: string | undefined, values: Readonly<Record<string, string | number>>): string {
  return (text ?? "").replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
