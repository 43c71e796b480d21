import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { FindingList } from '#web/finding/finding-list.tsx';
import { NewFinding } from '#web/finding/new-finding.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { VisitPoints } from './visit-points.tsx';
import { type Visit, visitQuery } from './visit-queries.ts';

/** One visit, as it is used on a phone there: what to look at, what is found, what is concluded. */
export function VisitPage() {
  const { id = '' } = useParams({ strict: false });
  const visit = useQuery(visitQuery(id));
  return (
    <Loaded query={visit}>
      {(data) => (
        <>
          <Head visit={data} />
          <VisitPoints visit={data} />
          <Findings visit={data} />
          <Conclusion key={data.version} visit={data} />
        </>
      )}
    </Loaded>
  );
}

function Head({ visit }: { visit: Visit }) {
  const { application, batch, day, city, team, reason, revision, endedAt, closesAt, canManage } = visit;
  return (
    <header>
      <title>{`实地考察 - ${application.consortium.name} - 联合体`}</title>
      <div className="title-row">
        <h1>{application.consortium.name}</h1>
        <span className="state">{endedAt ? '考察报告已完成' : '实地考察'}</span>
        <span className="space" />
        {canManage && (
          <Link to="/batches/$id/visits" params={{ id: batch.id }}>
            本批次实地考察
          </Link>
        )}
        <Link to="/visits">我的考察</Link>
      </div>
      <p>
        {day ?? '日期未定'}　{city}　{team.map(({ name }) => name).join('、') || '尚未选派人员'}
        <span className="soft">　缘由：{reason}</span>
      </p>
      <p className="actions no-print">
        <a href={`/api/applications/${application.id}/revisions/${revision}/form.pdf`} target="_blank" rel="noreferrer">
          推荐书（PDF）
        </a>
        <a href={`/api/applications/${application.id}/visit/report.docx`} download>
          考察报告（Word）
        </a>
        {closesAt && <span className="soft">考察{momentText(closesAt)}截止</span>}
      </p>
    </header>
  );
}

function Findings({ visit }: { visit: Visit }) {
  const { application, revision, findings, cells, canWork } = visit;
  const { id } = application;
  const queryClient = useQueryClient();
  const changed = useCallback(
    () => void queryClient.invalidateQueries({ queryKey: visitQuery(id).queryKey }),
    [queryClient, id],
  );
  const place = { stage: 'visit', applicationId: id, cells } as const;
  return (
    <section className="card">
      <h2>现场发现</h2>
      {canWork && <NewFinding {...place} revision={revision} />}
      <FindingList {...place} findings={findings} onSent={changed} />
    </section>
  );
}

function Conclusion({ visit }: { visit: Visit }) {
  const { application, conclusion, canWork, version, points } = visit;
  const path = { id: application.id };
  const [text, setText] = useState(conclusion);
  const queryClient = useQueryClient();
  const changed = () => queryClient.invalidateQueries({ queryKey: visitQuery(application.id).queryKey });
  const save = useMutation({
    mutationFn: () =>
      answered(client.PUT('/api/applications/{id}/visit/conclusion', { params: { path }, body: { text, version } })),
    onSuccess: changed,
  });
  const end = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/applications/{id}/visit/end', { params: { path }, body: { version } })),
    onSuccess: changed,
  });
  const open = points.filter(({ outcome }) => outcome === null).length;
  const fault = save.error ?? end.error;
  if (!canWork)
    return (
      <section className="card">
        <h2>考察意见</h2>
        {conclusion ? (
          conclusion.split('\n').map((line) => <p key={line}>{line}</p>)
        ) : (
          <p className="soft">考察人员还没有写考察意见。</p>
        )}
      </section>
    );
  return (
    <section className="card">
      <h2>考察意见</h2>
      <label className="field">
        <span>考察组的共同意见</span>
        <textarea
          className="text"
          rows={6}
          maxLength={20_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p className="actions">
        <Button loading={save.isPending} disabled={text.trim() === conclusion} onClick={() => save.mutate()}>
          保存意见
        </Button>
        <Button
          type="primary"
          loading={end.isPending}
          disabled={open > 0 || conclusion === '' || text.trim() !== conclusion}
          onClick={() => confirm('完成之后不能再改。确定完成？') && end.mutate()}
        >
          完成报告
        </Button>
        {open > 0 && <span className="soft">还有{open}个问题没有结论。</span>}
      </p>
      {fault && (
        <p role="alert" className="error">
          {fault.message}
        </p>
      )}
    </section>
  );
}
