/** What the server suggests, and how one suggestion is written. */

/** Parts of a text, each with whether it fits what was typed. */
type Pieces = [text: string, fits: boolean][];

export type Suggestion = {
  page: string | null;
  kind: string;
  label: Pieces;
  number?: string;
  also?: Pieces;
  /** What fits, where neither the name nor the number does. */
  fits?: { name: string; text: Pieces } | null;
  where?: string[];
};

type Answer = { things: Suggestion[]; questions: Suggestion[] };

/** The suggestions that have a page: things first, then questions, of which it is said that they are some. */
export async function suggested(field: HTMLInputElement, word: string, signal: AbortSignal): Promise<Suggestion[]> {
  const { suggestions: address, question = "" } = field.dataset;
  const response = await fetch(`${address}?${new URLSearchParams({ q: word })}`, { signal });
  if (!response.ok) return [];
  const answer = (await response.json()) as Answer;
  const questions = answer.questions.map((each) => ({ ...each, kind: question, where: [each.kind] }));
  return [...answer.things, ...questions].filter((each) => each.page);
}

/** The line of one suggestion: its kind, its name with what fits marked, what else fits, and where it stands. */
export function line({ kind, label, number, also, fits, where }: Suggestion): HTMLElement[] {
  const named = [...label, ...(also ?? [])].some(([, fits]) => fits);
  const name = element("span", "suggestion-name");
  // Where nothing else fits, the number does.
  if (number) name.append(element("span", "number", ...marked([[number, !named && !fits]])), " ");
  name.append(spoken(label));
  if (also?.some(([text]) => text)) name.append(" (", spoken(also), ")");
  if (fits) name.append(" ", element("span", "suggestion-fit", `${fits.name} `, spoken(fits.text)));
  const lines = [element("span", "suggestion-kind", kind), name];
  if (where?.length) lines.push(element("span", "suggestion-where", spoken([[where.join(" › "), false]])));
  return lines;
}

const marked = (pieces: Pieces): (Node | string)[] =>
  pieces.map(([text, fits]) => (fits ? element("mark", "", text) : text));

/** The text with the language in which a screen reader has to speak it. */
function spoken(pieces: Pieces): HTMLElement {
  const said = element("span", "", ...marked(pieces));
  said.lang = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(said.textContent) ? "ja" : "en";
  return said;
}

function element(kind: string, name: string, ...inside: (Node | string)[]): HTMLElement {
  const made = document.createElement(kind);
  if (name) made.className = name;
  made.append(...inside);
  return made;
}
