/** Putting a term into the text: as its prefixes write it, with the declaration that it needs. */
import { pickedCompletion, type Completion } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { declared, tokens } from "./reading";
import type { Vocabulary } from "./terms";

export interface Written {
  text: string;
  /** So many characters before its end the cursor stands afterwards. */
  back?: number;
  /** What has to be declared for it. */
  missing?: { prefix: string; namespace: string };
}

/** A term as the text can write it: with the prefix it declares, with ours, or in full. */
export function writtenIn(text: string, iri: string, { prefixes }: Vocabulary): Written {
  const found = declared(tokens(text));
  for (const [prefix, namespace] of found) if (fits(iri, namespace)) return { text: `${prefix}:${iri.slice(namespace.length)}` };
  const known = prefixes.find((each) => fits(iri, each.namespace));
  if (!known || found.has(known.prefix)) return { text: `<${iri}>` };
  return { text: `${known.prefix}:${iri.slice(known.namespace.length)}`, missing: known };
}

function fits(iri: string, namespace: string): boolean {
  return iri.startsWith(namespace) && /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*)$/u.test(iri.slice(namespace.length));
}

/** Makes a completion that writes what `written` says, and the missing declaration, as one change. */
export function inserting(written: (text: string) => Written): (view: EditorView, completion: Completion, from: number, to: number) => void {
  return (view, completion, from, to) => {
    const { text, missing, back = 0 } = written(view.state.doc.toString());
    const declaration = missing ? [declaring(view.state.doc.toString(), missing.prefix, missing.namespace)] : [];
    const changes = view.state.changes([...declaration, { from, to, insert: text }]);
    view.dispatch({
      changes,
      selection: { anchor: changes.mapPos(from, -1) + text.length - back },
      userEvent: "input.complete",
      annotations: pickedCompletion.of(completion),
      scrollIntoView: true,
    });
  };
}

/** The line for a prefix: after those that there are, else at the top. */
function declaring(text: string, prefix: string, namespace: string): { from: number; insert: string } {
  const line = `PREFIX ${prefix}: <${namespace}>`;
  const words = tokens(text).filter((each) => each.kind !== "comment");
  const last = words.filter((each, at) => each.kind === "iri" && (/^base$/i.test(words[at - 1]?.text ?? "") || /^prefix$/i.test(words[at - 2]?.text ?? ""))).at(-1);
  return last ? { from: last.to, insert: `\n${line}` } : { from: 0, insert: `${line}\n${/^\s*\n/.test(text) ? "" : "\n"}` };
}
