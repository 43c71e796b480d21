import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect } from 'react';
import { answered, client } from '#web/api/client.ts';
import { textOfValue } from '#web/application/cell-text.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText, remainingText } from '#web/ui/moment.ts';
import { FigureVerdicts } from './figure-verdicts.tsx';
import { Findings } from './findings.tsx';
import { SpotCheck } from './spot-check.tsx';
import { type Verification, verificationQuery } from './verification-queries.ts';
import './verification.css';

/** Verifies one application: each figure, the sampled entries, what was found on site; then ends the verification or gives it back. */
export function VerificationPage() {
  const { id = '' } = useParams({ strict: false });
  const verification = useQuery(verificationQuery(id));
  return (
    <Loaded query={verification}>
      {(data) => (
        <>
          <Head verification={data} />
          <ChangedSince verification={data} />
          <ProgramChecks checks={data.checks} />
          <FigureVerdicts key={data.revision} verification={data} />
          <SpotCheck verification={data} />
          <Findings verification={data} />
          <Finish verification={data} />
        </>
      )}
    </Loaded>
  );
}

function Head({ verification }: { verification: Verification }) {
  const { application, batch, revision, closesAt, isVerified } = verification;
  const verifiedForm = `/api/applications/${application.id}/verified-form`;
  return (
    <header>
      <title>{`核实 - ${application.consortium.name} - 联合体`}</title>
      <div className="title-row">
        <h1>{application.consortium.name}</h1>
        <span className="state">{application.stateLabel}</span>
        <span className="soft">
          第{revision}版　核实推荐{momentText(closesAt)}截止（{remainingText(closesAt, Date.now())}）
        </span>
        {isVerified && (
          <>
            <span className="space" />
            <a href={`${verifiedForm}.docx`} download>
              核实后的推荐书（Word）
            </a>
            <a href={`${verifiedForm}.pdf`} target="_blank" rel="noreferrer">
              PDF（新窗口）
            </a>
          </>
        )}
      </div>
      <nav className="tabs no-print" aria-label="本次申报">
        <Link to="/applications/$id" params={{ id: application.id }} activeOptions={{ exact: true }}>
          推荐书
        </Link>
        <Link to="/applications/$id/verification" params={{ id: application.id }}>
          核实
        </Link>
        <Link to="/applications/$id/revisions" params={{ id: application.id }}>
          版本
        </Link>
        <Link to="/batches/$id/verification" params={{ id: batch.id }}>
          本批次
        </Link>
      </nav>
    </header>
  );
}

/** What changed since the reader last looked; reading it is remembered. */
function ChangedSince({ verification }: { verification: Verification }) {
  const { application, revision, looked, changedSince } = verification;
  const { mutate } = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/applications/{id}/look', { params: { path: { id: application.id } }, body: { revision } }),
      ),
  });
  const isNew = verification.canVerify && looked?.revision !== revision;
  useEffect(() => {
    if (isNew) mutate();
  }, [isNew, mutate]);
  if (looked === null || looked.revision === revision) return null;
  return (
    <section className="card">
      <h2>您上次查看第{looked.revision}版之后改了什么</h2>
      {changedSince.length === 0 ? (
        <p className="soft">填报内容没有变化。</p>
      ) : (
        <table className="data stacks">
          <thead>
            <tr>
              <th>填报项</th>
              <th>原来</th>
              <th>现在</th>
            </tr>
          </thead>
          <tbody>
            {changedSince.map(({ cell, label, from, to }) => (
              <tr key={cell}>
                <td data-label="填报项">{label}</td>
                <td data-label="原来">{shown(from)}</td>
                <td data-label="现在">{shown(to)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** What the program finds of format and completeness before anybody looks. */
function ProgramChecks({ checks }: Pick<Verification, 'checks'>) {
  return (
    <section className="card">
      <h2>格式与完整性检查（程序）</h2>
      {checks.length === 0 ? (
        <p className="good">各项齐全，没有发现问题。</p>
      ) : (
        <ul>
          {checks.map(({ severity, message, reason }) => (
            <li key={message} className={severity === 'error' ? 'error' : 'warning'}>
              {message}
              {reason && <div className="soft">申报说明：{reason}</div>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const shown = (value: unknown) =>
  textOfValue(Array.isArray(value) ? value.map(String) : ((value as string | number | undefined) ?? undefined)) ||
  '（空）';

function Finish({ verification }: { verification: Verification }) {
  const { application, revision, figures, spotCheck, canFinish, canReturn } = verification;
  const queryClient = useQueryClient();
  const finish = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/applications/{id}/verification', {
          params: { path: { id: application.id } },
          body: { revision },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries(),
  });
  const open = figures.filter(({ verdict }) => verdict === null).length;
  const openEntries = spotCheck?.entries.filter(({ verdict }) => verdict === null).length ?? 0;
  if (!canFinish && !canReturn) return null;
  return (
    <section className="card">
      <h2>完成</h2>
      <p className="actions">
        {canFinish && (
          <Button
            type="primary"
            disabled={open + openEntries > 0}
            loading={finish.isPending}
            onClick={() => finish.mutate()}
          >
            完成核实
          </Button>
        )}
        {canReturn && (
          <Link to="/applications/$id/return" params={{ id: application.id }}>
            退回修改
          </Link>
        )}
        {open + openEntries > 0 && (
          <span className="soft">
            还有{open}个数据、{openEntries}条抽查记录没有结论。
          </span>
        )}
      </p>
      {finish.error && (
        <p role="alert" className="error">
          {finish.error.message}
        </p>
      )}
    </section>
  );
}
