/** 「出典付きでコピー」: a row or the table as text and as a table, with what it rests on, the data version and the address. */

interface Copied {
  text: string;
  html: string;
}

const words = (): DOMStringMap => document.querySelector<HTMLElement>("#copy-words")?.dataset ?? {};

/** Give the buttons their work; those of rows are made here, as nothing can be copied without a script. */
export function copies(): void {
  const table = document.querySelector<HTMLTableElement>("#rows table.rows");
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    if (button.dataset["copy"] === "table" && !table) continue;
    button.hidden = false;
    button.onclick = () => void copy(button, button.dataset["copy"] === "table" && table ? ofRows(table, rowsOf(table)) : ofLink());
  }
  if (table && !table.querySelector(".tool")) addTools(table);
}

function addTools(table: HTMLTableElement): void {
  const head = document.createElement("th");
  head.scope = "col";
  head.className = "tool";
  head.innerHTML = `<span class="unseen"></span>`;
  head.firstElementChild!.textContent = table.dataset["copyHead"] ?? "";
  table.tHead?.rows[0]?.append(head);
  for (const [at, row] of rowsOf(table).entries()) {
    const cell = document.createElement("td");
    cell.className = "tool";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = table.dataset["copyHead"] ?? "";
    button.setAttribute("aria-label", `${table.dataset["copyRow"]} (${at + 1})`);
    button.title = table.dataset["copyRow"] ?? "";
    button.addEventListener("click", () => void copy(button, ofRow(table, row)));
    cell.append(button);
    row.append(cell);
  }
}

const rowsOf = (table: HTMLTableElement): HTMLTableRowElement[] => [...(table.tBodies[0]?.rows ?? [])];

const tooled = (cell: HTMLTableCellElement): boolean => !cell.matches(".tool");

/** What a cell says, without what only a screen needs. */
function textOf(cell: HTMLTableCellElement): string {
  if (cell.matches("td[data-without]")) return cell.closest("tr")?.dataset["source"] ?? "";
  const whole = cell.querySelector(".whole");
  const copy = (whole ?? cell).cloneNode(true) as Element;
  for (const each of copy.querySelectorAll("[aria-hidden], .unseen, .folded")) each.remove();
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function htmlOf(cell: HTMLTableCellElement): string {
  const iri = cell.dataset["iri"] ?? "";
  const text = escaped(textOf(cell));
  return /^https?:/.test(iri) ? `<a href="${escaped(iri)}">${text}</a>` : text;
}

const address = (): string => document.querySelector<HTMLAnchorElement>("a#link")?.href ?? location.href;

/** The lines below what is copied: in which data it is, at which address. */
const below = (): string[] => [words()["data"] ?? "", address()];

function ofRows(table: HTMLTableElement, rows: HTMLTableRowElement[]): Copied {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])].filter(tooled);
  const title = table.dataset["told"] ?? "";
  const cells = rows.map((row) => [...row.cells].filter(tooled));
  const lines = [heads, ...cells].map((line) => line.map(textOf).join("\t"));
  const head = heads.map((cell) => `<th>${escaped(textOf(cell))}</th>`).join("");
  const body = cells.map((line) => `<tr>${line.map((cell) => `<td>${htmlOf(cell)}</td>`).join("")}</tr>`).join("");
  return {
    text: [title, ...lines, "", ...below()].join("\n"),
    html: `<p>${escaped(title)}</p><table border="1"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>${paragraph(below())}`,
  };
}

/** A row as a sentence, with the places where it can be looked up in a line of their own. */
function ofRow(table: HTMLTableElement, row: HTMLTableRowElement): Copied {
  const { nameValue = ": ", between = ", ", source = "" } = words();
  const cells = [...row.cells].filter((cell) => !cell.matches(".tool, [data-without], [data-place]") && textOf(cell));
  const named = (cell: HTMLTableCellElement): string => (cell.dataset["label"] ?? "") + nameValue;
  const found = table.querySelector<HTMLTableCellElement>("th[data-without]"); // places of things, which state no row
  const places = row.dataset["source"];
  const lines = [...(places ? [(found ? textOf(found) + nameValue : source) + places] : []), ...below()];
  const title = table.dataset["title"] ?? "";
  return {
    text: [title, cells.map((cell) => named(cell) + textOf(cell)).join(between), ...lines].join("\n"),
    html: `<p>${escaped(title)}<br>${cells.map((cell) => escaped(named(cell)) + htmlOf(cell)).join(escaped(between))}</p>${paragraph(lines)}`,
  };
}

const ofLink = (): Copied => ({ text: address(), html: `<a href="${escaped(address())}">${escaped(address())}</a>` });

function paragraph(lines: readonly string[]): string {
  return `<p>${lines.map((line) => (/^https?:/.test(line) ? `<a href="${escaped(line)}">${escaped(line)}</a>` : escaped(line))).join("<br>")}</p>`;
}

async function copy(button: HTMLButtonElement, what: Copied): Promise<void> {
  try {
    const kinds = { "text/plain": what.text, "text/html": what.html };
    const blobs = Object.entries(kinds).map(([kind, text]) => [kind, new Blob([text], { type: kind })] as const);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    tell(button);
  } catch {
    show(what.text); // there is no clipboard without HTTPS, or the visitor does not allow it
  }
}

function tell(button: HTMLButtonElement): void {
  const before = button.dataset["before"] ?? button.textContent ?? "";
  button.dataset["before"] = before;
  button.textContent = `✓ ${words()["copied"] ?? ""}`;
  const said = document.querySelector("#said");
  if (said) said.textContent = words()["copied"] ?? "";
  setTimeout(() => (button.textContent = before), 2000);
}

function show(text: string): void {
  const dialog = document.querySelector<HTMLDialogElement>("#copying");
  const field = dialog?.querySelector("textarea");
  if (!dialog || !field) return;
  field.value = text;
  dialog.showModal();
  field.select();
}
