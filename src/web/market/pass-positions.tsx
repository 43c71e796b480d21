import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { appliedKinds } from '#core/market/application.ts';
import { payText, positionKindLabels } from '#core/talent/position.ts';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import {
  forgetMarket,
  type MarketPass,
  type PassSearch,
  passPositionsQuery,
  type Recommended,
} from './market-queries.ts';

/** What is recommended, each with its reasons; or what was looked for. Applied for with one touch. */
export function PassPositions({ token, pass }: { token: string; pass: MarketPass }) {
  const [search, setSearch] = useState<PassSearch>({ q: '', place: '', kind: '' });
  const positions = useQuery(passPositionsQuery(token, search));
  const isSearch = search.q !== '' || search.place !== '' || search.kind !== '';
  const applied = new Set(
    pass.applications.filter(({ state }) => openStates.has(state)).map(({ position }) => position.id),
  );
  const { items = [], total = 0 } = positions.data ?? {};
  return (
    <section className="card" aria-label="岗位">
      <h2>{isSearch ? '找到的岗位' : '推荐给您的岗位'}</h2>
      <div className="filters">
        <input
          className="text"
          type="search"
          aria-label="查找岗位"
          placeholder="岗位、企业、技能"
          value={search.q}
          onChange={(event) => setSearch({ ...search, q: event.target.value })}
        />
        <input
          className="text"
          type="search"
          aria-label="地点"
          placeholder="地点"
          value={search.place}
          onChange={(event) => setSearch({ ...search, place: event.target.value })}
        />
        <select
          className="text"
          aria-label="岗位类型"
          value={search.kind}
          onChange={(event) =>
            setSearch({ ...search, kind: appliedKinds.find((kind) => kind === event.target.value) ?? '' })
          }
        >
          <option value="">全部类型</option>
          {appliedKinds.map((kind) => (
            <option key={kind} value={kind}>
              {positionKindLabels[kind]}
            </option>
          ))}
        </select>
      </div>
      {positions.error && <ProblemText error={positions.error} />}
      {positions.data && items.length === 0 && (
        <p className="soft">
          {isSearch
            ? '没有符合条件的岗位，请放宽条件。'
            : '还没有可推荐的岗位。在下方“我的档案”补充技能，或用上面的条件查找。'}
        </p>
      )}
      <ul className="market-list">
        {items
          .filter(({ position }) => position.kind !== 'teacher-practice')
          .map((each) => (
            <Position key={each.position.id} token={token} found={each} isApplied={applied.has(each.position.id)} />
          ))}
      </ul>
      {total > items.length && <p className="soft">只列出前{items.length}个，请再加条件。</p>}
    </section>
  );
}

const openStates: ReadonlySet<string> = new Set(['applied', 'interview', 'offered', 'accepted', 'agreed']);

function Position(props: { token: string; found: Recommended; isApplied: boolean }) {
  const { token, found, isApplied } = props;
  const { position, reasons } = found;
  const apply = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/public/market/{token}/applications', {
          params: { path: { token } },
          body: { positionId: position.id, note: '' },
        }),
      ),
    onSuccess: forgetMarket,
  });
  return (
    <li>
      <div className="grow">
        <strong>{position.title}</strong> {position.member.name}
        <div className="soft">
          {positionKindLabels[position.kind]}　{position.place}　{payText(position.pay)}　招{position.headcount}人　截止
          {position.expiresOn}
        </div>
        {reasons.length > 0 && (
          <ul className="market-reasons" aria-label="推荐理由">
            {reasons.map(({ kind, text }) => (
              <li key={kind}>{text}</li>
            ))}
          </ul>
        )}
      </div>
      {isApplied ? (
        <span className="good">已投递</span>
      ) : (
        <Button loading={apply.isPending} aria-label={`投递${position.title}`} onClick={() => apply.mutate()}>
          投递
        </Button>
      )}
      {apply.error && <ProblemText error={apply.error} />}
    </li>
  );
}
