/** Every page: the search field suggests things and questions while somebody types (ARIA combobox with a listbox). */
import { choose, follow } from "./search/shortcut";
import { Suggestions } from "./search/suggestions";

const fields = document.querySelectorAll<HTMLInputElement>("input[data-suggestions]");
for (const field of fields) new Suggestions(field);
follow(fields, document.querySelector("a.find"));
for (const place of document.querySelectorAll<HTMLElement>("[data-shortcut]")) choose(place);

// On a small screen the bar scrolls: where one is has to be in sight.
document.querySelector("header.site nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
