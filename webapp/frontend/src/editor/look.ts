/** How options and explanations look. */
import { EditorView } from "@codemirror/view";

const quiet = { color: "var(--ink-soft)", fontSize: "0.8125rem" };

export const look = EditorView.theme({
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--sans)", maxHeight: "18rem", maxWidth: "min(40rem, 92vw)", minWidth: "min(22rem, 80vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { display: "flex", alignItems: "baseline", gap: "0.75rem", padding: "0.25rem 0.75rem", lineHeight: "1.5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--key-wash)", color: "var(--ink)", boxShadow: "inset 0.25rem 0 0 var(--key)" },
  ".cm-completionKind": { flex: "none", width: "6.5rem", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", ...quiet },
  ".cm-completionLabel": { flex: "none", maxWidth: "20rem", overflow: "hidden", textOverflow: "ellipsis" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": { flex: "1", minWidth: "0", margin: "0", overflow: "hidden", textOverflow: "ellipsis", textAlign: "right", fontStyle: "normal", ...quiet },
  ".cm-tooltip.cm-completionInfo": { padding: "0.625rem 0.875rem", width: "20rem", maxWidth: "min(20rem, 92vw)" },
  ".about": { padding: "0.625rem 0.875rem", maxWidth: "28rem" },
  ".cm-completionInfo .about": { padding: "0" },
  ".about p": { margin: "0 0 0.25rem", overflowWrap: "anywhere" },
  ".about-kind": { marginInlineStart: "0.375rem", ...quiet },
  ".about-where": quiet,
  ".about-written": { fontFamily: "var(--mono)", fontSize: "0.8125rem" },
  ".about a": { color: "var(--key)" },
  "@media (max-width: 46rem)": {
    ".cm-tooltip.cm-tooltip-autocomplete > ul": { minWidth: "0", maxHeight: "11rem" },
    ".cm-tooltip.cm-completionInfo": { left: "0 !important", right: "auto !important", top: "100% !important", bottom: "auto !important", width: "100%" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { flexWrap: "wrap", gap: "0 0.5rem" },
    ".cm-completionKind": { width: "auto" },
    ".cm-completionLabel": { flex: "1 1 12rem", maxWidth: "none", whiteSpace: "normal" },
    ".cm-completionDetail": { flex: "1 1 100%", textAlign: "left" },
  },
});
