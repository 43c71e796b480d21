import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { numberText } from '#core/figure/figure-text.ts';
import { type VerdictKind, verdictLabels } from '#core/verification/verdict.ts';
import { answered, client } from '#web/api/client.ts';
import { type Figure, type Verification, verificationQuery } from './verification-queries.ts';

type Order = { cell: string; verdict: VerdictKind; value?: number; reason: string };

/** Each figure beside its ledger, with the verdict to give; what is doubtful comes first, the rest can be found true together. */
export function FigureVerdicts({ verification }: { verification: Verification }) {
  const { application, revision, figures, canVerify } = verification;
  const [onlyOpen, setOnlyOpen] = useState(false);
  const queryClient = useQueryClient();
  const give = useMutation({
    mutationFn: (verdicts: Order[]) =>
      answered(
        client.POST('/api/applications/{id}/verdicts', {
          params: { path: { id: application.id } },
          body: { revision, verdicts },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: verificationQuery(application.id).queryKey }),
  });
  const open = figures.filter(({ verdict }) => verdict === null);
  const shown = onlyOpen ? open : figures;
  return (
    <section className="card">
      <h2>
        数据（{figures.length - open.length}／{figures.length}项已有结论）
      </h2>
      <div className="actions verdict-bar">
        <label className="inline-field">
          <input type="checkbox" checked={onlyOpen} onChange={(event) => setOnlyOpen(event.target.checked)} />
          只看没有结论的
        </label>
        {canVerify && open.length > 0 && (
          <Button
            loading={give.isPending}
            onClick={() =>
              confirm(`其余${open.length}项都按“属实”记录？`) &&
              give.mutate(open.map(({ cell }) => ({ cell, verdict: 'true', reason: '' })))
            }
          >
            其余{open.length}项均属实
          </Button>
        )}
        <span role="alert" className="error">
          {give.error?.message}
        </span>
      </div>
      {shown.length === 0 ? (
        <p className="good">每个数据都有了结论。</p>
      ) : (
        <table className="data stacks verdicts">
          <thead>
            <tr>
              <th>数据</th>
              <th className="number">申报</th>
              <th>台账</th>
              <th>结论</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((figure) => (
              <Line
                key={figure.cell}
                figure={figure}
                consortiumId={application.consortium.id}
                give={canVerify ? (order) => give.mutate([order]) : undefined}
              />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

type LineProps = { figure: Figure; consortiumId: string; give: ((order: Order) => void) | undefined };

function Line({ figure, consortiumId, give }: LineProps) {
  const { cell, label, unit, submitted, ledger, reason, verdict } = figure;
  const differs = ledger?.binding && ledger.value !== submitted;
  return (
    <tr>
      <td data-label="数据">{label}</td>
      <td data-label="申报" className="number">
        {numberText(String(submitted ?? ''))}
        {unit}
        {verdict?.verdict === 'corrected' && (
          <div className="warning">
            更正为{numberText(String(verdict.value))}
            {unit}
          </div>
        )}
      </td>
      <td data-label="台账">
        {ledger === null ? (
          <span className="soft">没有台账</span>
        ) : (
          <>
            <span className={differs ? 'warning' : ''}>
              {numberText(String(ledger.value))}
              {unit}
            </span>{' '}
            {ledger.figure !== null && (
              <>
                <span className="soft">
                  {ledger.confirmed + ledger.oneSided}条，已确认{ledger.confirmed}条
                  {ledger.disputed > 0 && `，有争议${ledger.disputed}条`}
                </span>{' '}
                <Link
                  to="/consortia/$id/figures/$figure/$year"
                  params={{ id: consortiumId, figure: ledger.figure, year: String(ledger.year) }}
                >
                  来源
                </Link>
              </>
            )}
          </>
        )}
        {reason !== null && <div>申报说明：{reason || '（未写）'}</div>}
      </td>
      <td data-label="结论">
        <VerdictCell key={`${cell}${verdict?.at}`} figure={figure} give={give} />
      </td>
    </tr>
  );
}

/** What is found of one figure: true in one press; a correction or refusal with its reason. */
function VerdictCell({ figure, give }: Pick<LineProps, 'figure' | 'give'>) {
  const { cell, label, verdict } = figure;
  const [opened, setOpened] = useState<'corrected' | 'rejected'>();
  const [value, setValue] = useState(verdict?.value === undefined ? '' : String(verdict.value));
  const [reason, setReason] = useState(verdict?.reason ?? '');
  const said = verdict && (
    <span className={verdict.verdict === 'true' ? 'good' : 'warning'}>
      {verdictLabels[verdict.verdict]}
      {verdict.reason && `：${verdict.reason}`} <span className="soft">{verdict.by}</span>
    </span>
  );
  if (!give) return said ?? <span className="soft">尚无结论</span>;
  if (opened === undefined)
    return (
      <div className="actions">
        {said}
        {verdict?.verdict !== 'true' && (
          <Button size="small" aria-label={`${label}属实`} onClick={() => give({ cell, verdict: 'true', reason: '' })}>
            属实
          </Button>
        )}
        <Button size="small" aria-label={`更正${label}`} onClick={() => setOpened('corrected')}>
          更正为
        </Button>
        <Button size="small" aria-label={`不认可${label}`} onClick={() => setOpened('rejected')}>
          不予认可
        </Button>
      </div>
    );
  const isReady = reason.trim() !== '' && (opened === 'rejected' || (value !== '' && Number.isFinite(Number(value))));
  return (
    <div className="actions">
      {opened === 'corrected' && (
        <input
          className="text inline"
          type="number"
          min={0}
          step="any"
          size={8}
          aria-label={`${label}更正为`}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      <input
        className="text inline"
        maxLength={2000}
        placeholder="理由（必填）"
        aria-label={`${label}：${verdictLabels[opened]}的理由`}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button
        size="small"
        type="primary"
        disabled={!isReady}
        onClick={() =>
          give({ cell, verdict: opened, reason, ...(opened === 'corrected' ? { value: Number(value) } : {}) })
        }
      >
        记下{verdictLabels[opened]}
      </Button>
      <Button size="small" onClick={() => setOpened(undefined)}>
        取消
      </Button>
    </div>
  );
}
