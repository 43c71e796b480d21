import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ApiProblem, answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Case, OutcomeId } from './acceptance-queries.ts';

const kinds = {
  decision: { title: '作出结论', note: '公布之前可以重新作出；每一版都保留在案。' },
  'second-look': { title: '整改复核', note: '复核结果即时生效并公开，原来的结论保留在案。' },
  appeal: { title: '申诉复核', note: '已公布的结论只能以新的行为改变；结果即时生效并公开，原来的结论保留在案。' },
} as const;

const dayAfter = (days: number) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

/** The ministry's outcome with its reason: before publication as a draft, afterwards as a second look or upon an appeal. */
export function DecideOutcome(props: { consortiumId: string; acceptance: Case; onReload: () => Promise<void> }) {
  const { consortiumId, acceptance, onReload } = props;
  const { id: batchId, outcomes, outcomeLabels, suggested, rectificationDays } = acceptance;
  const act = acceptance.canDecide ? 'decision' : acceptance.canLookAgain ? 'second-look' : 'appeal';
  const before = outcomes.at(-1);
  const [outcome, setOutcome] = useState<OutcomeId | ''>(
    act === 'decision' ? (before?.outcome ?? suggested ?? '') : '',
  );
  const [reason, setReason] = useState(act === 'decision' ? (before?.reason ?? '') : '');
  const [dueOn, setDueOn] = useState(before?.dueOn ?? dayAfter(rectificationDays));
  const [number, setNumber] = useState('');
  const choices = outcomeLabels.filter(({ id }) => mayLeadTo(act, acceptance, id));
  const decide = useMutation({
    mutationFn: (chosen: OutcomeId) =>
      answered(
        client.POST('/api/consortia/{id}/acceptance/outcomes', {
          params: { path: { id: consortiumId } },
          body: {
            batchId,
            seen: before?.version ?? 0,
            act,
            outcome: chosen,
            reason,
            number,
            ...(chosen === 'rectify' ? { dueOn } : {}),
          },
        }),
      ),
    onSuccess: onReload,
  });
  const stale = decide.error instanceof ApiProblem && decide.error.code === 'stale' ? decide.error : undefined;
  const isSure = () => act === 'decision' || confirm('结果即时生效并公开，确定？');
  return (
    <form
      className="card"
      aria-label={kinds[act].title}
      onSubmit={(event) => {
        event.preventDefault();
        if (outcome !== '' && isSure()) decide.mutate(outcome);
      }}
    >
      <h2>{kinds[act].title}</h2>
      <fieldset className="actions outcome-choice">
        <legend className="unseen">结论</legend>
        {choices.map(({ id, label }) => (
          <label key={id}>
            <input type="radio" name="outcome" checked={outcome === id} onChange={() => setOutcome(id)} /> {label}
          </label>
        ))}
      </fieldset>
      {outcome === 'rectify' && (
        <label className="field">
          <span>整改期限（最后一天）</span>
          <input
            className="text"
            type="date"
            required
            min={dayAfter(0)}
            value={dueOn}
            onChange={(event) => setDueOn(event.target.value)}
          />
        </label>
      )}
      <label className="field">
        <span>理由（公开）</span>
        <textarea
          className="text"
          required
          rows={3}
          maxLength={5000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {act !== 'decision' && (
        <label className="field">
          <span>发文字号（可不填）</span>
          <input className="text" maxLength={100} value={number} onChange={(event) => setNumber(event.target.value)} />
        </label>
      )}
      <p className="actions">
        <Button
          htmlType="submit"
          type="primary"
          disabled={outcome === '' || reason.trim() === ''}
          loading={decide.isPending}
        >
          {act === 'decision' ? '保存结论' : '作出并公开'}
        </Button>
        <span className="soft">{kinds[act].note}</span>
      </p>
      {stale && (
        <p role="alert" className="error">
          {String(stale.facts.by)}已先作出了结论：
          {outcomeLabels.find(({ id }) => id === stale.facts.outcome)?.label}，{String(stale.facts.reason)}
          。您的结论还没有保存，仍保留在本页；核对后
          <button type="button" className="plain" onClick={() => void onReload()}>
            载入现在的结论
          </button>
          。
        </p>
      )}
      {decide.error && !stale && <ProblemText error={decide.error} />}
    </form>
  );
}

/** Which outcomes an act can have; the server's workflow decides. */
function mayLeadTo(act: keyof typeof kinds, { state }: Case, outcome: OutcomeId): boolean {
  if (act === 'decision') return true;
  if (act === 'second-look') return state === 'rectified' ? outcome !== 'rectify' : outcome === 'fail';
  return state === 'passed' ? outcome === 'fail' : outcome !== 'fail';
}
