import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { LabelledInput } from '#web/ui/labelled-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Case, Look } from './acceptance-queries.ts';
import { PointFound, type Said } from './point-found.tsx';

/** Visits the consortium before its second look, where the ministry asks for it: the day is set first, the record written there, then closed. */
export function SecondLook(props: { consortiumId: string; acceptance: Case; onReload: () => Promise<void> }) {
  const { consortiumId, acceptance, onReload } = props;
  const { id: batchId, looks, outcomes } = acceptance;
  const look = looks.find(({ version }) => version === outcomes.at(-1)?.version);
  const [day, setDay] = useState(look?.day ?? '');
  const [place, setPlace] = useState(look?.place ?? '');
  const [people, setPeople] = useState(look?.people ?? '');
  const [reason, setReason] = useState(look?.reason ?? '核对整改措施是否到位');
  const [conclusion, setConclusion] = useState(look?.conclusion ?? '');
  const [points, setPoints] = useState<Look['points']>(look?.points ?? []);
  const params = { path: { id: consortiumId } };
  const save = () =>
    answered(
      client.PUT('/api/consortia/{id}/acceptance/look', {
        params,
        body: {
          batchId,
          seen: look?.edit ?? 0,
          day,
          place,
          people,
          reason,
          conclusion,
          points: points.map(({ id, outcome, note }) => ({ id, outcome, note })),
        },
      }),
    );
  const keep = useMutation({ mutationFn: save, onSuccess: onReload });
  const end = useMutation({
    mutationFn: async () => {
      const { edit } = await save();
      await answered(client.POST('/api/consortia/{id}/acceptance/look/end', { params, body: { batchId, seen: edit } }));
    },
    onSettled: onReload,
  });
  const say = (id: string, said: Said) => setPoints(points.map((one) => (one.id === id ? { ...one, ...said } : one)));
  const problem = keep.error ?? end.error;
  return (
    <form
      className="card case-texts"
      aria-label="整改复核考察"
      onSubmit={(event) => {
        event.preventDefault();
        keep.mutate();
      }}
    >
      <h2>整改复核考察{look ? '' : '（需要到现场的，先安排）'}</h2>
      <div className="look-head">
        <LabelledInput label="日期" type="date" autoComplete="off" value={day} onChange={setDay} />
        <LabelledInput label="地点" autoComplete="off" value={place} onChange={setPlace} />
        <LabelledInput label="考察人员" autoComplete="off" value={people} onChange={setPeople} />
        <LabelledInput label="考察缘由" autoComplete="off" value={reason} onChange={setReason} />
      </div>
      {look && (
        <>
          {points.map((point) => (
            <PointFound key={point.id} point={point} onSay={(said) => say(point.id, said)} />
          ))}
          <label className="field">
            <span>复核意见</span>
            <textarea
              className="text"
              rows={4}
              maxLength={5000}
              value={conclusion}
              onChange={(event) => setConclusion(event.target.value)}
            />
          </label>
        </>
      )}
      <p className="actions">
        <Button htmlType="submit" type={look ? 'default' : 'primary'} loading={keep.isPending}>
          {look ? '保存记录' : '安排考察'}
        </Button>
        {look && (
          <Button
            type="primary"
            loading={end.isPending}
            onClick={() => confirm('完成后记录不再改变，联合体和省级可以看到。确定？') && end.mutate()}
          >
            完成记录
          </Button>
        )}
        <span className="soft">
          {look ? '完成记录之后，再作出复核结论。' : '日期和地点随即通知联合体；不需要到现场的，可以直接作出复核结论。'}
        </span>
      </p>
      {problem && <ProblemText error={problem} />}
    </form>
  );
}
