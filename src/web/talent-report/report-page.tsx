import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { TalentTabs } from '#web/talent/talent-tabs.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { BlockView } from './block-view.tsx';
import { ParagraphEditor } from './paragraph-editor.tsx';
import { ReportActs } from './report-acts.tsx';
import { type Report, reportQuery, reportStates } from './report-queries.ts';
import { ReportTitle } from './report-title.tsx';
import '#web/talent/talent.css';
import './report.css';

/** A demand report: while a draft, each paragraph is written on where it stands; once published, as it was. */
export function TalentReportPage() {
  const { id = '', reportId = '' } = useParams({ strict: false });
  const report = useQuery(reportQuery(id, reportId));
  return (
    <>
      <ConsortiumHead id={id} title="需求报告" />
      <TalentTabs id={id} />
      <p>
        <Link to="/consortia/$id/talent/reports" params={{ id }}>
          返回需求报告
        </Link>
      </p>
      <Loaded query={report}>
        {(data) => (
          <>
            <Head id={id} report={data} />
            <Body id={id} report={data} />
          </>
        )}
      </Loaded>
    </>
  );
}

function Body({ id, report }: { id: string; report: Report }) {
  let at = 0;
  return (
    <article className="card talent-report" aria-label="报告正文">
      {report.parts.map((part) => {
        at += 1;
        return part.kind === 'paragraph' ? (
          <ParagraphEditor key={part.part} id={id} report={report} paragraph={part} />
        ) : (
          <BlockView key={`${at} ${part.block.kind}`} block={part.block} />
        );
      })}
    </article>
  );
}

function Head({ id, report }: { id: string; report: Report }) {
  const { state, digest, figuresOn, publishedOn, withdrawnBecause } = report;
  const paper = `/api/consortia/${id}/talent-reports/${report.id}`;
  return (
    <section className="card" aria-label="报告">
      <div className="talent-head">
        <h2>{report.title}</h2>
        <span>{reportStates[state]}</span>
        <span className="soft">
          {report.publisher.name}，数据截至{figuresOn}
        </span>
      </div>
      {state === 'published' && (
        <p>
          {publishedOn}发布，内容和数据已固定，计入“人才需求报告”台账。
          <a href={`/public/talent-reports/${report.id}`}>公开网页</a>
        </p>
      )}
      {state === 'withdrawn' && <p className="warning">已撤回：{withdrawnBecause}</p>}
      <p className="actions">
        <a href={`${paper}/report.docx`} download>
          下载Word
        </a>
        <a href={`${paper}/report.pdf`} download>
          下载PDF
        </a>
      </p>
      {digest !== null && <p className="digest soft">内容摘要（SHA-256）：{digest}</p>}
      {report.manages && state === 'draft' && <ReportTitle key={report.version} id={id} report={report} />}
      {report.manages && <ReportActs id={id} report={report} />}
    </section>
  );
}
