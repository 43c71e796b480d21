import { Button } from 'antd';
import { type KeyboardEvent, useState, useSyncExternalStore } from 'react';
import { EvidenceViewer } from '#web/evidence/evidence-viewer.tsx';
import { ReadFigures } from './read-figures.tsx';
import type { ReadEvidence, ReadFigure, ReadPoint } from './reading-queries.ts';
import type { BoxState, ReadingStore } from './reading-store.ts';

const stateTexts: Readonly<Record<BoxState['state'], string>> = {
  saved: '已保存',
  typed: '……',
  saving: '正在保存……',
  offline: '未连接，已存在本机',
  refused: '未保存',
  conflict: '另一窗口已改',
};

type Props = {
  point: ReadPoint;
  figures: readonly ReadFigure[];
  evidence: readonly ReadEvidence[];
  store: ReadingStore;
  canChange: boolean;
};

/** One observation point: what supports it, and what the reader says of it. */
export function PointCard({ point, figures, evidence, store, canChange }: Props) {
  const [opened, setOpened] = useState<ReadEvidence>();
  const box = `score:${point.id}`;
  const said = useSyncExternalStore(
    (listener) => store.listen(listener),
    () => store.box(box),
  );
  const { score = '', reason = '' } = said.typed;
  return (
    <article className="card point" id={`point-${point.id}`} aria-label={`观测点${point.id}`}>
      <p>
        <strong>{point.id}</strong>　{point.text}
        {point.weight !== 1 && <span className="soft">（权重{point.weight}）</span>}
      </p>
      {figures.length > 0 && (
        <details>
          <summary>相关数据{figures.length}项</summary>
          <ReadFigures figures={figures} />
        </details>
      )}
      {evidence.length > 0 && (
        <p className="actions">
          材料：
          {evidence.map((one) => (
            <Button key={one.id} size="small" type="link" onClick={() => setOpened(one)}>
              {one.title}
            </Button>
          ))}
        </p>
      )}
      <div className="point-said">
        {point.isScored && (
          <label className="inline-field">
            评分
            <input
              className="text inline score"
              inputMode="decimal"
              placeholder="0—100"
              readOnly={!canChange}
              value={score}
              aria-label={`观测点${point.id}评分`}
              aria-invalid={said.state === 'refused'}
              onKeyDown={moveOn}
              onChange={(event) => store.type(box, { score: event.target.value, reason })}
              onBlur={() => void store.send(box)}
            />
          </label>
        )}
        <textarea
          className="text"
          rows={2}
          maxLength={2000}
          readOnly={!canChange}
          placeholder={point.isScored ? '理由' : '意见（不评分；如有违法违规情况，由部里据实扣分）'}
          aria-label={`观测点${point.id}${point.isScored ? '理由' : '意见'}`}
          value={reason}
          onChange={(event) => store.type(box, { score, reason: event.target.value })}
          onBlur={() => void store.send(box)}
        />
      </div>
      <SaveNote state={said} onResolve={(choice) => store.resolve(box, choice)} />
      <PrivateNote point={point.id} store={store} />
      {opened && <EvidenceViewer evidence={opened} onClose={() => setOpened(undefined)} />}
    </article>
  );
}

/** Enter and the arrows go from score to score, so that a reader's hands stay on the keys. */
function moveOn(event: KeyboardEvent<HTMLInputElement>): void {
  const by = event.key === 'Enter' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0 || event.nativeEvent.isComposing) return;
  event.preventDefault();
  const all = [...document.querySelectorAll<HTMLInputElement>('input.score')];
  const next = all[all.indexOf(event.currentTarget) + by];
  next?.focus();
  next?.select();
}

function SaveNote({ state, onResolve }: { state: BoxState; onResolve: (choice: 'mine' | 'theirs') => void }) {
  if (state.version === 0 && state.state === 'saved') return null;
  const { theirs } = state;
  const isBad = state.state === 'refused' || state.state === 'conflict';
  return (
    <p role={isBad ? 'alert' : 'status'} className={isBad ? 'error' : state.state === 'offline' ? 'warning' : 'soft'}>
      {state.trouble ?? stateTexts[state.state]}
      {theirs && (
        <span className="actions">
          那边是“{Object.values(theirs.typed).filter(Boolean).join('，') || '（空）'}”。
          <Button size="small" onClick={() => onResolve('mine')}>
            用这里的
          </Button>
          <Button size="small" onClick={() => onResolve('theirs')}>
            用那边的
          </Button>
        </span>
      )}
    </p>
  );
}

function PrivateNote({ point, store }: { point: string; store: ReadingStore }) {
  const box = `note:${point}`;
  const note = useSyncExternalStore(
    (listener) => store.listen(listener),
    () => store.box(box),
  );
  const text = note.typed.text ?? '';
  return (
    <details className="private-note">
      <summary>私人笔记{text !== '' && '（有）'}</summary>
      <textarea
        className="text"
        rows={2}
        maxLength={5000}
        placeholder="只有您自己看得到"
        aria-label={`观测点${point}私人笔记`}
        value={text}
        onChange={(event) => store.type(box, { text: event.target.value })}
        onBlur={() => void store.send(box)}
      />
      <SaveNote state={note} onResolve={(choice) => store.resolve(box, choice)} />
    </details>
  );
}
