/** The id of a cell's input in the page; addresses end on it to lead to the cell (`#cell-coBuiltMajors-2022`). */
export function inputId(path: string): string {
  return `cell-${path.replaceAll('.', '-')}`;
}

/** Brings a cell into view and the focus into it. */
export function jumpToCell(path: string): void {
  focusOn(inputId(path));
}

/** The same for the cell that the page's address names, if it names one. */
export function jumpToAddressed(): void {
  if (location.hash.startsWith('#cell-')) focusOn(location.hash.slice(1));
}

function focusOn(id: string): void {
  const input = document.getElementById(id);
  input?.scrollIntoView({ block: 'center' });
  input?.focus({ preventScroll: true });
}
