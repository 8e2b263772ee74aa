/** What the server suggests, and how one suggestion is written. */

/** Parts of a text, each with whether it fits what was typed. */
type Pieces = [text: string, fits: boolean][];

export type Suggestion = {
  page: string | null;
  kind: string;
  label: Pieces;
  number?: string;
  also?: Pieces;
  where?: string[];
};

type Answer = { things: Suggestion[]; questions: Suggestion[] };

/** The suggestions that have a page: things first, then questions. */
export async function suggested(address: string, word: string, signal: AbortSignal): Promise<Suggestion[]> {
  const response = await fetch(`${address}?${new URLSearchParams({ q: word })}`, { signal });
  if (!response.ok) return [];
  const answer = (await response.json()) as Answer;
  return [...answer.things, ...answer.questions].filter((each) => each.page);
}

/** The line of one suggestion: its kind, its name with what fits marked, and where it stands. */
export function line(suggestion: Suggestion): HTMLElement[] {
  const kind = span("suggestion-kind", suggestion.kind);
  const name = span("suggestion-name", suggestion.number ? `${suggestion.number} ` : "");
  name.append(...marked(suggestion.label));
  if (suggestion.also?.some(([text]) => text)) name.append(" (", ...marked(suggestion.also), ")");
  return [kind, name, span("suggestion-where", (suggestion.where ?? []).join(" › "))];
}

function marked(pieces: Pieces): (Node | string)[] {
  return pieces.map(([text, fits]) => {
    if (!fits) return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}

function span(name: string, text: string): HTMLElement {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = text;
  return made;
}
