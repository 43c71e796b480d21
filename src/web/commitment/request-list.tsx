import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { numberText } from '#core/figure/figure-text.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { Pager } from '#web/ui/pager.tsx';
import { type ChangeRequest, requestsQuery, requestsShown } from './commitment-queries.ts';
import { RequestSteps } from './request-steps.tsx';

const states = {
  asked: '待省级提出意见',
  advised: '待部级决定',
  approved: '已批准',
  refused: '未批准',
  withdrawn: '已撤回',
} as const;

/** Requests to change commitments, each with all that was said of it and the step that one may take. */
export function RequestList({
  query,
  only,
}: {
  query: { consortium?: string; request?: string };
  /** Those of one commitment. */
  only?: { figure: string; year: number };
}) {
  const [offset, setOffset] = useState(0);
  const requests = useQuery(requestsQuery({ ...query, offset }));
  return (
    <Loaded query={requests}>
      {({ items, total }) => {
        const shown = only ? items.filter((one) => one.figure === only.figure && one.year === only.year) : items;
        if (shown.length === 0) return only ? null : <p className="card">没有承诺调整申请。</p>;
        return (
          <section aria-label="调整申请">
            {shown.map((request) => (
              <Request key={request.id} request={request} />
            ))}
            <Pager
              page={offset / requestsShown}
              pages={Math.ceil(total / requestsShown)}
              onPage={(page) => setOffset(page * requestsShown)}
            />
          </section>
        );
      }}
    </Loaded>
  );
}

function Request({ request }: { request: ChangeRequest }) {
  const { consortium, province, label, unit, figure, year, before, value, state, reason, evidence } = request;
  const { asked, opinion, decision } = request;
  return (
    <article className="card">
      <h2>
        <Link to="/consortia/$id/commitments/$figure/$year" params={{ id: consortium.id, figure, year: String(year) }}>
          {consortium.name}：{label}　{year}年
        </Link>
      </h2>
      <p>
        <del>{numberText(before)}</del> → <ins>{numberText(value)}</ins>
        {unit}　<strong>{states[state]}</strong>
      </p>
      <p>
        {momentText(asked.at)}　{province}　{asked.by}申请：{reason}
        {evidence.length > 0 && (
          <>
            　证据材料：
            {evidence.map(({ id, title }) => (
              <a key={id} href={`/api/evidence/${id}/file`}>
                {title}
              </a>
            ))}
          </>
        )}
      </p>
      {opinion && (
        <p>
          {momentText(opinion.at)}　省级意见（{opinion.by}）：{opinion.opinion === 'support' ? '同意' : '不同意'}。
          {opinion.text}
        </p>
      )}
      {decision && (
        <p>
          {momentText(decision.at)}　部级决定（{decision.by}）：{decision.decision === 'approved' ? '批准' : '不批准'}。
          {decision.text}
        </p>
      )}
      <RequestSteps request={request} />
    </article>
  );
}
