import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { positionKindLabels } from '#core/talent/position.ts';
import { Pager } from '#web/ui/pager.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { ApplicationActs } from './application-acts.tsx';
import { ApplicationNews, OfferPapers } from './application-news.tsx';
import { applicationsQuery, pageSize } from './market-queries.ts';

/** Applications, what moved last first; who speaks for a side answers here. */
export function ApplicationsCard({ id }: { id: string }) {
  const [page, setPage] = useState(0);
  const applications = useQuery(applicationsQuery(id, page));
  const { items = [], total = 0, agreementKinds = [] } = applications.data ?? {};
  return (
    <section className="card" aria-label="投递">
      <div className="talent-head">
        <h2>投递</h2>
        <span className="soft">{total}份，最近有变化的在前</span>
      </div>
      {applications.error && <ProblemText error={applications.error} />}
      {applications.data && total === 0 && (
        <p className="soft">还没有投递。学校建立学生档案、把链接交给学生后，学生在手机上投递。</p>
      )}
      <ul className="market-list">
        {items.map((each) => (
          <li key={each.id}>
            <div className="grow">
              <strong>{each.student.name || '（已按本人要求删除）'}</strong>
              {each.consents.isMinor && <span className="warning">　未成年</span>}　{each.school.name}　
              {each.student.major}　{each.student.level}
              {each.student.skills.length > 0 && <div className="soft">技能：{each.student.skills.join('、')}</div>}
              <div>
                {positionKindLabels[each.kind]}：{each.position.title}（{each.enterprise.name}）　
                <strong>{each.stateLabel}</strong>
              </div>
              {each.note !== '' && <div className="soft">学生：{each.note}</div>}
              <ApplicationNews application={{ ...each, apprenticeshipId: null }} />
              {each.state === 'agreed' && (
                <OfferPapers at={`/api/consortia/${id}/talent-applications/${each.id}`} kind={each.kind} />
              )}
              {each.apprenticeshipId !== null && (
                <Link
                  to="/consortia/$id/apprenticeships/$apprenticeshipId"
                  params={{ id, apprenticeshipId: each.apprenticeshipId }}
                >
                  三方协议
                </Link>
              )}
            </div>
            <ApplicationActs key={each.version} id={id} application={each} kinds={agreementKinds} />
          </li>
        ))}
      </ul>
      <Pager page={page} pages={Math.ceil(total / pageSize)} onPage={setPage} />
    </section>
  );
}
