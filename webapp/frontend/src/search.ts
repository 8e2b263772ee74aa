/** Every page: the search field suggests things and questions while somebody types (ARIA combobox with a listbox). */
import { Suggestions } from "./search/suggestions";

for (const field of document.querySelectorAll<HTMLInputElement>("input[data-suggestions]")) new Suggestions(field);

// On a small screen the bar scrolls: where one is has to be in sight.
document.querySelector("header.site nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
