/** What a term means: told where the pointer rests, and on a key. */
import { type EditorState, type Extension, Prec, StateEffect, StateField } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from "@codemirror/view";
import { type About, panel } from "./about";
import { declared, tokens } from "./reading";
import { filled, type Words } from "./words";

interface Known extends Omit<About, "written"> {
  known: boolean;
  iri: string;
  written: string;
  term: "class" | "property" | "concept" | null;
}

/** Explains the term under the pointer, and with Ctrl+I the one at the cursor. */
export function explaining(words: Words): Extension {
  const asked = new Map<string, Promise<Known>>();
  const told = async (state: EditorState, at: number): Promise<Tooltip | null> => {
    const named = termAt(state.doc.toString(), at);
    if (!named) return null;
    const about = named.iri === undefined ? undefined : await known(words, asked, named.iri);
    return { pos: named.from, end: named.to, above: true, create: () => ({ dom: explanation(words, named, about) }) };
  };
  const explain = (view: EditorView): boolean => {
    const { state } = view;
    void told(state, state.selection.main.head).then((tooltip) => {
      if (view.state.doc !== state.doc) return;
      const text = tooltip ? tooltip.create(view).dom.textContent : words["noTerm"];
      view.dispatch({ effects: [show.of(tooltip), EditorView.announce.of(text ?? "")] });
    });
    return true;
  };
  const close = (view: EditorView): boolean => {
    if (!view.state.field(shown)) return false;
    view.dispatch({ effects: show.of(null) });
    return true;
  };
  return [hoverTooltip((view, at) => told(view.state, at)), shown, Prec.highest(keymap.of([{ key: "Mod-i", run: explain }, { key: "Escape", run: close }]))];
}

const show = StateEffect.define<Tooltip | null>();
const shown = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

interface Named {
  from: number;
  to: number;
  text: string;
  prefix: string;
  /** None where its prefix is not declared. */
  iri?: string;
}

/** The IRI or the prefixed name at a place. */
function termAt(text: string, at: number): Named | undefined {
  const found = tokens(text);
  const token = found.find((each) => each.from <= at && at <= each.to && (each.kind === "iri" || each.kind === "name" || each.text === "a"));
  if (!token) return undefined;
  const prefix = token.kind === "name" ? token.text.slice(0, token.text.indexOf(":")) : "";
  if (token.kind === "iri") return { ...token, prefix, iri: token.text.slice(1, -1) };
  if (token.text === "a") return { ...token, prefix, iri: "http://www.w3.org/1999/02/22-rdf-syntax-ns#type" };
  const namespace = declared(found).get(prefix);
  return { ...token, prefix, ...(namespace === undefined ? {} : { iri: namespace + token.text.slice(prefix.length + 1) }) };
}

function known(words: Words, asked: Map<string, Promise<Known>>, iri: string): Promise<Known> {
  const found = asked.get(iri) ?? fetch(`${words["termAddress"]}&${new URLSearchParams({ iri })}`).then((reply) => reply.json() as Promise<Known>);
  asked.set(iri, found);
  found.catch(() => asked.delete(iri));
  return found;
}

function explanation(words: Words, named: Named, about: Known | undefined): HTMLElement {
  if (about?.known) {
    const kind = about.term ? (words[{ class: "kindClass", property: "kindProperty", concept: "kindConcept" }[about.term]] ?? "") : about.kind;
    return panel(words, { ...about, kind });
  }
  const note = about ? words["unknownTerm"] : filled(words["prefixUnknown"], { prefix: named.prefix });
  return panel(words, { label: named.text, kind: "", written: about ? about.iri : "", note: note ?? "" });
}
