/** The text without differences of width, case and white space, as the server folds it, too. */
export const folded = (text: string): string => text.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean).join(" ");
