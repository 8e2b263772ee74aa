/** How the editor looks: the colours are custom properties of the page, so that dark screens have theirs. */
import { HighlightStyle, LRLanguage, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { styleTags, tags } from "@lezer/highlight";
import { SparqlLanguage } from "codemirror-lang-sparql";
import { FUNCTIONS } from "./language";

const SELDOM = "URI ISURI RAND TIMEZONE TZ UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512"; // functions that are not offered

/** SPARQL with every word marked as what it is, and with what a comment and a pair of brackets are. */
export const sparql: LRLanguage = SparqlLanguage.configure({
  props: [
    styleTags({
      [`${FUNCTIONS.join(" ")} ${SELDOM}`]: tags.function(tags.name),
      "Var ObjectListPath/..": tags.variableName,
      "Pname_ln Pname_ns PrefixedName": tags.propertyName,
      "IriRef Iri": tags.url,
      "A_predicate Keyword": tags.keyword,
      "Integer Decimal Double": tags.number,
      Langtag: tags.annotation,
    }),
  ],
});

export const about = sparql.data.of({
  commentTokens: { line: "#" },
  closeBrackets: { brackets: ["(", "[", "{", '"', "'"] },
});

const inks = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-keyword)", fontWeight: "700" },
  { tag: tags.function(tags.name), color: "var(--code-function)" },
  { tag: tags.variableName, color: "var(--code-variable)" },
  { tag: tags.propertyName, color: "var(--code-term)" },
  { tag: [tags.url, tags.namespace], color: "var(--code-iri)" },
  { tag: [tags.string, tags.annotation], color: "var(--code-text)" },
  { tag: [tags.number, tags.bool], color: "var(--code-number)" },
  { tag: tags.comment, color: "var(--ink-soft)" },
]);

const boxed = {
  border: "1px solid var(--line-strong)",
  borderRadius: "0.375rem",
  backgroundColor: "var(--color-neutral-white)",
  color: "var(--ink)",
  font: "inherit",
};
const focused = { outline: "0.1875rem solid var(--color-neutral-black)", boxShadow: "0 0 0 0.3125rem var(--color-primitive-yellow-300)" };

const look = EditorView.theme({
  "&": { flex: "1", minWidth: "0", minHeight: "0", backgroundColor: "var(--color-neutral-white)", color: "var(--ink)", fontSize: "0.875rem" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6" },
  ".cm-content": { padding: "0.75rem 0", caretColor: "var(--ink)", minHeight: "100%" },
  ".cm-line": { padding: "0 0.75rem 0 0.5rem" },
  ".cm-gutters": { backgroundColor: "var(--wash)", color: "var(--ink-soft)", borderRight: "1px solid var(--line)" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 0.5rem 0 0.25rem", minWidth: "2rem" },
  ".cm-gutter-lint": { width: "1.125rem" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0.1875rem 0 0 0.125rem" },
  ".cm-activeLine": { backgroundColor: "var(--code-line)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--code-line)", color: "var(--ink)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--key)", borderRadius: "2px" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--color-semantic-error-1)" },
  ".cm-selectionMatch": { backgroundColor: "var(--key-wash)" },
  ".cm-searchMatch": { backgroundColor: "var(--color-primitive-yellow-300)", color: "var(--color-neutral-black)" },
  ".cm-panels": { backgroundColor: "var(--wash)", color: "var(--ink)", borderColor: "var(--line)", fontFamily: "var(--sans)" },
  ".cm-panel.cm-search": { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "0.25rem 0.5rem", padding: "0.5rem 2.5rem 0.5rem 0.75rem", fontSize: "0.875rem" },
  ".cm-panel.cm-search br": { flexBasis: "100%", height: "0", content: "''" },
  ".cm-panel.cm-search label": { display: "inline-flex", alignItems: "center", gap: "0.25rem", fontSize: "inherit" },
  ".cm-panel.cm-search [name=close]": { top: "0.375rem", right: "0.5rem", padding: "0.25rem 0.5rem", fontSize: "1.125rem", color: "var(--ink)" },
  ".cm-textfield": { ...boxed, minHeight: "2rem", padding: "0.125rem 0.5rem", margin: "0" },
  ".cm-button": { ...boxed, minHeight: "2rem", padding: "0.125rem 0.625rem", margin: "0", backgroundImage: "none", borderColor: "var(--key)", color: "var(--key)", cursor: "pointer" },
  ".cm-textfield:focus-visible, .cm-button:focus-visible, [name=close]:focus-visible, input:focus-visible": focused,
  ".cm-tooltip": { ...boxed, boxShadow: "0 0.25rem 1rem rgb(0 0 0 / 16%)", fontFamily: "var(--sans)", fontSize: "0.875rem", lineHeight: "1.5", maxWidth: "min(34rem, 92vw)" },
  ".cm-diagnostic": { padding: "0.375rem 0.75rem", whiteSpace: "pre-line", overflowWrap: "anywhere" },
  ".cm-diagnostic-error": { borderLeft: "0.3125rem solid var(--color-semantic-error-1)" },
  ".cm-diagnostic-warning": { borderLeft: "0.3125rem solid var(--color-semantic-warning-yellow-2)" },
  ".cm-diagnosticAction": { ...boxed, display: "inline-block", minHeight: "1.75rem", margin: "0.25rem 0.5rem 0 0", padding: "0.125rem 0.625rem", borderColor: "var(--key)", color: "var(--key)", cursor: "pointer" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--color-semantic-error-1)", textUnderlineOffset: "0.2em" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecoration: "underline wavy var(--color-primitive-orange-800)", textUnderlineOffset: "0.2em" },
});

export const theme = [syntaxHighlighting(inks), look];
