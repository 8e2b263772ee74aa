/** Laying out the query, as the server does it. */
import { EditorView } from "@codemirror/view";
import { difference } from "./positions";
import type { Words } from "./words";

/** The command that lays out the whole text, as one change that can be undone; where the server cannot, it is told. */
export function laidOut(words: Words, tell: (text: string) => void): (view: EditorView) => boolean {
  return (view) => {
    void layOut(view, words, tell);
    return true;
  };
}

async function layOut(view: EditorView, words: Words, tell: (text: string) => void): Promise<void> {
  const before = view.state.doc.toString();
  const after = await asked(words["formatAddress"] ?? "", before);
  if (view.state.doc.toString() !== before) return; // somebody has written on
  if (after === undefined) return tell(words["notLaidOut"] ?? "");
  const said = EditorView.announce.of(words["laidOut"] ?? "");
  if (after === before) return view.dispatch({ effects: said });
  const cursor = placeOf(after, signs(before.slice(0, view.state.selection.main.head)));
  view.dispatch({ changes: difference(before, after), selection: { anchor: cursor }, effects: said, userEvent: "input.format", scrollIntoView: true });
}

async function asked(address: string, text: string): Promise<string | undefined> {
  try {
    const reply = await fetch(address, { method: "POST", body: text, headers: { "Content-Type": "application/sparql-query" } });
    return reply.ok ? (await reply.text()).replace(/\r\n?/g, "\n") : undefined;
  } catch {
    return undefined;
  }
}

/** How many characters there are that laying out leaves as they are. */
function signs(text: string): number {
  return text.replace(/\s/g, "").length;
}

/** Behind so many of them. */
function placeOf(text: string, many: number): number {
  let at = 0;
  for (let left = many; left > 0 && at < text.length; at += 1) if (/\S/.test(text[at] ?? "")) left -= 1;
  return at;
}
