import { useState } from 'react';
import { payText } from '#core/talent/position.ts';
import type { Fair } from './fair-queries.ts';
import { RankingForm } from './ranking-form.tsx';

/** The positions of a fair; who speaks for one opens it to rank the students who wished it. */
export function FairPositions({ id, fair }: { id: string; fair: Fair }) {
  const [opened, setOpened] = useState<string>();
  const isRanked = fair.state === 'ranking' || fair.state === 'closed' || fair.state === 'placed';
  const chosen = fair.positions.find(({ position }) => position.id === opened);
  return (
    <section className="card" aria-label="参加的岗位">
      <h2>参加的岗位</h2>
      {!isRanked && <p className="soft">志愿截止后，企业在这里看到填报了本单位岗位的学生，并排出先后。</p>}
      <div className="scroll">
        <table className="data stacks">
          <thead>
            <tr>
              <th>岗位</th>
              <th>企业</th>
              <th>地点</th>
              <th>薪酬</th>
              <th>名额</th>
              {isRanked && <th>已排序</th>}
              {fair.state === 'placed' && <th>录取</th>}
            </tr>
          </thead>
          <tbody>
            {fair.positions.map(({ position, quota, ranked, taken, isOwn }) => (
              <tr key={position.id} className={opened === position.id ? 'is-open' : ''}>
                <td data-label="岗位">
                  {isOwn && isRanked ? (
                    <button
                      type="button"
                      className="plain"
                      aria-expanded={opened === position.id}
                      onClick={() => setOpened(opened === position.id ? undefined : position.id)}
                    >
                      {position.title}
                    </button>
                  ) : (
                    position.title
                  )}
                </td>
                <td data-label="企业">{position.member.name}</td>
                <td data-label="地点">{position.place}</td>
                <td data-label="薪酬">{payText(position.pay)}</td>
                <td data-label="名额" className="number">
                  {quota}
                </td>
                {isRanked && (
                  <td data-label="已排序" className="number">
                    {ranked}
                  </td>
                )}
                {fair.state === 'placed' && (
                  <td data-label="录取" className="number">
                    {taken}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {chosen && (
        <RankingForm key={chosen.position.id} id={id} fairId={fair.id} state={fair.state} position={chosen.position} />
      )}
    </section>
  );
}
