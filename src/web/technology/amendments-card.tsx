import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { AmendmentForm } from './amendment-form.tsx';
import { yuan } from './keywords.ts';
import { type Contract, forgetTechnology } from './technology-queries.ts';

type Amendment = Contract['amendments'][number];

/** 补充协议 of a contract: what each changed or shall change, and the form for another. */
export function AmendmentsCard({ id, contract }: { id: string; contract: Contract }) {
  const [isWriting, setWriting] = useState(false);
  const { amendments } = contract;
  const waits = amendments.some(({ state }) => state === 'proposed');
  if (amendments.length === 0 && !contract.canAmend) return null;
  return (
    <section className="card" aria-label="补充协议">
      <div className="technology-head">
        <h2>补充协议</h2>
        <span className="soft">
          {waits ? '有一份待确认：确认之前合同不变，也不能验收' : '修改金额、完成期限和尚未通过的节点，双方确认后生效'}
        </span>
        {contract.canAmend && !isWriting && <Button onClick={() => setWriting(true)}>登记补充协议</Button>}
      </div>
      {amendments.length === 0 && !isWriting && (
        <p className="soft">没有补充协议。合同有变动时，由一方按签订的补充协议登记，另一方确认。</p>
      )}
      <ul className="technology-list">
        {amendments.map((amendment) => (
          <AmendmentItem key={amendment.id} {...{ id, contract, amendment }} />
        ))}
      </ul>
      {contract.canAmend && isWriting && (
        <AmendmentForm key={contract.version} id={id} contract={contract} onClose={() => setWriting(false)} />
      )}
    </section>
  );
}

function AmendmentItem({ id, contract, amendment }: { id: string; contract: Contract; amendment: Amendment }) {
  const { state, changes } = amendment;
  const act = useMutation({
    mutationFn: (action: Amendment['actions'][number]['id']) =>
      answered(
        client.POST('/api/consortia/{id}/technology-contracts/{contractId}/amendments/{amendmentId}/acts', {
          params: { path: { id, contractId: contract.id, amendmentId: amendment.id } },
          body: { action },
        }),
      ),
    onSettled: forgetTechnology,
  });
  const by = amendment.proposedBy === 'provider' ? contract.provider.name : contract.enterprise.name;
  return (
    <li>
      <strong>{amendment.number}</strong>
      <span className={state === 'confirmed' ? 'good' : state === 'proposed' ? 'warning' : 'soft'}>
        　{amendment.stateLabel}
      </span>
      <span className="soft">
        　{amendment.signedOn}签订，由{by}登记
        {state === 'confirmed' && amendment.decided && `，${momentText(amendment.decided.at)}生效`}
      </span>
      {amendment.fileName !== null && (
        <a href={`/api/consortia/${id}/technology-contracts/${contract.id}/amendments/${amendment.id}/file`} download>
          {amendment.fileName}
        </a>
      )}
      <p className="technology-text">{amendment.reason}</p>
      <table className="data stacks" aria-label={`${amendment.number}的变动`}>
        <thead>
          <tr>
            <th scope="col">项目</th>
            <th scope="col">原来</th>
            <th scope="col">改为</th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(changes).map(({ key, name, was, is }) => (
            <tr key={key}>
              <td data-label="项目">{name}</td>
              <td data-label="原来">{was}</td>
              <td data-label="改为">{is}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {amendment.actions.length > 0 && (
        <p className="actions">
          {amendment.actions.map((action) => (
            <Button
              key={action.id}
              type={action.id === 'confirm' ? 'primary' : 'default'}
              loading={act.isPending && act.variables === action.id}
              onClick={() => confirm(asked[action.id]) && act.mutate(action.id)}
            >
              {action.label}
            </Button>
          ))}
        </p>
      )}
      {act.error && <ProblemText error={act.error} />}
    </li>
  );
}

const asked = {
  confirm: '确认后合同和台账随即改变，不能恢复。继续？',
  decline: '不同意后合同不变，对方可以另行登记。继续？',
  withdraw: '撤回后合同不变。继续？',
};

const stageText = (stage: { title: string; dueOn: string } | null) =>
  stage === null ? '—' : `${stage.title}，${stage.dueOn}到期`;

function rowsOf({ amount, endsOn, milestones }: Amendment['changes']) {
  return [
    ...(amount ? [{ key: 'amount', name: '合同金额', was: yuan(amount.was), is: yuan(amount.is) }] : []),
    ...(endsOn ? [{ key: 'endsOn', name: '完成期限', was: endsOn.was, is: endsOn.is }] : []),
    ...milestones.map(({ number, was, is }) => ({
      key: `${number}`,
      name: was === null ? '增加节点' : is === null ? '去掉节点' : '修改节点',
      was: stageText(was),
      is: stageText(is),
    })),
  ];
}
