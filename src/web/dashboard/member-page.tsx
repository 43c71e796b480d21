import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { readView, type View } from '#core/dashboard/view.ts';
import { meQuery } from '#web/api/queries.ts';
import { OwnAppraisals } from '#web/appraisal/own-results.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { MemberFigures, shareText } from './member-figures.tsx';
import { MemberParts } from './member-parts.tsx';
import { MemberTrend } from './member-trend.tsx';
import { type MemberView, memberQuery } from './monitoring-queries.ts';
import { TakeAlong } from './take-along.tsx';
import { yearChoices } from './view-bar.tsx';
import './monitoring.css';

/** The figures of one member: the last step down from nation, province and consortium, and where its own people begin. */
export function MemberPage() {
  const { member = '' } = useParams({ strict: false });
  const { figure, year } = readView(useSearch({ strict: false }));
  const seen = useQuery(memberQuery(member, year));
  return <Loaded query={seen}>{(view) => <Dashboard view={view} figure={figure} />}</Loaded>;
}

function Dashboard({ view, figure: asked }: { view: MemberView; figure: string | undefined }) {
  const { member, consortium, year, figures } = view;
  const figure = figures.find((each) => each.figure === asked) ?? figures[0];
  return (
    <>
      <title>{`${member.name}监测 - 联合体`}</title>
      <div className="title-row">
        <h1>{member.name}监测</h1>
        <span className="space" />
        <Way view={view} />
      </div>
      {figure ? (
        <>
          <Bar view={view} figure={figure.figure} />
          <div className="monitoring">
            <KeyNumbers view={view} />
            <MemberTrend view={view} figure={figure} />
            <MemberParts view={view} />
            <MemberFigures view={view} />
          </div>
        </>
      ) : (
        <p className="card">
          {year}年还没有本单位有份的记录。请先到
          <Link to="/consortia/$id/ledgers" params={{ id: consortium.id }}>
            台账
          </Link>
          填报，或确认对方已填的记录，这里就有数据。
          {view.years.length > 0 && '有记录的年度：'}
          {view.years.map((each) => (
            <Link key={each} to="/monitoring/members/$member" params={{ member: member.id }} search={{ year: each }}>
              {each}年{' '}
            </Link>
          ))}
        </p>
      )}
      <OwnAppraisals id={consortium.id} />
    </>
  );
}

function Bar({ view, figure }: { view: MemberView; figure: string }) {
  const { member, year, years, figures } = view;
  const navigate = useNavigate();
  const show = (change: View) =>
    void navigate({
      to: '/monitoring/members/$member',
      params: { member: member.id },
      search: { figure, year, ...change },
      resetScroll: false,
    });
  return (
    <div className="card no-print">
      <div className="actions">
        <InlineSelect
          label="数据"
          choices={figures.map(({ figure: id, label }) => ({ id, label }))}
          value={figure}
          onChange={(next) => show({ figure: next })}
        />
        <InlineSelect
          label="年度"
          choices={yearChoices(years, year)}
          value={String(year)}
          onChange={(next) => show({ year: Number(next) })}
        />
        <TakeAlong />
      </div>
    </div>
  );
}

function KeyNumbers({ view }: { view: MemberView }) {
  const { member, consortium, year, entries } = view;
  return (
    <section className="card wide" aria-label="概况">
      <dl className="key-numbers">
        <div>
          <dt>所在联合体</dt>
          <dd>{consortium.name}</dd>
        </div>
        <div>
          <dt>类别</dt>
          <dd>{member.category}</dd>
        </div>
        <div>
          <dt>{year}年有份的记录</dt>
          <dd>{entries.entries}</dd>
        </div>
        <div>
          <dt>双方确认</dt>
          <dd>{shareText(entries.confirmed, entries.entries)}</dd>
        </div>
        <div>
          <dt>附证据</dt>
          <dd>{shareText(entries.evidenced, entries.entries)}</dd>
        </div>
      </dl>
    </section>
  );
}

/** The way back up for who sees the consortium; for its own people, to their records and to the other members they report for. */
function Way({ view }: { view: MemberView }) {
  const { member, consortium, province, seesConsortium } = view;
  const roles = useQuery(meQuery).data?.roles ?? [];
  const isOffice = roles.some(({ unit }) => unit.kind === 'ministry' || unit.kind === 'province');
  const others = roles.filter(({ role, unit }) => role === 'member-reporter' && unit.id !== member.id);
  return (
    <nav className="actions no-print" aria-label="层级">
      {isOffice && <Link to="/monitoring">全部</Link>}
      {isOffice && (
        <Link to="/monitoring" search={{ province: province.id }}>
          本省
        </Link>
      )}
      {seesConsortium && (
        <Link to="/monitoring" search={{ consortium: consortium.id }}>
          本联合体
        </Link>
      )}
      {others.map(({ unit }) => (
        <Link key={unit.id} to="/monitoring/members/$member" params={{ member: unit.id }}>
          {unit.name}
        </Link>
      ))}
      <Link to="/consortia/$id/ledgers" params={{ id: consortium.id }}>
        台账
      </Link>
      <Link to="/consortia/$id/commitments" params={{ id: consortium.id }}>
        承诺
      </Link>
      <Link to="/consortia/$id/policies/fitting" params={{ id: consortium.id }} search={{ member: member.id }}>
        适合的政策
      </Link>
    </nav>
  );
}
