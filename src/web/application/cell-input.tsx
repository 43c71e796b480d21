import { useId } from 'react';
import type { Cell } from '#core/form/cells.ts';
import { countWords } from '#core/quantity/count-words.ts';
import { CellNotes } from './cell-notes.tsx';
import { inputId } from './jump-to-cell.ts';
import { RemarkBox } from './remark-box.tsx';
import { useCell, useForm, usePresent } from './use-form.ts';

/** The input of one cell with all that hangs on it: unit, 字数, who else is in it, what is wrong, what the province said. */
export function CellInput({ cell, label, help }: { cell: Cell; label: string; help: string | undefined }) {
  const { store, live, application, openHistory } = useForm();
  const state = useCell(cell.path);
  const others = usePresent(cell.path);
  const notes = useId();
  const common = {
    id: inputId(cell.path),
    'aria-label': label,
    'aria-describedby': notes,
    'aria-keyshortcuts': 'Alt+H',
    'aria-invalid': state.state === 'refused' || state.state === 'conflict',
    className: 'cell-box',
    readOnly: !application.canEdit,
    onFocus: () => live.enter(cell.path),
    onKeyDown: (event: { altKey: boolean; code: string }) => {
      if (event.altKey && event.code === 'KeyH') openHistory(cell.path);
    },
    onBlur: () => {
      live.enter(null);
      if (application.canEdit) store.leave(cell.path);
    },
  };
  const onChange = (event: { target: { value: string } }) => store.type(cell.path, event.target.value);
  return (
    <div className={`cell cell-${cell.type.kind} is-${state.state}`} data-cell={cell.path}>
      {others.length > 0 && <span className="cell-people">{others.map(({ name }) => name).join('、')} 正在填写</span>}
      <Box cell={cell} text={state.text} common={common} onChange={onChange} />
      {cell.type.kind === 'text' && cell.type.limit !== undefined && (
        <Words text={state.text} limit={cell.type.limit} />
      )}
      {cell.type.kind === 'names' && Array.isArray(state.value) && (
        <span className="cell-words">共{state.value.length}个</span>
      )}
      {state.version > 0 && (
        <button
          type="button"
          className="cell-history"
          tabIndex={-1}
          title="修改记录（Alt+H）"
          aria-label={`${label}的修改记录`}
          onClick={() => openHistory(cell.path)}
        >
          记录
        </button>
      )}
      <CellNotes path={cell.path} id={notes} help={help} state={state} />
      {application.actions.some(({ action }) => action === 'return') && (
        <RemarkBox path={cell.path} label={cell.label} />
      )}
    </div>
  );
}

type Common = { id: string; className: string; readOnly: boolean; 'aria-label': string };

function Box({
  cell,
  text,
  common,
  onChange,
}: {
  cell: Cell;
  text: string;
  common: Common;
  onChange: (event: { target: { value: string } }) => void;
}) {
  const { type } = cell;
  const { readOnly, ...others } = common;
  switch (type.kind) {
    case 'text':
      return type.lines === 'many' ? (
        <textarea
          {...common}
          value={text}
          onChange={onChange}
          rows={Math.min(14, Math.max(3, Math.ceil((type.limit ?? 200) / 60)))}
        />
      ) : (
        <input {...common} type="text" value={text} onChange={onChange} />
      );
    case 'names':
      return (
        <textarea
          {...common}
          value={text}
          onChange={onChange}
          rows={Math.min(8, Math.max(2, text.split('\n').length))}
          placeholder="每行一个名称"
        />
      );
    case 'number':
      return (
        <span className="cell-number-box">
          <input {...common} type="text" inputMode="decimal" value={text} onChange={onChange} />
          <span className="cell-unit">{type.unit}</span>
        </span>
      );
    case 'day':
      return <input {...common} type="date" value={text} onChange={onChange} />;
    case 'month':
      return <input {...common} type="month" value={text} onChange={onChange} />;
    case 'choice':
      return (
        <select {...others} disabled={readOnly} value={text} onChange={onChange}>
          <option value="">请选择</option>
          {[...type.options, ...(type.exampleOptions.includes(text) ? [text] : [])].map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      );
    case 'confirmation':
      return (
        <label className="cell-confirmation">
          <input
            {...others}
            disabled={readOnly}
            type="checkbox"
            checked={text === 'true'}
            onChange={(event) => onChange({ target: { value: String(event.target.checked) } })}
          />
          {common['aria-label']}
        </label>
      );
  }
}

function Words({ text, limit }: { text: string; limit: number }) {
  const words = countWords(text);
  return (
    <span className={words > limit ? 'cell-words error' : 'cell-words'}>
      {words}/{limit}字
    </span>
  );
}
