import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { Pager } from '#web/ui/pager.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { yuan } from './keywords.ts';
import { NeedForm } from './need-form.tsx';
import { TechnologyHead } from './technology-head.tsx';
import {
  callsQuery,
  everything,
  forgetTechnology,
  type Needs,
  needsQuery,
  pageSize,
  type TechnologySearch,
} from './technology-queries.ts';

/** What enterprises need, and the calls that are open for it. */
export function TechnologyPage() {
  const { id = '' } = useParams({ strict: false });
  const [search, setSearch] = useState(everything);
  const needs = useQuery(needsQuery(id, search));
  return (
    <>
      <TechnologyHead id={id} title="技术服务" />
      <Loaded query={needs}>{(data) => <NeedsCard {...{ id, needs: data, search }} onSearch={setSearch} />}</Loaded>
      <CallsCard id={id} />
    </>
  );
}

function NeedsCard(props: {
  id: string;
  needs: Needs;
  search: TechnologySearch;
  onSearch: (search: TechnologySearch) => void;
}) {
  const { id, needs, search, onSearch } = props;
  const [isAdding, setAdding] = useState(false);
  const navigate = useNavigate();
  const set = (more: Partial<TechnologySearch>) => onSearch({ ...search, page: 0, ...more });
  return (
    <section className="card" aria-label="技术需求">
      <div className="technology-head">
        <h2>技术需求</h2>
        <span className="soft">{needs.total}项　发布后记入技术需求台账</span>
        {needs.enterprises.length > 0 && !isAdding && <Button onClick={() => setAdding(true)}>发布需求</Button>}
      </div>
      {isAdding && (
        <NeedForm
          id={id}
          choices={needs}
          enterprises={needs.enterprises}
          onClose={() => setAdding(false)}
          onMade={(needId) => void navigate({ to: '/consortia/$id/technology/needs/$needId', params: { id, needId } })}
        />
      )}
      <search className="filters">
        <input
          className="text"
          type="search"
          aria-label="查找需求"
          placeholder="名称、领域、关键词、企业"
          value={search.q}
          onChange={(event) => set({ q: event.target.value })}
        />
        <select
          className="text"
          aria-label="需求类型"
          value={search.kind}
          onChange={(event) => set({ kind: event.target.value })}
        >
          <option value="">全部类型</option>
          {needs.kinds.map((kind) => (
            <option key={kind} value={kind}>
              {kind}
            </option>
          ))}
        </select>
        <label>
          <input type="checkbox" checked={search.all} onChange={(event) => set({ all: event.target.checked })} />
          也显示已结束的
        </label>
      </search>
      {needs.items.length === 0 && (
        <p className="soft">
          {search.q === '' && search.kind === ''
            ? '还没有技术需求。企业成员的填报人点“发布需求”，写清要解决的问题；保密的只公开摘要。'
            : '没有符合条件的需求，请放宽条件。'}
        </p>
      )}
      <ul className="technology-list">
        {needs.items.map((need) => (
          <NeedItem key={need.id} id={id} need={need} members={needs.members} />
        ))}
      </ul>
      <Pager
        page={search.page}
        pages={Math.ceil(needs.total / pageSize)}
        onPage={(page) => onSearch({ ...search, page })}
      />
    </section>
  );
}

function NeedItem({ id, need, members }: { id: string; need: Needs['items'][number]; members: Needs['members'] }) {
  return (
    <li>
      {need.isOpen ? (
        <Link to="/consortia/$id/technology/needs/$needId" params={{ id, needId: need.id }}>
          <strong>{need.title}</strong>
        </Link>
      ) : (
        <strong>{need.title}</strong>
      )}
      <span className="soft">
        　{need.member.name}　{need.field}　{need.kind}　预算{yuan(need.budget)}
        {need.openness !== 'consortium' && `　${need.opennessLabel}`}
      </span>
      {need.closedOn !== null && <span className="warning">　已于{need.closedOn}结束</span>}
      <p className="technology-text">{need.summary}</p>
      {need.fits.map(({ capability, reasons }) => (
        <p key={capability} className="good">
          适合本单位的“{capability}”：{reasons.join('；')}
        </p>
      ))}
      {!need.isOpen && <AskToSee id={id} need={need} members={members} />}
    </li>
  );
}

function AskToSee({ id, need, members }: { id: string; need: Needs['items'][number]; members: Needs['members'] }) {
  const ask = useMutation({
    mutationFn: ({ memberId, reason }: { memberId: string; reason: string }) =>
      answered(
        client.POST('/api/consortia/{id}/technology-needs/{needId}/admissions', {
          params: { path: { id, needId: need.id } },
          body: { memberId, reason },
        }),
      ),
    onSuccess: forgetTechnology,
  });
  const start = (memberId: string) => {
    const reason = prompt('为什么需要查看（企业会看到）：');
    if (reason !== null) ask.mutate({ memberId, reason: reason.trim() });
  };
  return (
    <>
      <p className="actions">
        {members.map(({ id: memberId, name }) => {
          const asked = need.admissions.find((each) => each.memberId === memberId);
          return asked ? (
            <span key={memberId} className="soft">
              {asked.label}
            </span>
          ) : (
            <Button key={memberId} size="small" loading={ask.isPending} onClick={() => start(memberId)}>
              {members.length > 1 ? `以${name}申请查看` : '申请查看'}
            </Button>
          );
        })}
        {members.length === 0 && <span className="soft">详细内容由企业决定向谁开放</span>}
      </p>
      {ask.error && <ProblemText error={ask.error} />}
    </>
  );
}

function CallsCard({ id }: { id: string }) {
  const [page, setPage] = useState(0);
  const calls = useQuery(callsQuery(id, page));
  return (
    <Loaded query={calls}>
      {(data) => (
        <section className="card" aria-label="揭榜挂帅">
          <div className="technology-head">
            <h2>揭榜挂帅</h2>
            <span className="soft">{data.total}次　截止之前标书密封，只有投标单位自己能看到</span>
          </div>
          {data.total === 0 && (
            <p className="soft">还没有揭榜。打开一项需求，由企业或秘书处“发布揭榜”，成员单位即可投标。</p>
          )}
          <ul className="technology-list">
            {data.items.map((call) => (
              <li key={call.id}>
                <Link to="/consortia/$id/technology/calls/$callId" params={{ id, callId: call.id }}>
                  <strong>{call.need.title}</strong>
                </Link>
                　{call.stateLabel}
                <span className="soft">
                  　{call.enterprise.name}　{call.need.field}　截止{momentText(call.closesAt).slice(0, -3)}
                  {call.winner && `　中榜：${call.winner.name}`}
                </span>
              </li>
            ))}
          </ul>
          <Pager page={page} pages={Math.ceil(data.total / pageSize)} onPage={setPage} />
        </section>
      )}
    </Loaded>
  );
}
