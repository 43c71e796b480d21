/** What a return says, cell by cell, as people read it: texts, figures and the reasons for gaps. A cell that says nothing is not there. */
export type ReturnCells = Readonly<Record<string, string>>;

export type CellChange = { cell: string; before: string | undefined; after: string | undefined };

/** The cells that differ, in the order of `after` and then of what was taken out: all that has to be read again. */
export function compareReturns(before: ReturnCells, after: ReturnCells): readonly CellChange[] {
  const cells = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...cells].flatMap((cell) => {
    const [was, is] = [saidOf(before, cell), saidOf(after, cell)];
    return was === is ? [] : [{ cell, before: was, after: is }];
  });
}

const saidOf = (cells: ReturnCells, cell: string) => (Object.hasOwn(cells, cell) ? cells[cell] : undefined);
