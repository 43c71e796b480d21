import {
  type ClipboardEvent,
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { LedgerKind } from '#core/ledger/kind.ts';
import { useCodePicker } from './code-picker.tsx';
import { parseTable, printTable } from './entry-texts.ts';
import { GridRow } from './grid-row.tsx';
import { type Cell, edges, type GridStore, type Range } from './grid-store.ts';
import type { MemberName } from './ledger-queries.ts';
import { optionsOf } from './options.ts';

const rowHeight = 32;
const beyond = 8;

/**
 * A ledger as a spreadsheet: arrows, Enter, Tab and F2; copy and paste to and from Excel; fill down, undo. Only the rows in sight are drawn, and each draws
 * itself again only when it changes. An input stands over the active cell at all times, so that Chinese input methods begin in it.
 */
export function Grid({
  store,
  kind,
  members,
  onRow,
}: {
  store: GridStore;
  kind: LedgerKind;
  members: readonly MemberName[];
  onRow: (at: number) => void;
}) {
  const [range, setRange] = useState<Range>({ from: { row: 0, column: 0 }, to: { row: 0, column: 0 } });
  const [draft, setDraft] = useState<string>();
  const [top, setTop] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const length = useSyncExternalStore(
    useCallback((listener) => store.listen('rows', listener), [store]),
    () => store.length,
  );
  const height = box.current?.clientHeight ?? 560;
  const first = Math.max(0, Math.floor(top / rowHeight) - beyond);
  const last = Math.min(length - 1, Math.ceil((top + height) / rowHeight) + beyond);
  const active = range.to;
  useEffect(() => onRow(active.row), [active.row, onRow]);
  // The input has gone over to another cell, and is another element there; far away it is drawn only once the table has scrolled.
  // Within the commit: an effect of the drawing before would still find the input there.
  const moved = useRef(false);
  useLayoutEffect(() => {
    if (!moved.current || !input.current) return;
    input.current.focus({ preventScroll: true });
    moved.current = false;
  });

  const go = (to: Cell, extend = false) => {
    const kept = {
      row: Math.min(Math.max(to.row, 0), store.length - 1),
      column: Math.min(Math.max(to.column, 0), store.fields.length - 1),
    };
    setDraft(undefined);
    setRange({ from: extend ? range.from : kept, to: kept });
    const view = box.current;
    if (view) {
      const y = kept.row * rowHeight;
      if (y < view.scrollTop) view.scrollTop = y;
      else if (y + 2 * rowHeight > view.scrollTop + view.clientHeight)
        view.scrollTop = y + 3 * rowHeight - view.clientHeight;
      // At once, not with the scroll event: the next key finds the cell drawn.
      setTop(view.scrollTop);
    }
    moved.current = true;
  };
  const commit = () => {
    if (draft !== undefined) store.type(active, draft);
    setDraft(undefined);
  };
  const move = (down: number, right: number, extend = false) => {
    commit();
    go({ row: active.row + down, column: active.column + right }, extend);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || picker.onKey(event)) return;
    const command = event.ctrlKey || event.metaKey;
    const act = commandOf(event, draft !== undefined, command);
    if (!act) return;
    event.preventDefault();
    act();
  };

  function commandOf(event: KeyboardEvent, isEditing: boolean, command: boolean): (() => void) | undefined {
    const page = Math.max(1, Math.floor(height / rowHeight) - 2);
    if (command && !isEditing) {
      switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
        case 'z':
          return () => store.undo();
        case 'y':
          return () => store.redo();
        case 'd':
          return () => store.fillDown(range);
        case 'a':
          return () =>
            setRange({ from: { row: 0, column: 0 }, to: { row: store.length - 1, column: store.fields.length - 1 } });
        case 'Home':
          return () => go({ row: 0, column: 0 });
        case 'End':
          return () => go({ row: store.length - 1, column: 0 });
      }
    }
    if (command) return undefined;
    switch (event.key) {
      case 'Enter':
        return () => move(event.shiftKey ? -1 : 1, 0);
      case 'Tab':
        // At the ends of the table the key leaves it, so that the keyboard is never caught.
        if (event.shiftKey ? isFirst() : isLast()) return undefined;
        return () => step(event.shiftKey ? -1 : 1);
      case 'Escape':
        return isEditing ? () => setDraft(undefined) : undefined;
      case 'F2':
        return () => setDraft(store.text(active));
    }
    if (isEditing) return undefined;
    switch (event.key) {
      case 'ArrowDown':
        return event.altKey ? undefined : () => move(1, 0, event.shiftKey);
      case 'ArrowUp':
        return () => move(-1, 0, event.shiftKey);
      case 'ArrowLeft':
        return () => move(0, -1, event.shiftKey);
      case 'ArrowRight':
        return () => move(0, 1, event.shiftKey);
      case 'PageDown':
        return () => move(page, 0, event.shiftKey);
      case 'PageUp':
        return () => move(-page, 0, event.shiftKey);
      case 'Home':
        return () => go({ ...active, column: 0 }, event.shiftKey);
      case 'End':
        return () => go({ ...active, column: store.fields.length - 1 }, event.shiftKey);
      case 'Delete':
      case 'Backspace':
        return () => store.clear(range);
    }
    return undefined;
  }

  const isFirst = () => active.row === 0 && active.column === 0;
  const isLast = () => active.row === store.length - 1 && active.column === store.fields.length - 1;
  const step = (by: number) => {
    commit();
    const at = active.row * store.fields.length + active.column + by;
    go({ row: Math.floor(at / store.fields.length), column: at % store.fields.length });
  };

  const onCopy = (event: ClipboardEvent) => {
    if (draft !== undefined) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', printTable(store.copy(range)));
    if (event.type === 'cut') store.clear(range);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (draft !== undefined) return;
    event.preventDefault();
    const table = parseTable(event.clipboardData.getData('text/plain'));
    const { top: row, left: column, bottom, right } = edges(range);
    const [[only] = []] = table;
    if (table.length === 1 && table[0]?.length === 1 && only !== undefined && (bottom > row || right > column)) {
      store.paste(
        { row, column },
        Array.from({ length: bottom - row + 1 }, () => Array.from({ length: right - column + 1 }, () => only)),
      );
    } else store.paste({ row, column }, table);
  };

  usePointing(box, (cell, extend) => {
    if (cell === 'open') return setDraft(store.text(active));
    commit();
    go(cell, extend);
  });
  const field = store.fields[active.column] ?? '';
  const options = optionsOf(kind.fields[field], members);
  const isEditing = draft !== undefined;
  const picker = useCodePicker(kind.fields[field], draft ?? '', isEditing, setDraft);
  return (
    <div className="grid-box" ref={box} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <table
        aria-label={kind.label}
        aria-rowcount={length + 1}
        className="grid"
        style={{ height: (length + 1) * rowHeight, '--columns': columnsOf(kind) } as CSSProperties}
      >
        <thead>
          <tr aria-rowindex={1} className="grid-head">
            <th scope="col">状态</th>
            {store.fields.map((id) => (
              <th scope="col" key={id} title={kind.fields[id]?.help}>
                {kind.fields[id]?.label}
                {!kind.fields[id]?.optional && <span className="error"> *</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: last - first + 1 }, (_, index) => first + index).map((at) => (
            <GridRow
              key={store.row(at)?.key ?? at}
              store={store}
              kind={kind}
              at={at}
              top={(at + 1) * rowHeight}
              selected={selectedIn(range, at)}
              active={at === active.row ? active.column : undefined}
              editor={
                at === active.row ? (
                  <>
                    <input
                      {...picker.input}
                      ref={input}
                      className={isEditing ? 'grid-input is-editing' : 'grid-input'}
                      aria-label={`第${at + 1}行 ${kind.fields[field]?.label ?? ''}`}
                      aria-description={isEditing ? undefined : store.text(active)}
                      list={options ? `grid-options-${field}` : undefined}
                      value={draft ?? ''}
                      onChange={(event) => setDraft(event.target.value)}
                      onKeyDown={onKeyDown}
                      onCopy={onCopy}
                      onCut={onCopy}
                      onPaste={onPaste}
                      onBlur={commit}
                    />
                    {picker.list}
                  </>
                ) : undefined
              }
            />
          ))}
        </tbody>
      </table>
      {options && (
        <datalist id={`grid-options-${field}`}>
          {options.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
    </div>
  );
}

/** Pressing on a cell goes there, pressing twice opens it; all of it can be done by the keyboard as well. */
function usePointing(
  box: RefObject<HTMLDivElement | null>,
  onPoint: (cell: Cell | 'open', extend: boolean) => void,
): void {
  const latest = useRef(onPoint);
  latest.current = onPoint;
  useEffect(() => {
    const view = box.current;
    const press = (event: PointerEvent) => {
      const target = event.target instanceof Element ? event.target : undefined;
      const [cell, row] = [target?.closest('[data-column]'), target?.closest('[data-row]')];
      if (!cell || !row || target instanceof HTMLInputElement) return;
      event.preventDefault();
      const at = { row: Number(row.getAttribute('data-row')), column: Number(cell.getAttribute('data-column')) };
      latest.current(at, event.shiftKey);
    };
    const open = () => latest.current('open', false);
    view?.addEventListener('pointerdown', press);
    view?.addEventListener('dblclick', open);
    return () => {
      view?.removeEventListener('pointerdown', press);
      view?.removeEventListener('dblclick', open);
    };
  }, [box]);
}

/** The selected columns of a row, as `left-right`; a text, so that a row whose selection is the same is not drawn again. */
function selectedIn(range: Range, at: number): string | undefined {
  const { top, bottom, left, right } = edges(range);
  return at >= top && at <= bottom && (top !== bottom || left !== right) ? `${left}-${right}` : undefined;
}

/** Pixels by type of field. */
const widths: Readonly<Record<string, number>> = {
  member: 180,
  text: 190,
  code: 130,
  person: 90,
  choice: 110,
  day: 110,
};

function columnsOf(kind: LedgerKind): string {
  return ['84px', ...Object.values(kind.fields).map(({ type }) => `minmax(${widths[type] ?? 90}px, 1fr)`)].join(' ');
}
