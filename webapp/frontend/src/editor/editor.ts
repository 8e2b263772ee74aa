/** The editor in place of a text area, which stays the field of its form. In a shadow root, as the page allows no inline styles. */
import { closeBrackets, closeBracketsKeymap, closeCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension, Prec, type Transaction } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from "@codemirror/view";
import { checking, type Told } from "./checking";
import { completing } from "./completion";
import { laidOut } from "./formatting";
import { explaining } from "./hover";
import { difference } from "./positions";
import { about, sparql, theme } from "./theme";
import type { said, Words } from "./words";

/** What the page does when something happens in the editor. */
export interface Hooks {
  changed(text: string): void;
  run(): void;
  /** Say it to the reader. */
  tell(text: string): void;
  told(told: Told[], text: string): void;
}

export class Editor {
  readonly #view: EditorView;
  readonly #extensions: Extension;
  readonly #field: HTMLTextAreaElement;
  readonly #layOut: (view: EditorView) => boolean;

  constructor(field: HTMLTextAreaElement, { words, phrases }: ReturnType<typeof said>, hooks: Hooks) {
    const host = document.createElement("div");
    host.className = "editor";
    const root = host.attachShadow({ mode: "open" });
    this.#field = field;
    this.#layOut = laidOut(words, hooks.tell);
    this.#extensions = extensions(field, words, phrases, hooks);
    this.#view = new EditorView({ state: this.fresh(field.value), parent: root, root });
    root.append(help(words["help"] ?? ""));
    take(field, host, this.#view);
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  get state(): EditorState {
    return this.#view.state;
  }

  /** The state of a text that nothing has been done to. */
  fresh(text: string): EditorState {
    return EditorState.create({ doc: text, extensions: this.#extensions });
  }

  show(state: EditorState): void {
    this.#view.setState(state);
    this.#field.value = this.text;
  }

  /** Put another text in place, as one change that can be undone. */
  replace(text: string): void {
    const changes = difference(this.text, text.replace(/\r\n?/g, "\n"));
    const selection = { anchor: changes.from + changes.insert.length };
    this.#view.dispatch({ changes, selection, annotations: isolateHistory.of("full"), scrollIntoView: true });
  }

  /** Lay out the text as the server does. */
  layOut(): void {
    this.#layOut(this.#view);
    this.focus();
  }

  focus(): void {
    this.#view.focus();
  }
}

function extensions(field: HTMLTextAreaElement, words: Words, phrases: Words, hooks: Hooks): Extension {
  const run = (view: EditorView): boolean => {
    closeCompletion(view);
    hooks.run();
    return true;
  };
  return [
    Prec.highest(keymap.of([{ key: "Mod-Enter", run }, { key: "Ctrl-Enter", run }])),
    [lineNumbers(), highlightActiveLineGutter(), highlightActiveLine(), highlightSelectionMatches(), EditorView.lineWrapping],
    [history(), bracketMatching(), closeBrackets(), indentOnInput(), indentUnit.of("  "), EditorState.tabSize.of(2)],
    [sparql, about, theme, search({ top: true }), checking(words["checkAddress"] ?? "", hooks.told)],
    [completing(words), explaining(words), typedOver],
    keymap.of([{ key: "Shift-Alt-f", run: laidOut(words, hooks.tell) }, ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap]),
    EditorState.phrases.of(phrases),
    EditorView.contentAttributes.of({ "aria-label": words["label"] ?? "", "aria-describedby": "help", spellcheck: "false", autocapitalize: "off" }),
    EditorView.updateListener.of((update) => {
      if (!update.docChanged) return;
      field.value = update.state.doc.toString();
      hooks.changed(field.value);
    }),
  ];
}

/**
 * What is typed over a selection. Chromium would keep its look in an inline style, which the page does not allow;
 * and of a composition that begins with a selection of several marked words it would leave the first characters.
 */
const typedOver = EditorView.domEventHandlers({
  compositionstart(_event, view) {
    if (!view.state.selection.main.empty) view.dispatch(view.state.replaceSelection(""), { userEvent: "delete.selection" });
  },
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    const text = event.data;
    if (event.inputType !== "insertText" || !text || empty || event.isComposing) return false;
    const typed = (): Transaction => view.state.update(view.state.replaceSelection(text), { userEvent: "input.type", scrollIntoView: true });
    if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, typed))) view.dispatch(typed());
    return true;
  },
});

/** How to use the keys, for who hears the page: a name from outside does not reach into a shadow root. */
function help(text: string): HTMLElement {
  const told = document.createElement("p");
  told.id = "help";
  told.hidden = true;
  told.textContent = text;
  return told;
}

/** Stand where the field stood, with its cursor. */
function take(field: HTMLTextAreaElement, host: HTMLElement, view: EditorView): void {
  const active = document.activeElement === field;
  const { selectionStart, selectionEnd } = field;
  field.after(host);
  field.hidden = true;
  field.required = false; // who cannot see it cannot be led to it
  for (const label of field.labels) label.removeAttribute("for");
  if (!active) return;
  view.dispatch({ selection: { anchor: selectionStart, head: selectionEnd } });
  view.focus();
}
