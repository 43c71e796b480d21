import { useQuery } from '@tanstack/react-query';
import { payText } from '#core/talent/position.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import './market.css';
import { recommendedQuery } from './market-queries.ts';

/** Open positions for a school's cohort, the best first, and why. */
export function ProgrammeRecommendations({ id, programmeId }: { id: string; programmeId: string }) {
  return (
    <Loaded query={useQuery(recommendedQuery(id, programmeId))}>
      {({ items }) =>
        items.length === 0 ? (
          <p className="soft">还没有适合的岗位：请先在“专业—职业对应”登记这个专业面向的职业，或补充所学技能。</p>
        ) : (
          <ul className="market-list">
            {items.map(({ position, reasons }) => (
              <li key={position.id}>
                <div className="grow">
                  <strong>{position.title}</strong> {position.member.name}
                  <span className="soft">
                    　{position.place}　{payText(position.pay)}　招{position.headcount}人
                  </span>
                  <ul className="market-reasons" aria-label="推荐理由">
                    {reasons.map(({ kind, text }) => (
                      <li key={kind}>{text}</li>
                    ))}
                  </ul>
                </div>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
