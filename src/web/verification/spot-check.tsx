import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { type VerdictKind, verdictLabels } from '#core/verification/verdict.ts';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { CorrectEntry } from './correct-entry.tsx';
import { type SampledEntry, type Verification, verificationQuery } from './verification-queries.ts';

/** Which entries were drawn to be looked at, and what was found of each. */
export function SpotCheck({ verification }: { verification: Verification }) {
  const { spotCheck, canVerify } = verification;
  return (
    <section className="card">
      <h2>抽查</h2>
      {spotCheck ? (
        <>
          <p className="soft">
            从{spotCheck.poolSize}条计数的记录中抽取{spotCheck.entries.length}
            条：先按风险，再按种子随机，任何人可以复算。种子
            <span className="digest">{spotCheck.seed}</span>，范围摘要
            <span className="digest">{spotCheck.poolDigest}</span>
          </p>
          {spotCheck.entries.length === 0 ? (
            <p>没有可抽取的记录。</p>
          ) : (
            <table className="data stacks verdicts">
              <thead>
                <tr>
                  <th>记录</th>
                  <th>为何抽取</th>
                  <th>证据</th>
                  <th>结论</th>
                </tr>
              </thead>
              <tbody>
                {spotCheck.entries.map((entry) => (
                  <EntryLine key={`${entry.id}${entry.version}`} entry={entry} verification={verification} />
                ))}
              </tbody>
            </table>
          )}
        </>
      ) : canVerify ? (
        <Draw verification={verification} />
      ) : (
        <p className="soft">本版没有抽查。</p>
      )}
    </section>
  );
}

function useChanged(id: string) {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: verificationQuery(id).queryKey });
}

function Draw({ verification: { application, revision } }: { verification: Verification }) {
  const [atRisk, setAtRisk] = useState('10');
  const [random, setRandom] = useState('10');
  const draw = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/applications/{id}/spot-check', {
          params: { path: { id: application.id } },
          body: { revision, atRisk: Number(atRisk), random: Number(random) },
        }),
      ),
    onSuccess: useChanged(application.id),
  });
  return (
    <>
      <div className="actions">
        <InlineInput label="风险最高的" type="number" value={atRisk} onChange={setAtRisk} />
        <InlineInput label="其余随机" type="number" value={random} onChange={setRandom} />
        <Button loading={draw.isPending} onClick={() => draw.mutate()}>
          抽取
        </Button>
      </div>
      <p className={draw.error ? 'error' : 'soft'} role="status">
        {draw.error?.message ?? '每一版抽取一次，不能重抽；种子由服务器生成并公开。'}
      </p>
    </>
  );
}

function EntryLine({ entry, verification }: { entry: SampledEntry; verification: Verification }) {
  const { application, revision, canVerify } = verification;
  const [note, setNote] = useState(entry.note);
  const [isCorrecting, setIsCorrecting] = useState(false);
  const title = titleOf(entry);
  const judge = useMutation({
    mutationFn: ({ verdict, corrected }: { verdict: VerdictKind; corrected?: Readonly<Record<string, string>> }) =>
      answered(
        client.PUT('/api/applications/{id}/spot-check/{entryId}', {
          params: { path: { id: application.id, entryId: entry.id } },
          body: { revision, verdict, note, version: entry.version, ...(corrected ? { corrected } : {}) },
        }),
      ),
    onSuccess: useChanged(application.id),
  });
  return (
    <tr>
      <td data-label="记录">
        <Link to="/consortia/$id/ledgers/$kind" params={{ id: application.consortium.id, kind: entry.kind }}>
          {title}
        </Link>
        {entry.fields
          .filter(({ corrected }) => corrected !== null)
          .map(({ id, label, reported, corrected }) => (
            <div key={id} className="warning">
              {label}：填报{reported || '（空）'}，更正为{corrected}
            </div>
          ))}
      </td>
      <td data-label="为何抽取">{entry.how === 'random' ? '随机' : entry.risks.join('、')}</td>
      <td data-label="证据" className={entry.evidence === 0 ? 'warning' : ''}>
        {entry.evidence}件
      </td>
      <td data-label="结论">
        {entry.verdict && (
          <p className={entry.verdict === 'true' ? 'good' : 'warning'}>
            {verdictLabels[entry.verdict]}
            {entry.note && `：${entry.note}`}
          </p>
        )}
        {canVerify && (
          <div className="actions">
            <input
              className="text inline"
              maxLength={2000}
              placeholder="说明"
              aria-label={`${title}的核实说明`}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
            {(['true', 'corrected', 'rejected'] as const).map((verdict) => (
              <Button
                key={verdict}
                size="small"
                disabled={verdict !== 'true' && note.trim() === ''}
                loading={judge.isPending && judge.variables.verdict === verdict}
                onClick={() => (verdict === 'corrected' ? setIsCorrecting(true) : judge.mutate({ verdict }))}
              >
                {verdictLabels[verdict]}
              </Button>
            ))}
          </div>
        )}
        {isCorrecting && (
          <CorrectEntry
            title={title}
            consortiumId={application.consortium.id}
            entry={entry}
            sending={judge.isPending}
            onCorrect={(corrected) => judge.mutate({ verdict: 'corrected', corrected })}
            onCancel={() => setIsCorrecting(false)}
          />
        )}
        {judge.error && (
          <p role="alert" className="error">
            {judge.error.message}
          </p>
        )}
      </td>
    </tr>
  );
}

/** An entry in a few words: what its first fields say. */
function titleOf({ fields }: SampledEntry): string {
  return fields
    .map(({ reported }) => reported)
    .filter((text) => text !== '')
    .slice(0, 4)
    .join('，');
}
