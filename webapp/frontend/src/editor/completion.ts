/** What may be written at the cursor: offered while somebody types, and on Ctrl+Space. */
import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { look } from "./look";
import { Offers, type Option } from "./offers";
import { placeAt, tokens } from "./reading";
import { fit, names, type Vocabulary, vocabularyAt, thingsAt } from "./terms";
import type { Words } from "./words";

const WORD = /[\p{L}\p{M}\p{N}_:\-.・％%–～]+$/u;
const PHRASE = /(?:[\p{L}\p{M}\p{N}_\-.・]+ ){1,5}[\p{L}\p{M}\p{N}_\-.・]+$/u;
const MOST = 40;

/** The word before the cursor, or all words of a name that has several. */
interface Typed {
  text: string;
  from: number;
}

/** Offers keywords, prefixes, terms, things and variables. */
export function completing(words: Words): Extension {
  const vocabulary = vocabularyAt(words["termsAddress"] ?? "");
  const override = [
    async (context: CompletionContext) => {
      endedBy(context); // else what is typed while the terms come would not be looked at
      return terms(context, new Offers(words, await vocabulary(), context.state.doc.toString()));
    },
    async (context: CompletionContext) => things(context, words, endedBy(context), await vocabulary()),
  ];
  return [autocompletion({ override, icons: false, maxRenderedOptions: MOST, updateSyncTime: 300, addToOptions: [{ render: kindOf, position: 20 }] }), look];
}

/** A signal that a further key has made the question pointless. */
function endedBy(context: CompletionContext): AbortSignal {
  const controller = new AbortController();
  context.addEventListener("abort", () => controller.abort(), { onDocChange: true });
  return controller.signal;
}

function terms(context: CompletionContext, offers: Offers): CompletionResult | null {
  const text = context.state.doc.toString();
  const variable = context.matchBefore(/[?$][\p{L}\p{N}_]*/u);
  if (variable) return result(variable.from, placeAt(text, variable.from).role === "none" ? [] : offers.variables(variable));
  const typed = typedBefore(context, offers.vocabulary);
  if (!typed && !context.explicit) return null;
  const { text: word, from } = typed ?? { text: "", from: context.pos };
  if (!context.explicit && offers.isComplete(word)) return null;
  return result(from, offers.all(word, from), word);
}

async function things(context: CompletionContext, words: Words, ended: AbortSignal, vocabulary: Vocabulary): Promise<CompletionResult | null> {
  const typed = typedBefore(context, vocabulary, false);
  const long = typed && (/[^\x00-\x7f]/.test(typed.text) || typed.text.length > 1);
  if (!typed || !long || typed.text.includes(":")) return null;
  const text = context.state.doc.toString();
  const offers = new Offers(words, vocabulary, text);
  if (!offers.takesThings(typed.from) || offers.isComplete(typed.text)) return null;
  const found = await thingsAt(words["thingsAddress"] ?? "", typed.text, ended);
  return result(typed.from, offers.things(found, typed.from), typed.text);
}

/** What is being typed; with several words, if a term has them in its name. */
function typedBefore(context: CompletionContext, vocabulary: Vocabulary, several = true): Typed | undefined {
  const begun = tokens(context.state.doc.toString()).find((each) => each.kind === "open" && each.text[0] === "<" && each.from < context.pos && context.pos <= each.to);
  if (begun) return { text: context.state.sliceDoc(begun.from + 1, context.pos), from: begun.from };
  const word = context.matchBefore(WORD);
  if (!word || /^[\d.]|\.$/.test(word.text)) return undefined;
  const phrase = several ? context.matchBefore(PHRASE) : null;
  for (let rest = phrase?.text ?? ""; rest.includes(" "); rest = rest.slice(rest.indexOf(" ") + 1))
    if (vocabulary.terms.some((each) => fit(rest, names(each)) > 1)) return { text: rest, from: context.pos - rest.length };
  return { text: word.text, from: word.from };
}

function result(from: number, options: Completion[], word = ""): CompletionResult | null {
  return options.length ? { from, options, filter: false, getMatch: (each) => matched(each.displayLabel ?? each.label, word) } : null;
}

function matched(label: string, word: string): number[] {
  const at = word ? label.normalize("NFKC").toLowerCase().indexOf(word.normalize("NFKC").toLowerCase()) : -1;
  return at < 0 || label.normalize("NFKC").length !== label.length ? [] : [at, at + word.length];
}

function kindOf(completion: Completion): HTMLElement {
  const kind = document.createElement("span");
  kind.className = "cm-completionKind";
  kind.textContent = (completion as Option).kind;
  return kind;
}
