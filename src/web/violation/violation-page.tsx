import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { TextAct } from '#web/ui/text-act.tsx';
import { CaseFiles } from './case-files.tsx';
import { DecideCase } from './decide-case.tsx';
import { Decision } from './decision.tsx';
import { Hearings } from './hearings.tsx';
import { type Violation, violationQuery } from './violation-queries.ts';

/** A case from what was reported to what was decided and appealed; each reader sees its part and what it may do next. */
export function ViolationPage() {
  const { id = '' } = useParams({ strict: false });
  const violation = useQuery(violationQuery(id));
  const queryClient = useQueryClient();
  const reload = () => queryClient.invalidateQueries({ queryKey: ['violations'] });
  return (
    <Loaded query={violation}>
      {(data) => (
        <>
          <title>{`${data.number} - 资格案件 - 联合体`}</title>
          <div className="title-row">
            <h1>
              {data.number} {data.consortium.name}
            </h1>
            <span className="space" />
            <Link to="/violations">全部案件</Link>
          </div>
          <section className="card">
            <p>
              <strong>{data.stateLabel}</strong> {data.originLabel}，{momentText(data.openedAt)}立案，{data.province}。
              <Link to="/consortia/$id/standing" params={{ id: data.consortium.id }}>
                联合体的资格
              </Link>
            </p>
            {data.report && (
              <>
                <h2>反映的问题</h2>
                <p className="said">{data.report.text}</p>
                <p className="soft">
                  {data.report.by ?? (data.report.name || '匿名')}
                  {data.report.contact && `（${data.report.contact}）`}，不得告知被反映的单位。
                </p>
              </>
            )}
          </section>
          {data.decision && <Decision violation={data} decision={data.decision} onDone={reload} />}
          <Notes violation={data} onDone={reload} />
          <CaseFiles violation={data} onDone={reload} />
          <Hearings violation={data} onDone={reload} />
          {(data.can.dismiss || data.can.sanction) && <DecideCase violation={data} onDone={reload} />}
        </>
      )}
    </Loaded>
  );
}

function Notes({ violation: { id, notes, can }, onDone }: { violation: Violation; onDone: () => Promise<void> }) {
  if (!can.note && notes.length === 0) return null;
  return (
    <section className="card">
      <h2>核查记录</h2>
      <ul className="plain-list">
        {notes.map(({ text, by, at }) => (
          <li key={at}>
            <p className="said">{text}</p>
            <p className="soft">
              {by}，{momentText(at)}
            </p>
          </li>
        ))}
      </ul>
      {can.note && (
        <TextAct
          label="核查情况（联合体看不到）"
          most={5000}
          acts={[{ id: 'note', label: '记录' }]}
          send={(_, text) =>
            answered(
              client.POST('/api/violations/{caseId}/notes', { params: { path: { caseId: id } }, body: { text } }),
            )
          }
          onDone={onDone}
        />
      )}
    </section>
  );
}
