/** What a query is made of, and what may stand at a place in it: read from any text, however unfinished. */

export interface Token {
  kind: "comment" | "string" | "iri" | "variable" | "name" | "word" | "open" | "mark";
  text: string;
  from: number;
  to: number;
}

/** What may stand somewhere: `none` in texts and comments. */
export type Role = "none" | "prologue" | "clause" | "expression" | "subject" | "predicate" | "object" | "class" | "graph";

export interface Place {
  role: Role;
  /** The subject and the property before it, as written. */
  subject: string;
  property: string;
  /** What the subject is said to be in the same group. */
  classes: ReadonlySet<string>;
}

interface Frame {
  kind: "top" | "group" | "path" | "list" | "blank" | "expression" | "values";
  /** How many terms of a triple have been read. */
  terms: number;
  subject: string;
  property: string;
  keyword: string;
  classes: Map<string, Set<string>>;
}

const NAME = String.raw`[\p{L}\p{N}_\-\u00b7]|\.(?=[\p{L}\p{N}_\-:%])`;
const TOKEN = new RegExp(
  String.raw`(?<comment>#[^\r\n]*)|(?<string>"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')` +
    String.raw`|(?<iri><[^\s<>"{}|^\x60\\]*>)|(?<open><(?!\d)[^\s<>"{}|^\x60\\?$=()]+|"""[^]*$|'''[^]*$|["'][^\r\n]*)|(?<variable>[?$][\p{L}\p{N}_]*)` +
    String.raw`|(?<name>(?:[\p{L}_](?:${NAME})*)?:(?:${NAME}|[:%]|\\.)*)|(?<word>[\p{L}_](?:${NAME})*)|(?<mark>[^\s])`,
  "gu",
);
const BEGINNING = new Set("OPTIONAL MINUS UNION FILTER BIND VALUES GRAPH SERVICE SELECT WHERE GROUP HAVING ORDER LIMIT OFFSET".split(" "));
const FORMS = new Set("SELECT ASK CONSTRUCT DESCRIBE".split(" "));
const OPERANDS = new Set<Token["kind"]>(["string", "iri", "variable", "name", "word"]);
const TYPE = /^(a|rdf:type|<http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#type>)$/;

export function tokens(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => {
    const [kind] = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined) ?? ["mark"];
    return { kind: kind as Token["kind"], text: match[0], from: match.index, to: match.index + match[0].length };
  });
}

/** The namespace of each prefix that the text declares. */
export function declared(found: readonly Token[]): Map<string, string> {
  const prefixes = new Map<string, string>();
  const words = found.filter((each) => each.kind !== "comment");
  words.forEach((each, at) => {
    const [name, iri] = [words[at + 1], words[at + 2]];
    if (each.text.toUpperCase() === "PREFIX" && name?.text.endsWith(":") && iri?.kind === "iri") prefixes.set(name.text.slice(0, -1), iri.text.slice(1, -1));
  });
  return prefixes;
}

/** What may stand at a place of the text. */
export function placeAt(text: string, at: number): Place {
  const reader = new Reader();
  const found = tokens(text);
  const inside = found.find((each) => each.from < at && (at < each.to || (at === each.to && (each.kind === "comment" || each.kind === "open"))));
  if (inside && (inside.kind === "comment" || inside.kind === "string" || (inside.kind === "open" && inside.text[0] !== "<"))) return { ...reader.place(), role: "none" };
  let place: Place | undefined;
  let frame: Frame | undefined;
  for (const token of found) {
    if (!place && token.from >= at) [place, frame] = [reader.place(), reader.frame];
    if (token.kind !== "comment") reader.take(token);
  }
  place ??= reader.place();
  frame ??= reader.frame;
  return { ...place, classes: frame.classes.get(place.subject) ?? new Set() };
}

class Reader {
  readonly #frames: Frame[] = [fresh("top", new Map())];
  #begun = false;

  get frame(): Frame {
    return this.#frames.at(-1)!;
  }

  place(): Place {
    const { subject, property } = this.frame;
    return { role: this.#role(), subject, property, classes: new Set() };
  }

  #role(): Role {
    const { kind, keyword, terms, property } = this.frame;
    if (kind === "path") return "predicate";
    if (kind === "list" || kind === "values") return "object";
    if (kind === "expression") return "expression";
    if (keyword === "FROM" || keyword === "GRAPH" || keyword === "NAMED") return "graph";
    if (kind === "top") return this.#begun ? "clause" : "prologue";
    if (keyword) return keyword === "FILTER" || keyword === "BIND" ? "expression" : "clause";
    if (terms === 1) return "predicate";
    return terms === 2 ? (TYPE.test(property) ? "class" : "object") : "subject";
  }

  take(token: Token): void {
    const keyword = token.kind === "word" ? token.text.toUpperCase() : "";
    if (FORMS.has(keyword)) this.#begun = true;
    if (token.text === "{" || token.text === "(" || token.text === "[") this.#open(token.text);
    else if (token.text === "}" || token.text === ")" || token.text === "]") this.#close(token.text);
    else if (this.frame.kind === "top") this.frame.keyword = keyword === "FROM" || keyword === "NAMED" ? keyword : "";
    else if (this.frame.kind === "group" || this.frame.kind === "blank") this.#read(token, keyword);
  }

  #open(bracket: string): void {
    const { kind, keyword, terms, classes } = this.frame;
    const inGroup = kind === "group" || kind === "blank";
    if (bracket === "{") this.#frames.push(fresh(keyword === "VALUES" ? "values" : "group", keyword === "VALUES" ? classes : new Map()));
    else if (bracket === "[") this.#frames.push({ ...fresh("blank", classes), terms: 1, subject: `[${this.#frames.length}` });
    else if (kind === "top" || kind === "expression" || (inGroup && keyword && keyword !== "VALUES")) this.#frames.push(fresh("expression", classes));
    else this.#frames.push(fresh(kind === "path" || (inGroup && terms === 1) ? "path" : "list", classes));
  }

  #close(bracket: string): void {
    if (this.#frames.length === 1) return;
    const closed = this.#frames.pop()!;
    const { frame } = this;
    if (bracket === "}" || closed.kind === "expression") Object.assign(frame, closed.kind === "expression" && !/FILTER|BIND/.test(frame.keyword) ? {} : { keyword: "", terms: 0 });
    else if (frame.kind === "group" || frame.kind === "blank") this.#term(")");
  }

  #read(token: Token, keyword: string): void {
    const { frame } = this;
    if (BEGINNING.has(keyword)) Object.assign(frame, { keyword: keyword === "UNION" ? "" : keyword, terms: 0 });
    else if (frame.keyword && token.text !== ".") return;
    else if (token.text === ".") Object.assign(frame, { keyword: "", terms: 0 });
    else if (token.text === ";") frame.terms = 1;
    else if (token.text === ",") frame.terms = 2;
    else if (token.text === "/" || token.text === "|") frame.terms = Math.min(frame.terms, 1);
    else if (OPERANDS.has(token.kind) || /\d/.test(token.text)) this.#term(token.text);
  }

  #term(written: string): void {
    const { frame } = this;
    if (frame.terms === 3) frame.terms = 0; // the full stop is missing
    if (frame.terms === 0) frame.subject = written;
    else if (frame.terms === 1) frame.property = written;
    else if (TYPE.test(frame.property)) frame.classes.set(frame.subject, (frame.classes.get(frame.subject) ?? new Set()).add(written));
    frame.terms += 1;
  }
}

function fresh(kind: Frame["kind"], classes: Frame["classes"]): Frame {
  return { kind, terms: 0, subject: "", property: "", keyword: "", classes };
}
