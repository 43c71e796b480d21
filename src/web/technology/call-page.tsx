import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { BidForm } from './bid-form.tsx';
import { BidsCard } from './bids-card.tsx';
import { ContractForm } from './contract-form.tsx';
import { inChina, yuan } from './keywords.ts';
import { QuestionsCard } from './questions-card.tsx';
import { TechnologyHead } from './technology-head.tsx';
import { type Call, callQuery, forgetTechnology } from './technology-queries.ts';

/** One open call: what is asked for, questions, bids as far as the reader may see them, and its steps. */
export function CallPage() {
  const { id = '', callId = '' } = useParams({ strict: false });
  const call = useQuery(callQuery(id, callId));
  return (
    <>
      <TechnologyHead id={id} title="揭榜挂帅" />
      <Loaded query={call}>
        {(data) => (
          <>
            <CallCard id={id} call={data} />
            {data.isOpen && data.bidders.length > 0 && <BidForm id={id} call={data} />}
            <BidsCard id={id} call={data} />
            <QuestionsCard id={id} call={data} />
            {data.canContract && data.winner && (
              <section className="card" aria-label="签订合同">
                <h2>签订合同</h2>
                <ContractForm
                  id={id}
                  from={{
                    callId: data.id,
                    provider: data.winner,
                    enterprise: data.enterprise,
                    title: data.need.title,
                    amount: data.bids.find(({ member }) => member.id === data.winner?.id)?.amount ?? '',
                  }}
                />
              </section>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

function CallCard({ id, call }: { id: string; call: Call }) {
  return (
    <section className="card" aria-label="揭榜">
      <div className="technology-head">
        <h2>{call.need.title}</h2>
        <strong>{call.stateLabel}</strong>
        <Link to="/consortia/$id/technology/needs/$needId" params={{ id, needId: call.need.id }}>
          需求
        </Link>
      </div>
      <dl className="entry-values">
        {(
          [
            ['发榜企业', call.enterprise.name],
            ['领域', `${call.need.field}　${call.need.kind}`],
            ['预算', yuan(call.need.budget)],
            ['截止', momentText(call.closesAt).slice(0, -3)],
            ['摘要', call.summary],
            ['要求', call.requirements],
            ['开启', call.opened ? `${momentText(call.opened.at)}，由${call.opened.by}开启` : ''],
            ['中榜', call.winner?.name ?? ''],
            [call.state === 'cancelled' ? '终止原因' : '选择理由', call.decision],
          ] as const
        ).map(
          ([name, value]) =>
            value !== '' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="technology-text">{value}</dd>
              </div>
            ),
        )}
      </dl>
      <Steps id={id} call={call} />
    </section>
  );
}

function Steps({ id, call }: { id: string; call: Call }) {
  const [closesAt, setClosesAt] = useState('');
  const may = (action: Call['actions'][number]['id']) => call.actions.find((each) => each.id === action);
  const act = useMutation({
    mutationFn: (body: { action: Call['actions'][number]['id']; text?: string; closesAt?: string }) =>
      answered(
        client.POST('/api/consortia/{id}/technology-calls/{callId}/acts', {
          params: { path: { id, callId: call.id } },
          body: { version: call.version, ...body },
        }),
      ),
    onSettled: forgetTechnology,
  });
  const cancel = () => {
    const text = prompt('终止的原因（投标单位会看到）：');
    if (text !== null) act.mutate({ action: 'cancel', text });
  };
  const [open, end, extend] = [may('open'), may('cancel'), may('extend')];
  return (
    <>
      <div className="actions">
        {open && (
          <Button
            type="primary"
            loading={act.isPending}
            onClick={() =>
              confirm('开启后标书内容可见，开启的时间和人员留有记录。继续？') && act.mutate({ action: 'open' })
            }
          >
            {open.label}
          </Button>
        )}
        {end && (
          <Button loading={act.isPending} onClick={cancel}>
            {end.label}
          </Button>
        )}
        {extend && (
          <form
            className="actions"
            onSubmit={(event) => {
              event.preventDefault();
              act.mutate({ action: 'extend', closesAt: inChina(closesAt) });
            }}
          >
            <InlineInput label="延长到" type="datetime-local" required value={closesAt} onChange={setClosesAt} />
            <Button htmlType="submit" loading={act.isPending}>
              延长
            </Button>
          </form>
        )}
      </div>
      {act.error && <ProblemText error={act.error} />}
    </>
  );
}
