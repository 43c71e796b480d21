import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { type Visit, visitQuery } from './visit-queries.ts';

/** What is to be looked at, each with what was found of it. */
export function VisitPoints({ visit }: { visit: Visit }) {
  const { points, canWork, canManage, application } = visit;
  const path = { id: application.id };
  const [text, setText] = useState('');
  const changed = useChanged(application.id);
  const add = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/applications/{id}/visit/points', { params: { path }, body: { text: text.trim() } })),
    onSuccess: () => {
      setText('');
      return changed();
    },
  });
  const draw = useMutation({
    mutationFn: () => answered(client.POST('/api/applications/{id}/visit/points/drawing', { params: { path } })),
    onSuccess: changed,
  });
  const fault = add.error ?? draw.error;
  return (
    <section className="card">
      <h2>核对清单（{points.length}）</h2>
      {points.length === 0 && <p className="soft">没有待核对的问题。可以自己加。</p>}
      {points.map((point) => (
        <Point key={`${point.id}${point.version}`} point={point} visit={visit} />
      ))}
      {(canWork || canManage) && (
        <p className="actions">
          <input
            className="text inline"
            size={30}
            maxLength={5000}
            placeholder="要核对的问题"
            aria-label="要核对的问题"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button disabled={text.trim() === ''} loading={add.isPending} onClick={() => add.mutate()}>
            加入清单
          </Button>
          {canManage && (
            <Button loading={draw.isPending} onClick={() => draw.mutate()}>
              加入新出现的疑点
            </Button>
          )}
          {draw.isSuccess && <span className="good">新加{draw.data.added}项。</span>}
        </p>
      )}
      {fault && (
        <p role="alert" className="error">
          {fault.message}
        </p>
      )}
    </section>
  );
}

function useChanged(id: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: visitQuery(id).queryKey });
}

const outcomes = { settled: '已核清', unsettled: '仍有问题' } as const;

function Point({ point, visit }: { point: Visit['points'][number]; visit: Visit }) {
  const { id, text, outcome, by, version } = point;
  const [note, setNote] = useState(point.note);
  const judge = useMutation({
    mutationFn: (said: keyof typeof outcomes) =>
      answered(
        client.PUT('/api/applications/{id}/visit/points/{pointId}', {
          params: { path: { id: visit.application.id, pointId: id } },
          body: { outcome: said, note: note.trim(), version },
        }),
      ),
    onSuccess: useChanged(visit.application.id),
  });
  return (
    <article className="finding">
      <p>{text}</p>
      {outcome && (
        <p className={outcome === 'settled' ? 'good' : 'warning'}>
          {outcome === 'settled' ? outcomes.settled : outcomes.unsettled}
          {point.note && `：${point.note}`} <span className="soft">{by}</span>
        </p>
      )}
      {visit.canWork && (
        <div className="actions">
          <input
            className="text inline"
            maxLength={5000}
            placeholder="说明"
            aria-label={`“${text}”的核对说明`}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          {(['settled', 'unsettled'] as const).map((said) => (
            <Button
              key={said}
              size="small"
              loading={judge.isPending && judge.variables === said}
              onClick={() => judge.mutate(said)}
            >
              {outcomes[said]}
            </Button>
          ))}
        </div>
      )}
      {judge.error && (
        <p role="alert" className="error">
          {judge.error.message}
        </p>
      )}
    </article>
  );
}
