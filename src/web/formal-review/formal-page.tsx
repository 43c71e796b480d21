import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText, remainingText } from '#web/ui/moment.ts';
import { FormalItemRow } from './formal-item-row.tsx';
import { type Formal, formalQuery } from './formal-queries.ts';
import './formal.css';

/** The formal review of one application: each point of the notice, what the program found and by what, and the officer's word on it. */
export function FormalPage() {
  const { id = '' } = useParams({ strict: false });
  const formal = useQuery(formalQuery(id));
  return (
    <Loaded query={formal}>
      {(data) => (
        <>
          <Head formal={data} />
          <Decisions formal={data} />
          <Items formal={data} />
          {data.canReview && <Decide formal={data} />}
        </>
      )}
    </Loaded>
  );
}

function Head({ formal: { application, batch, revision, closesAt } }: { formal: Formal }) {
  return (
    <header>
      <title>{`形式审查 - ${application.consortium.name} - 联合体`}</title>
      <div className="title-row">
        <h1>{application.consortium.name}</h1>
        <span className="state">{application.stateLabel}</span>
        <span className="soft">
          第{revision}版
          {closesAt !== null && `　形式审查${momentText(closesAt)}截止（${remainingText(closesAt, Date.now())}）`}
        </span>
      </div>
      <nav className="tabs no-print" aria-label="本次申报">
        <Link to="/applications/$id" params={{ id: application.id }} activeOptions={{ exact: true }}>
          推荐书
        </Link>
        <Link to="/applications/$id/verification" params={{ id: application.id }}>
          核实
        </Link>
        <Link to="/applications/$id/formal" params={{ id: application.id }}>
          形式审查
        </Link>
        <Link to="/batches/$id" params={{ id: batch.id }}>
          本批次
        </Link>
      </nav>
    </header>
  );
}

function Decisions({ formal: { decisions } }: { formal: Formal }) {
  return decisions.map(({ decision, reason, by, at }) => (
    <p key={at} className="card">
      <strong className={decision === 'admitted' ? 'good' : 'error'}>
        {decision === 'admitted' ? '形式审查通过' : '形式审查不通过'}
      </strong>
      {reason && `：${reason}`}{' '}
      <span className="soft">
        {by}，{momentText(at)}
      </span>
    </p>
  ));
}

function Items({ formal }: { formal: Formal }) {
  const { application, revision, items, canReview, looked } = formal;
  const { mutate } = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/applications/{id}/look', { params: { path: { id: application.id } }, body: { revision } }),
      ),
  });
  useEffect(() => {
    if (canReview) mutate();
  }, [canReview, mutate]);
  const news = items.filter(({ isNew }) => isNew);
  if (items.length === 0)
    return <p className="card">形式审查还没有结论。需要补正时，会在这里列出要求，并发消息通知。</p>;
  return (
    <section className="card">
      <h2>审查项（{items.length}）</h2>
      {news.length > 0 && looked !== null && (
        <p className="warning" role="status">
          您{momentText(looked)}查看之后有变化：{news.map(({ title }) => title).join('、')}
        </p>
      )}
      <table className="data stacks formal">
        <thead>
          <tr>
            <th>要求</th>
            <th>程序检查</th>
            <th>人工意见</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <FormalItemRow key={`${item.id}${item.mark?.version}`} item={item} formal={formal} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Decide({ formal: { application, items } }: { formal: Formal }) {
  const [reason, setReason] = useState('');
  const queryClient = useQueryClient();
  const decide = useMutation({
    mutationFn: (decision: 'admitted' | 'rejected') =>
      answered(
        client.POST('/api/applications/{id}/formal/decision', {
          params: { path: { id: application.id } },
          body: { decision, reason: reason.trim() },
        }),
      ),
    onSuccess: () => {
      setReason('');
      return queryClient.invalidateQueries();
    },
  });
  const open = items.filter(({ result, mark }) => (mark?.result ?? result) !== 'met');
  return (
    <section className="card">
      <h2>结论</h2>
      <label className="field">
        <span>意见（不通过时必填，申报单位和省级可见）</span>
        <textarea
          className="text"
          rows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <p className="actions">
        {application.state !== 'admitted' && (
          <Button
            type="primary"
            disabled={open.length > 0}
            loading={decide.isPending}
            onClick={() => decide.mutate('admitted')}
          >
            形式审查通过
          </Button>
        )}
        {application.state !== 'rejected' && (
          <Button disabled={reason.trim() === ''} loading={decide.isPending} onClick={() => decide.mutate('rejected')}>
            不通过
          </Button>
        )}
        {open.length > 0 && (
          <span className="soft">
            还有{open.length}项不符合或没有审查：{open.map(({ title }) => title).join('、')}
          </span>
        )}
      </p>
      {decide.error && (
        <p role="alert" className="error">
          {decide.error.message}
        </p>
      )}
    </section>
  );
}
