/** The options at a place of a text, the likeliest first. */
import type { Completion } from "@codemirror/autocomplete";
import { panel } from "./about";
import { inserting, writtenIn } from "./inserting";
import { FUNCTIONS, wordsFor } from "./language";
import { declared, type Place, placeAt, type Role, type Token, tokens } from "./reading";
import { fit, names, type Term, type Thing, type Vocabulary } from "./terms";
import { filled, type Words } from "./words";

const MOST_FITTING = 15; // terms that fit a word, so that things can be seen, too
const KANA = /^[\p{Script=Hiragana}\p{Script=Katakana}ー・]+$/u; // a reading is for finding only
const ROLES: Role[] = ["prologue", "clause", "expression", "subject"];
const WITH_THINGS: Role[] = ["object", "subject", "graph", "expression"];
const WANTED: Partial<Record<Role, Term["kind"]>> = { class: "class", predicate: "property", object: "concept" };

/** An option with the word for what it is. */
export interface Option extends Completion {
  kind: string;
}

export class Offers {
  readonly #found: Token[];
  readonly #declared: Map<string, string>;

  constructor(
    readonly words: Words,
    readonly vocabulary: Vocabulary,
    readonly text: string,
  ) {
    this.#found = tokens(text);
    this.#declared = declared(this.#found);
  }

  /** Whether what was typed can stay as it is. */
  isComplete(word: string): boolean {
    const upper = word.toUpperCase();
    return word === "a" || FUNCTIONS.includes(upper) || ROLES.some((role) => wordsFor(role).keywords.some((each) => each.toUpperCase() === upper)) || this.vocabulary.terms.some((each) => each.written === word);
  }

  /** Whether a thing may stand there. */
  takesThings(at: number): boolean {
    return WITH_THINGS.includes(placeAt(this.text, at).role);
  }

  variables({ text, from }: { text: string; from: number }): Option[] {
    const others = this.#found.filter((each) => each.kind === "variable" && each.from !== from && each.text.length > 1).map((each) => each.text);
    const fitting = [...new Set(others)].filter((each) => each !== text && each.toLowerCase().startsWith(text.toLowerCase()));
    return fitting.map((label) => ({ label, kind: this.#say("kindVariable") }));
  }

  /** Everything but things that fits the word there. */
  all(word: string, at: number): Option[] {
    const place = placeAt(this.text, at);
    if (place.role === "none") return [];
    const keywords = this.#keywords(word, place.role);
    const terms = place.role === "prologue" || place.role === "clause" ? [] : this.#terms(word, place);
    const prefixes = this.#prefixes(word, place.role, at);
    const variables = word ? [] : this.variables({ text: "?", from: at });
    const first = place.role === "subject" ? [...variables, ...keywords, ...terms] : [...terms, ...variables, ...keywords];
    return word && keywords.length && /^[A-Z]+$/i.test(word) && place.role !== "predicate" && place.role !== "class" ? [...keywords, ...terms, ...prefixes] : [...first, ...prefixes];
  }

  things(found: readonly Thing[], at: number): Option[] {
    const { property } = placeAt(this.text, at);
    const values = this.#known(property)?.values ?? [];
    const rank = (each: Thing): number => Number(!each.classes.some((name) => values.includes(name)));
    return [...found].sort((one, other) => rank(one) - rank(other)).map((each) => this.#thing(each));
  }

  #keywords(word: string, role: Role): Option[] {
    const { keywords, functions } = wordsFor(role);
    const fitting = (each: string): boolean => each.toLowerCase().startsWith(word.toLowerCase());
    const also = role === "predicate" && !word ? [{ label: "a", kind: this.#say("kindKeyword") }] : [];
    return [
      ...also,
      ...keywords.filter(fitting).map((label) => ({ label, kind: this.#say("kindKeyword") })),
      ...functions.filter((each) => word && fitting(each)).map((label) => this.#function(label)),
    ];
  }

  #function(label: string): Option {
    const written = inserting(() => ({ text: `${label}()`, back: 1 }));
    return { label, displayLabel: `${label}( )`, kind: this.#say("kindFunction"), apply: written };
  }

  #prefixes(word: string, role: Role, at: number): Option[] {
    const declares = /prefix\s+$/i.test(this.text.slice(0, at));
    if (!declares && (!word || word.includes(":") || role === "prologue" || role === "clause")) return [];
    return this.vocabulary.prefixes
      .filter(({ prefix }) => `${prefix}:`.startsWith(word.toLowerCase()) && !(declares && this.#declared.has(prefix)))
      .map(({ prefix, namespace }) => {
        const missing = this.#declared.has(prefix) || declares ? {} : { missing: { prefix, namespace } };
        const text = declares ? `${prefix}: <${namespace}>` : `${prefix}:`;
        return { label: `${prefix}:`, detail: namespace, kind: this.#say("kindPrefix"), apply: inserting(() => ({ text, ...missing })) };
      });
  }

  #terms(word: string, place: Place): Option[] {
    const [, prefix, local] = /^([^:]*):(.*)$/s.exec(word) ?? [undefined, undefined, word];
    const namespace = prefix === undefined ? "" : (this.#declared.get(prefix) ?? this.vocabulary.prefixes.find((each) => each.prefix === prefix)?.namespace ?? "no such prefix");
    const wanted = place.property && this.#known(place.property)?.values;
    const fitting = this.vocabulary.terms
      .map((term) => ({ term, fits: local ? fit(local, names(term)) : 1 }))
      .filter(({ term, fits }) => fits && term.iri.startsWith(namespace) && (word || this.#belongs(term, place, wanted || [])));
    const worth = ({ term, fits }: { term: Term; fits: number }): number[] => [Number(this.#belongs(term, place, wanted || [])), Number(WANTED[place.role] === term.kind), fits, this.#isOf(term, place), term.uses];
    const fitted = this.#narrowed(fitting, place.role);
    const sorted = fitted.map((each) => ({ ...each, worth: worth(each) })).sort((one, other) => compare(other.worth, one.worth));
    return sorted.slice(0, local ? MOST_FITTING : undefined).map(({ term }) => this.#term(term));
  }

  /** Where only a class or only a property can stand, those that fit, if any do. */
  #narrowed<Found extends { term: Term }>(found: Found[], role: Role): Found[] {
    const belonging = role === "object" ? [] : found.filter(({ term }) => term.kind === WANTED[role]);
    return belonging.length ? belonging : found;
  }

  /** Whether it is what the place is for: a class, a property, or a value of the property. */
  #belongs(term: Term, place: Place, values: readonly string[]): boolean {
    if (place.role === "object") return term.kind === "concept" && values.includes(term.type);
    return term.kind === WANTED[place.role];
  }

  /** How much a property tells of what the subject is: more if it is used often, and of few classes. */
  #isOf(term: Term, { classes }: Place): number {
    const ours = new Set([...classes].map((each) => this.#known(each)?.written ?? each));
    return term.subjects.some((each) => ours.has(each)) ? Math.log2(1 + term.uses) / term.subjects.length : 0;
  }

  /** The term that is written so in this text. */
  #known(written: string): Term | undefined {
    if (!written) return undefined;
    const [, prefix = "", local = ""] = /^([^:<]*):(.*)$/s.exec(written) ?? [];
    const iri = written.startsWith("<") ? written.slice(1, -1) : (this.#declared.get(prefix) ?? this.vocabulary.prefixes.find((each) => each.prefix === prefix)?.namespace ?? "") + local;
    return this.vocabulary.terms.find((each) => each.iri === iri);
  }

  #term(term: Term): Option {
    const { text, missing } = writtenIn(this.text, term.iri, this.vocabulary);
    const kind = this.#say({ class: "kindClass", property: "kindProperty", concept: "kindConcept" }[term.kind]);
    const note = missing ? filled(this.words["addsPrefix"], { prefix: missing.prefix }) : "";
    return {
      label: text,
      displayLabel: term.label,
      detail: shortened(text),
      kind,
      info: () => panel(this.words, { ...term, also: term.also.filter((each) => !KANA.test(each)).join(" · "), kind, written: text, note }),
      apply: inserting((now) => writtenIn(now, term.iri, this.vocabulary)),
    };
  }

  #thing(thing: Thing): Option {
    return {
      label: thing.written,
      displayLabel: thing.number ? `${thing.number} ${thing.label}` : thing.label,
      detail: thing.where.at(0) ?? "",
      kind: thing.kind,
      info: () => panel(this.words, thing),
      apply: inserting(() => ({ text: thing.written })),
    };
  }

  #say(name: string): string {
    return this.words[name] ?? "";
  }
}

/** The end of an IRI is what tells it. */
function shortened(written: string): string {
  return written.length < 40 ? written : `<…${written.slice(-36)}`;
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((each, place) => each !== other[place]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
