import { valueAt } from '#core/form/answers.ts';
import { textOfValue } from './cell-text.ts';
import type { CellState } from './form-store.ts';
import { useForm, useSummary } from './use-form.ts';

const states: Readonly<Record<CellState['state'], string>> = {
  saved: '',
  typed: '未保存',
  saving: '正在保存',
  offline: '已暂存在本机，联网后自动保存',
  refused: '',
  conflict: '他人已修改此项',
};

/** What stands under a cell: its save state, findings, the province's remarks, the value of the revision before. */
export function CellNotes({
  path,
  id,
  help,
  state,
}: {
  path: string;
  id: string;
  help: string | undefined;
  state: CellState;
}) {
  const { application, store } = useForm();
  const findings = useSummary().byCell.get(path) ?? [];
  const told = findings.filter(({ check }) => check !== 'required');
  const remarks = application.remarks.filter((remark) => remark.cell === path);
  const previous = application.previous ? textOfValue(valueAt(application.previous, path)) : '';
  const showsPrevious = previous !== '' && previous !== state.text;
  return (
    <div className="cell-notes" id={id}>
      {help && <p className="soft">{help}</p>}
      {state.trouble && <p className="error">{state.trouble}</p>}
      {states[state.state] !== '' && (
        <p className={state.state === 'offline' || state.state === 'conflict' ? 'warning' : 'soft'}>
          {states[state.state]}
        </p>
      )}
      {state.stale && <Conflict path={path} state={state} store={store} />}
      {told.map((finding) => (
        <p key={finding.message} className={finding.severity}>
          {finding.message}
        </p>
      ))}
      {remarks.map((remark) => (
        <p key={remark.text + remark.at} className="cell-remark">
          <strong>省级意见：</strong>
          {remark.text}
        </p>
      ))}
      {showsPrevious && (
        <details className="soft">
          <summary>上次提交的内容</summary>
          <span className="cell-previous">{previous}</span>
        </details>
      )}
    </div>
  );
}

/** Both values, and the choice between them: nothing unseen is ever overwritten. */
function Conflict({
  path,
  state,
  store,
}: {
  path: string;
  state: CellState;
  store: { resolve: (path: string, choice: 'mine' | 'theirs') => void };
}) {
  const theirs = textOfValue(state.stale?.value) || '（空）';
  return (
    <div className="cell-conflict" role="alert">
      <p>{state.stale?.by?.name ?? '他人'}已改为：</p>
      <blockquote>{theirs}</blockquote>
      <button type="button" onClick={() => store.resolve(path, 'theirs')}>
        采用他人的
      </button>
      <button type="button" onClick={() => store.resolve(path, 'mine')}>
        保留我填写的
      </button>
    </div>
  );
}
