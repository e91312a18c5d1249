/** The heading of the open document takes the focus, so that it is read out and the keys of the page go on working. */
export function focusDocument(): void {
  document.querySelector<HTMLElement>('[data-document-title]')?.focus();
}

/** The row of an item takes the focus as soon as the list has drawn it; on a phone, where the list is not seen, the document does. */
export function focusRow(id: string, attempts = 10): void {
  requestAnimationFrame(() => {
    const row = document.querySelector<HTMLElement>(`[data-work="${CSS.escape(id)}"]`);
    if (row !== null && row.offsetParent !== null) row.focus({ preventScroll: true });
    else if (attempts > 0) focusRow(id, attempts - 1);
    else focusDocument();
  });
}
