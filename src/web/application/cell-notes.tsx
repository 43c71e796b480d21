import { valueAt } from '#core/form/answers.ts';
import { momentText } from '#web/ui/moment.ts';
import { textOfValue } from './cell-text.ts';
import type { CellState } from './form-store.ts';
import { LedgerBeside } from './ledger-beside.tsx';
import { useFindings, useForm } from './use-form.ts';

const states: Readonly<Record<CellState['state'], string>> = {
  saved: '',
  typed: '未保存',
  saving: '正在保存',
  offline: '已暂存在本机，联网后自动保存',
  refused: '',
  conflict: '',
};

/** What stands under a cell: its save state, findings, the remarks on it, the value of the revision before. */
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
  const { application } = useForm();
  const told = useFindings(path).filter(({ check }) => check !== 'required');
  const remarks = application.remarks.filter((remark) => remark.cell === path);
  return (
    <div className="cell-notes" id={id}>
      {help && <p className="soft">{help}</p>}
      {states[state.state] !== '' && (
        <p className={state.state === 'offline' ? 'warning' : 'soft'}>{states[state.state]}</p>
      )}
      {state.trouble && <Refused path={path} trouble={state.trouble} />}
      {state.stale && <Conflict path={path} state={state} />}
      {told.map((finding) => (
        <p key={finding.message} className={finding.severity}>
          {finding.message}
        </p>
      ))}
      {remarks.map((remark) => (
        <p key={remark.text + remark.at} className="cell-remark">
          <strong>退回意见（第{remark.revision}版）：</strong>
          {remark.text}
        </p>
      ))}
      <LedgerBeside path={path} value={state.value} />
      <Previous path={path} text={state.text} />
    </div>
  );
}

/** What was submitted last, where it is another: to look at, without leaving the cell. */
function Previous({ path, text }: { path: string; text: string }) {
  const { application } = useForm();
  const previous = application.previous ? textOfValue(valueAt(application.previous, path)) : '';
  if (previous === '' || previous === text) return null;
  return (
    <details className="soft">
      <summary>上次提交的内容</summary>
      <span className="cell-previous">{previous}</span>
    </details>
  );
}

function Refused({ path, trouble }: { path: string; trouble: string }) {
  const { store } = useForm();
  return (
    <p className="error" role="alert">
      {trouble}{' '}
      <button type="button" onClick={() => store.discard(path)}>
        放弃此次修改
      </button>
    </p>
  );
}

/** Both values, and the choice between them: nothing unseen is ever overwritten. */
function Conflict({ path, state }: { path: string; state: CellState }) {
  const { store } = useForm();
  const { stale, text } = state;
  if (!stale) return null;
  return (
    <div className="cell-conflict" role="alert">
      <p>
        {stale.by?.name ?? '他人'}
        {stale.at ? `于${momentText(stale.at)}` : ''}已修改此项，请选择保留哪一个：
      </p>
      <dl>
        <dt>{stale.by?.name ?? '他人'}的</dt>
        <dd>{textOfValue(stale.value) || '（空）'}</dd>
        <dt>我填写的</dt>
        <dd>{text || '（空）'}</dd>
      </dl>
      <button type="button" onClick={() => store.resolve(path, 'theirs')}>
        采用他人的
      </button>
      <button type="button" onClick={() => store.resolve(path, 'mine')}>
        保留我填写的
      </button>
    </div>
  );
}
