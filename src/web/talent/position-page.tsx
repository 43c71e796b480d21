import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { occupationText, payText, positionKindLabels } from '#core/talent/position.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { PositionForm } from './position-form.tsx';
import { type Position, positionQuery, talentQuery } from './talent-queries.ts';
import { TalentTabs } from './talent-tabs.tsx';
import './talent.css';

/** One position; who speaks for its enterprise changes it here. */
export function PositionPage() {
  const { id = '', positionId = '' } = useParams({ strict: false });
  const position = useQuery(positionQuery(id, positionId));
  const talent = useQuery(talentQuery(id)).data;
  const [isEdited, setEdited] = useState(false);
  return (
    <>
      <ConsortiumHead id={id} title="岗位" />
      <TalentTabs id={id} />
      <Loaded query={position}>
        {(data) => (
          <section className="card" aria-label={data.title}>
            <div className="talent-head">
              <h2>{data.title}</h2>
              {!data.isOpen && <span className="warning">{data.isWithdrawn ? '已撤下' : '已到期'}</span>}
              {!isEdited && talent?.enterprises.some((each) => each.id === data.member.id) && (
                <Button onClick={() => setEdited(true)}>修改</Button>
              )}
            </div>
            {isEdited && talent && (
              <PositionForm id={id} talent={talent} position={data} onClose={() => setEdited(false)} />
            )}
            {!isEdited && <Facts position={data} />}
            <p className="actions">
              {data.isPublic && data.isOpen && (
                <a href={`/public/consortia/${id}/positions/${data.id}`} target="_blank" rel="noreferrer">
                  公开页面
                </a>
              )}
              <Link to="/consortia/$id/talent" params={{ id }}>
                本联合体的全部岗位
              </Link>
              <Link to="/positions">在各联合体中检索</Link>
            </p>
          </section>
        )}
      </Loaded>
    </>
  );
}

function Facts({ position }: { position: Position }) {
  const { member, kind, level, skills, headcount, startsOn, endsOn, pay, place, expiresOn } = position;
  const facts: readonly (readonly [string, string])[] = [
    ['企业', member.name],
    ['类型', positionKindLabels[kind]],
    ['人数', `${headcount}人`],
    ['地点', place],
    ['薪酬', payText(pay)],
    ['学历', level],
    ['技能', skills.join('、')],
    ['职业', occupationText(position)],
    ['时间', [startsOn && `${startsOn}起`, endsOn && `${endsOn}止`].filter(Boolean).join('，')],
    ['招收截止', expiresOn],
  ];
  return (
    <dl className="position-facts">
      {facts
        .filter(([, text]) => text !== '')
        .map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  );
}
