// A thing's page: copy what is to be cited or sent; without this script the texts stand there to be selected.

function field(id: string | undefined): HTMLTextAreaElement | null {
  const found = document.getElementById(id ?? "");
  return found instanceof HTMLTextAreaElement ? found : null;
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const text = field(button.dataset.copies);
  const status = button.parentElement?.querySelector("[role=status]");
  if (!text || !status) return;
  try {
    await navigator.clipboard.writeText(text.value);
    status.textContent = button.dataset.done ?? "";
  } catch {
    text.focus();
    text.select();
    status.textContent = button.dataset.refused ?? "";
  }
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", () => void copy(button));
}

// The mail begins with the letter as its writer has left it.
for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-letter][href^='mailto:']")) {
  link.addEventListener("click", () => {
    const [address = "", words = ""] = link.href.split("?");
    const text = field(link.dataset.letter)?.value.replace(/\r?\n/g, "\r\n") ?? "";
    link.href = `${address}?${words.replace(/body=[^&]*/, () => `body=${encodeURIComponent(text)}`)}`;
  });
}
