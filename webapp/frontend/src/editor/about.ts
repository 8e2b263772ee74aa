/** What a term or a thing means, as a panel beside the list of options or at the pointer tells it. */
import { filled, type Words } from "./words";

export interface About {
  label: string;
  also?: string;
  kind: string;
  written: string;
  definition?: string;
  where?: readonly string[];
  uses?: number;
  page?: string | null;
  note?: string;
}

export function panel(words: Words, about: About): HTMLElement {
  const made = line("div", "about");
  const title = line("strong", "", about.label);
  const head = line("p", "about-head");
  head.append(title, about.also ? ` (${about.also})` : "", " ", line("span", "about-kind", about.kind));
  made.append(head);
  if (about.where?.length) made.append(line("p", "about-where", about.where.join(" › ")));
  if (about.definition) made.append(line("p", "", about.definition));
  made.append(line("p", "about-written", about.written));
  if (about.uses) made.append(line("p", "about-where", filled(words[about.uses === 1 ? "use" : "uses"], { count: about.uses.toLocaleString(document.documentElement.lang) })));
  if (about.note) made.append(line("p", "about-where", about.note));
  if (about.page) made.append(link(words, about.page));
  return made;
}

function link(words: Words, page: string): HTMLElement {
  const made = document.createElement("a");
  made.href = page;
  made.textContent = words["openPage"] ?? "";
  return made;
}

function line(tag: "div" | "p" | "span" | "strong", name: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}
