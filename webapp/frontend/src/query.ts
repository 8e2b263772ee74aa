/** The query page: Ctrl+Enter runs the query. */
const form = document.querySelector<HTMLFormElement>("form.query");
form?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
