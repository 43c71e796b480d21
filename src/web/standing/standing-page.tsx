import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { answered, client } from '#web/api/client.ts';
import { Changes } from '#web/change/changes.tsx';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { TextAct } from '#web/ui/text-act.tsx';
import { Hanging } from './hanging.tsx';
import { LiftStanding } from './lift-standing.tsx';
import { type StandingData, standingQuery } from './standing-queries.ts';

/** What a consortium is and was, why, what hangs on it, and what it asks to change. */
export function StandingPage() {
  const { id = '' } = useParams({ strict: false });
  const standing = useQuery(standingQuery(id, ''));
  const queryClient = useQueryClient();
  const reload = () => queryClient.invalidateQueries({ queryKey: ['standing', id] });
  return (
    <>
      <ConsortiumHead id={id} title="资格" />
      <Loaded query={standing}>
        {(data) => (
          <>
            <Now standing={data} />
            {data.canLift && <LiftStanding id={id} onDone={reload} />}
            <Hanging id={id} hanging={data.hanging} />
            <Changes id={id} />
            {data.events.length > 0 && <Events standing={data} />}
            {data.canOpenCase && data.now && <OpenCase id={id} onDone={reload} />}
          </>
        )}
      </Loaded>
    </>
  );
}

function Now({ standing: { now, spans } }: { standing: StandingData }) {
  return (
    <section className="card">
      <h2>资格状态</h2>
      {now ? (
        <p>
          <strong>{now.label}</strong>，自{now.since}起。
          <span className="soft">
            对外公布于<a href="/public/register">资格登记簿</a>。
          </span>
        </p>
      ) : (
        <p className="soft">还没有列入培育名单，没有资格状态；名单公布后在此列出。</p>
      )}
      {spans.length > 1 && (
        <ol>
          {spans.map(({ label, from, until }) => (
            <li key={from}>
              {label || '无'}：{from}起{until === null ? '' : `，${until}前`}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Events({ standing: { events } }: { standing: StandingData }) {
  return (
    <section className="card">
      <h2>历次决定</h2>
      <table className="data stacks">
        <thead>
          <tr>
            <th>登记时间</th>
            <th>状态</th>
            <th>生效</th>
            <th>文号</th>
            <th>理由</th>
            <th>登记人</th>
          </tr>
        </thead>
        <tbody>
          {events.map(({ id, at, label, from, until, document, reason, by, cause }) => (
            <tr key={id}>
              <td data-label="登记时间">{momentText(at)}</td>
              <td data-label="状态">
                {cause.kind === 'case' ? <a href={`/violations/${cause.id}`}>{label}</a> : label}
              </td>
              <td data-label="生效">
                {from}起{until && `，${until}前`}
              </td>
              <td data-label="文号">{document || '—'}</td>
              <td data-label="理由">{reason}</td>
              <td data-label="登记人">{by}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function OpenCase({ id, onDone }: { id: string; onDone: () => Promise<void> }) {
  return (
    <section className="card">
      <h2>立案核查</h2>
      <p className="soft">所写内容只供核查单位使用；需要联合体说明的，在案件中另行提出。</p>
      <TextAct
        label="有关情况"
        most={5000}
        acts={[
          { id: 'province', label: '作为线索立案' },
          { id: 'audit', label: '作为审计发现立案' },
        ]}
        send={(origin, text) =>
          answered(client.POST('/api/consortia/{id}/violations', { params: { path: { id } }, body: { origin, text } }))
        }
        onDone={onDone}
      />
    </section>
  );
}
