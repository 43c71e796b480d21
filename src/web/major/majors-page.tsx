import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { TalentTabs } from '#web/talent/talent-tabs.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { caseStates, type Majors, majorsQuery } from './major-queries.ts';
import { OutcomesCard } from './outcomes-card.tsx';
import { WarningsCard } from './warnings-card.tsx';
import '#web/talent/talent.css';

/** 专业预警: majors with what speaks against them, the files of their adjustments, and what schools tell of admission and work. */
export function MajorsPage() {
  const { id = '' } = useParams({ strict: false });
  const majors = useQuery(majorsQuery(id));
  return (
    <>
      <ConsortiumHead id={id} title="专业预警" />
      <TalentTabs id={id} />
      <Loaded query={majors}>
        {(data) => (
          <>
            <WarningsCard id={id} majors={data} />
            <CasesCard id={id} cases={data.cases} />
            <OutcomesCard id={id} majors={data} />
          </>
        )}
      </Loaded>
    </>
  );
}

function CasesCard({ id, cases }: { id: string; cases: Majors['cases'] }) {
  return (
    <section className="card" aria-label="专业调整档案">
      <h2>专业调整档案</h2>
      {cases.length === 0 ? (
        <p className="soft">还没有档案。在上面的专业旁点“建立档案”，记下论证、决定和一年后的成效。</p>
      ) : (
        <table className="data stacks">
          <thead>
            <tr>
              <th>专业</th>
              <th>学校</th>
              <th>状态</th>
              <th>调整</th>
              <th>立档</th>
              <th>决定</th>
              <th>办结</th>
            </tr>
          </thead>
          <tbody>
            {cases.map((each) => (
              <tr key={each.id}>
                <td data-label="专业">
                  <Link to="/consortia/$id/talent/majors/$caseId" params={{ id, caseId: each.id }}>
                    {each.label}
                  </Link>
                </td>
                <td data-label="学校">{each.school.name}</td>
                <td data-label="状态">{caseStates[each.state]}</td>
                <td data-label="调整">{each.action || '—'}</td>
                <td data-label="立档">{each.openedOn}</td>
                <td data-label="决定">{each.decidedOn ?? '—'}</td>
                <td data-label="办结">{each.closedOn ?? '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
