/** What is wrong with a query, told while it is written: marked at its place, with the changes that mend it. */
import { isolateHistory } from "@codemirror/commands";
import { type Diagnostic, forEachDiagnostic, linter, lintGutter, nextDiagnostic } from "@codemirror/lint";
import { Prec, type Extension } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import { units } from "./positions";

export interface Edit {
  start: number;
  end: number;
  text: string;
}

export interface Remark {
  severity: "error" | "warning";
  start: number;
  end: number;
  line: number;
  column: number;
  what: string;
  hint: string;
  fixes: { label: string; edits: Edit[] }[];
}

/** A change of a text, to be chosen by a button. */
export interface Mending {
  label: string;
  apply(): void;
}

/** A remark with what can be done about it, as a list below the editor shows it. */
export interface Told {
  remark: Remark;
  go(): void;
  mendings: Mending[];
}

const PAUSE = 500; // milliseconds after the last key

/** Ask the address what is wrong whenever the text rests, and tell it. */
export function checking(address: string, tell: (told: Told[], text: string) => void): Extension {
  let underway: AbortController | undefined;
  async function check(view: EditorView): Promise<Diagnostic[]> {
    underway?.abort();
    const mine = (underway = new AbortController());
    const text = view.state.doc.toString();
    const remarks = text.trim() ? await remarksOn(address, text, mine.signal) : [];
    if (!mine.signal.aborted && view.state.doc.toString() === text) tell(remarks.map((each) => told(view, each)), text);
    return remarks.map((each) => diagnostic(view, each));
  }
  return [linter(check, { delay: PAUSE }), lintGutter(), Prec.high(keymap.of([{ key: "F8", run: nextDiagnostic }, { key: "Mod-.", run: mend }]))];
}

async function remarksOn(address: string, text: string, signal: AbortSignal): Promise<Remark[]> {
  try {
    const reply = await fetch(address, { method: "POST", body: text, headers: { "Content-Type": "application/sparql-query" }, signal });
    return reply.ok ? ((await reply.json()) as { remarks: Remark[] }).remarks : [];
  } catch {
    return []; // the query can be written and run all the same
  }
}

function diagnostic(view: EditorView, remark: Remark): Diagnostic {
  const at = units(view.state.doc.toString());
  return {
    from: at(remark.start),
    to: Math.max(at(remark.end), at(remark.start)),
    severity: remark.severity,
    message: [remark.what, remark.hint].filter(Boolean).join("\n"),
    actions: remark.fixes.map((fix) => ({ name: fix.label, apply: (in_: EditorView) => edit(in_, fix.edits) })),
  };
}

function told(view: EditorView, remark: Remark): Told {
  return {
    remark,
    go: () => {
      const at = units(view.state.doc.toString())(remark.start);
      view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
      view.focus();
    },
    mendings: remark.fixes.map((fix) => ({ label: fix.label, apply: () => edit(view, fix.edits) })),
  };
}

/** Make these changes of the text as one, which can be undone. */
function edit(view: EditorView, edits: readonly Edit[]): void {
  const at = units(view.state.doc.toString());
  view.dispatch({
    changes: edits.map(({ start, end, text }) => ({ from: at(start), to: at(end), insert: text })),
    annotations: isolateHistory.of("full"),
    scrollIntoView: true,
  });
  view.focus();
}

/** Do the first thing that mends what is wrong at the cursor, or where nothing is wrong there, what is wrong first. */
function mend(view: EditorView): boolean {
  const { head } = view.state.selection.main;
  let first: Diagnostic | undefined;
  let here: Diagnostic | undefined;
  forEachDiagnostic(view.state, (each, from, to) => {
    if (!each.actions?.length) return;
    first ??= each;
    if (from <= head && head <= to) here ??= each;
  });
  const wrong = here ?? first;
  wrong?.actions?.[0]?.apply(view, wrong.from, wrong.to);
  return wrong !== undefined;
}
