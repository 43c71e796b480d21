import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { AmendmentsCard } from './amendments-card.tsx';
import { yuan } from './keywords.ts';
import { ReceiptsCard } from './receipts-card.tsx';
import { ResultsCard } from './results-card.tsx';
import { TechnologyHead } from './technology-head.tsx';
import { type Contract, contractQuery, forgetTechnology } from './technology-queries.ts';
import { TransfersCard } from './transfers-card.tsx';

/** One contract: its milestones, and what was received, found and put to use. */
export function ContractPage() {
  const { id = '', contractId = '' } = useParams({ strict: false });
  const contract = useQuery(contractQuery(id, contractId));
  return (
    <>
      <TechnologyHead id={id} title="技术合同" />
      <Loaded query={contract}>
        {(data) => (
          <>
            <ContractCard id={id} contract={data} />
            <AmendmentsCard id={id} contract={data} />
            {(data.state === 'agreed' || data.state === 'accepted') && (
              <>
                <ReceiptsCard id={id} contract={data} />
                <ResultsCard id={id} contract={data} />
                <TransfersCard id={id} contract={data} />
              </>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

function ContractCard({ id, contract }: { id: string; contract: Contract }) {
  const [day, setDay] = useState(today);
  const act = useMutation({
    mutationFn: (action: Contract['actions'][number]['id']) =>
      answered(
        client.POST('/api/consortia/{id}/technology-contracts/{contractId}/acts', {
          params: { path: { id, contractId: contract.id } },
          body: { action, version: contract.version, ...(action === 'accept' && { day }) },
        }),
      ),
    onSettled: forgetTechnology,
  });
  const accepts = contract.actions.some((action) => action.id === 'accept');
  return (
    <section className="card" aria-label="合同">
      <div className="technology-head">
        <h2>{contract.title}</h2>
        <strong>{contract.stateLabel}</strong>
        {contract.callId !== null && (
          <Link to="/consortia/$id/technology/calls/$callId" params={{ id, callId: contract.callId }}>
            揭榜
          </Link>
        )}
      </div>
      <p>
        研发单位：{contract.provider.name}　委托企业：{contract.enterprise.name}　金额：{yuan(contract.amount)}　签约：
        {contract.signedOn}　完成期限：{contract.endsOn}
        {contract.acceptedOn !== null && `　验收：${contract.acceptedOn}`}
      </p>
      <h3>节点</h3>
      <ul className="technology-list">
        {contract.milestones.map((milestone) => (
          <Milestone key={milestone.number} {...{ id, contract, milestone }} />
        ))}
      </ul>
      {contract.actions.length > 0 && (
        <p className="actions">
          {accepts && <InlineInput label="验收日期" type="date" required value={day} onChange={setDay} />}
          {contract.actions.map((action) => (
            <Button
              key={action.id}
              type={action.id === 'decline' ? 'default' : 'primary'}
              loading={act.isPending}
              onClick={() =>
                (action.id !== 'decline' || confirm('合同不成立，不能恢复。继续？')) && act.mutate(action.id)
              }
            >
              {action.label}
            </Button>
          ))}
        </p>
      )}
      {contract.state === 'proposed' && contract.sides.length > 0 && contract.actions.length < 2 && (
        <p className="soft">等对方确认；确认后双方的合同自动记入台账。</p>
      )}
      {act.error && <ProblemText error={act.error} />}
    </section>
  );
}

type MilestoneRow = Contract['milestones'][number];

function Milestone({ id, contract, milestone }: { id: string; contract: Contract; milestone: MilestoneRow }) {
  const [day, setDay] = useState(today);
  const { step } = milestone;
  const take = useMutation({
    mutationFn: (how: 'deliver' | 'accept') =>
      answered(
        client.PUT('/api/consortia/{id}/technology-contracts/{contractId}/milestones/{number}', {
          params: { path: { id, contractId: contract.id, number: milestone.number } },
          body: { step: how, day },
        }),
      ),
    onSuccess: forgetTechnology,
  });
  const label = step === 'deliver' ? '交付' : '通过';
  return (
    <li>
      {milestone.title}　<span className="soft">到期{milestone.dueOn}</span>
      {milestone.deliveredOn !== null && `　${milestone.deliveredOn}交付`}
      {milestone.acceptedOn !== null && <span className="good">　{milestone.acceptedOn}通过</span>}
      {milestone.isLate && <strong className="warning">　已逾期</strong>}
      {step !== null && (
        <form
          className="actions"
          aria-label={`${milestone.title}${label}`}
          onSubmit={(event) => {
            event.preventDefault();
            take.mutate(step);
          }}
        >
          <InlineInput label={`${label}日期`} type="date" required value={day} onChange={setDay} />
          <Button size="small" htmlType="submit" loading={take.isPending}>
            {label}
          </Button>
        </form>
      )}
      {take.error && <ProblemText error={take.error} />}
    </li>
  );
}
