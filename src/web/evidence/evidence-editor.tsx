import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type SubmitEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { changeLink, type Evidence, everything, evidenceQuery, forgetEvidence } from './evidence-queries.ts';
import { PeriodInputs } from './period-inputs.tsx';

/** The title, the period and the observation points of a piece of evidence, and its withdrawal. */
export function EvidenceEditor(props: { consortiumId: string; evidence: Evidence; onClose: () => void }) {
  const { consortiumId, evidence, onClose } = props;
  const points = useQuery(evidenceQuery(consortiumId, everything)).data?.points ?? [];
  const [title, setTitle] = useState(evidence.title);
  const [period, setPeriod] = useState({ from: evidence.periodFrom ?? '', to: evidence.periodTo ?? '' });
  const path = { id: evidence.id };
  const save = useMutation({
    mutationFn: () =>
      answered(
        client.PATCH('/api/evidence/{id}', {
          params: { path },
          body: { title, periodFrom: period.from || null, periodTo: period.to || null },
        }),
      ),
    onSuccess: async () => {
      await forgetEvidence();
      onClose();
    },
  });
  const link = useMutation({
    mutationFn: ({ point, isLinked }: { point: string; isLinked: boolean }) =>
      changeLink(evidence.id, { point }, isLinked),
    onSuccess: forgetEvidence,
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const error = save.error ?? link.error;
  return (
    <form className="evidence-editor" onSubmit={submit}>
      <label className="field">
        <span>名称</span>
        <input
          className="text"
          required
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
      </label>
      <PeriodInputs period={period} onChange={setPeriod} />
      <fieldset className="evidence-points">
        <legend>支撑的观测点（点选即存）</legend>
        {points.map(({ id: point, text }) => (
          <label key={point} title={text}>
            <input
              type="checkbox"
              checked={evidence.points.includes(point)}
              disabled={link.isPending}
              onChange={(event) => link.mutate({ point, isLinked: event.target.checked })}
            />
            {point}
          </label>
        ))}
      </fieldset>
      <span className="actions">
        <Button type="primary" size="small" htmlType="submit" loading={save.isPending}>
          保存
        </Button>
        <Button size="small" onClick={onClose}>
          关闭
        </Button>
      </span>
      {error && (
        <p role="alert" className="error">
          {error.message}
        </p>
      )}
      <Withdrawal id={evidence.id} />
    </form>
  );
}

function Withdrawal({ id }: { id: string }) {
  const [reason, setReason] = useState('');
  const withdraw = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/evidence/{id}/withdrawal', { params: { path: { id } }, body: { reason } })),
    onSuccess: forgetEvidence,
  });
  return (
    <details>
      <summary>撤回这份材料</summary>
      <label className="field">
        <span>理由（文件与经过仍可查）</span>
        <input className="text" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <Button
        size="small"
        danger
        disabled={reason.trim() === ''}
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate()}
      >
        撤回
      </Button>
      {withdraw.error && (
        <p role="alert" className="error">
          {withdraw.error.message}
        </p>
      )}
    </details>
  );
}
