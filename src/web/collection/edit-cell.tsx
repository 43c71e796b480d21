import { useEffect, useId, useRef, useState } from 'react';
import { countWords } from '#core/quantity/count-words.ts';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { keepText, useKeptText } from '#web/ui/kept-texts.ts';

type Cell = { cell: string; label: string; value: string; version: number; limit?: number | undefined };
type Conflict = { value: string; version: number };

const pause = 800;

/**
 * One cell as it is typed: saved after a pause and on leaving, kept in this browser until it is saved; where a colleague saved meanwhile, both are
 * shown and the reader chooses.
 */
export function EditCell(
  props: Cell & { path: { id: string; collectionId: string }; rows: number; onSaved: () => void },
) {
  const { cell, label, limit, path, rows, onSaved } = props;
  const store = `return-${path.id}-${path.collectionId}`;
  const kept = useKeptText(store, cell);
  const [text, setText] = useState(kept ?? props.value);
  const [version, setVersion] = useState(props.version);
  const [saved, setSaved] = useState(props.value);
  const [conflict, setConflict] = useState<Conflict>();
  const [trouble, setTrouble] = useState('');
  const id = useId();
  const isSending = useRef(false);

  const save = async (value: string, over: number) => {
    if (isSending.current) return;
    isSending.current = true;
    try {
      const done = await answered(
        client.PUT('/api/consortia/{id}/returns/{collectionId}/cells/{cell}', {
          params: { path: { ...path, cell } },
          body: { value, version: over },
        }),
      );
      setVersion(done.version);
      setSaved(value);
      setConflict(undefined);
      setTrouble('');
      keepText(store, cell, undefined);
      onSaved();
    } catch (error) {
      if (error instanceof ApiProblem && error.code === 'stale')
        setConflict({ value: String(error.facts.value ?? ''), version: Number(error.facts.version) });
      else setTrouble(errorText(error));
    } finally {
      isSending.current = false;
    }
  };
  const latest = useRef({ save, version });
  latest.current = { save, version };
  const isOpen = text !== saved && conflict === undefined;
  useEffect(() => {
    if (!isOpen) return;
    const timer = setTimeout(() => void latest.current.save(text, latest.current.version), pause);
    return () => clearTimeout(timer);
  }, [text, isOpen]);

  const words = limit === undefined ? undefined : countWords(text);
  const isOver = words !== undefined && limit !== undefined && words > limit;
  const type = (value: string) => {
    setText(value);
    keepText(store, cell, value);
  };
  const input = {
    id,
    className: 'text',
    value: text,
    'aria-invalid': isOver || trouble !== '',
    'aria-describedby': `${id}-state`,
    onBlur: () => isOpen && void save(text, version),
  };
  return (
    <div className="edit-cell" data-cell={cell}>
      <label htmlFor={id} className={rows > 1 ? '' : 'unseen'}>
        {label}
      </label>
      {rows === 0 ? (
        <input {...input} inputMode="decimal" onChange={(event) => type(event.target.value)} />
      ) : (
        <textarea {...input} rows={rows} onChange={(event) => type(event.target.value)} />
      )}
      <span id={`${id}-state`} role="status" className={isOver || trouble !== '' ? 'error' : 'soft'}>
        {words !== undefined && `${words}／${limit}字　`}
        {trouble !== '' ? trouble : text === saved ? (version > 0 ? '已保存' : '') : '尚未保存'}
      </span>
      {conflict && (
        <div role="alert" className="warning">
          同事刚刚保存了另一份内容：
          <q>{conflict.value === '' ? '（空）' : conflict.value}</q>
          <span className="actions">
            <button type="button" className="plain" onClick={() => void save(text, conflict.version)}>
              用我的
            </button>
            <button
              type="button"
              className="plain"
              onClick={() => {
                setText(conflict.value);
                setSaved(conflict.value);
                setVersion(conflict.version);
                setConflict(undefined);
                keepText(store, cell, undefined);
              }}
            >
              用同事的
            </button>
          </span>
        </div>
      )}
    </div>
  );
}

function errorText(error: unknown): string {
  if (error instanceof ApiProblem) return String(error.facts.detail ?? error.message);
  return error instanceof Error ? error.message : '没有保存';
}
