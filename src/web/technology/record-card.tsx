import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { FormEvent, ReactNode } from 'react';
import type { ContractRecord } from '#core/technology/contract.ts';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { type Contract, forgetTechnology } from './technology-queries.ts';

type Kept = { id: string; isConfirmed: boolean };

/** What was recorded of a contract: the enterprise confirms each, who provides takes back what is not confirmed, and records another. */
export function RecordCard<Row extends Kept>(props: {
  id: string;
  contract: Contract;
  record: ContractRecord;
  title: string;
  aside: string;
  empty: string;
  rows: readonly Row[];
  view: (row: Row) => ReactNode;
  /** What the enterprise says when it confirms; a plain button where it says nothing. */
  confirmation?: (row: Row) => ReactNode;
  children: ReactNode;
}) {
  const { id, contract, record, title, aside, empty, rows, view, confirmation, children } = props;
  return (
    <section className="card" aria-label={title}>
      <div className="technology-head">
        <h2>{title}</h2>
        <span className="soft">{aside}</span>
      </div>
      {rows.length === 0 && <p className="soft">{empty}</p>}
      <ul className="technology-list">
        {rows.map((row) => (
          <li key={row.id}>
            {view(row)}
            <span className={row.isConfirmed ? 'good' : 'soft'}>　{row.isConfirmed ? '企业已确认' : '待企业确认'}</span>
            {!row.isConfirmed && contract.canConfirm && confirmation?.(row)}
            {!row.isConfirmed && (
              <Acts {...{ id, contract, record, row }} isConfirming={contract.canConfirm && !confirmation} />
            )}
          </li>
        ))}
      </ul>
      {contract.canRecord && children}
    </section>
  );
}

function Acts(props: { id: string; contract: Contract; record: ContractRecord; row: Kept; isConfirming: boolean }) {
  const { id, contract, record, row, isConfirming } = props;
  const path = { id, contractId: contract.id, record, recordId: row.id };
  const act = useMutation({
    mutationFn: (how: 'confirm' | 'take-back') =>
      answered(
        how === 'confirm'
          ? client.PUT('/api/consortia/{id}/technology-contracts/{contractId}/{record}/{recordId}/confirmation', {
              params: { path },
              body: {},
            })
          : client.DELETE('/api/consortia/{id}/technology-contracts/{contractId}/{record}/{recordId}', {
              params: { path },
            }),
      ),
    onSuccess: forgetTechnology,
  });
  return (
    <>
      <span className="actions">
        {isConfirming && (
          <Button size="small" type="primary" loading={act.isPending} onClick={() => act.mutate('confirm')}>
            确认
          </Button>
        )}
        {contract.canRecord && (
          <Button
            size="small"
            loading={act.isPending}
            onClick={() => confirm('撤回后台账上的这一条也随之撤回。继续？') && act.mutate('take-back')}
          >
            撤回
          </Button>
        )}
      </span>
      {act.error && <ProblemText error={act.error} />}
    </>
  );
}

/** A form that records one more; what was typed stays until it was sent well. */
export function RecordForm(props: {
  label: string;
  button: string;
  sending: { isPending: boolean; error: Error | null };
  onSubmit: () => void;
  children: ReactNode;
}) {
  const { label, button, sending, onSubmit, children } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form aria-label={label} onSubmit={submit}>
      <div className="actions">
        {children}
        <Button htmlType="submit" loading={sending.isPending}>
          {button}
        </Button>
      </div>
      {sending.error && <ProblemText error={sending.error} />}
    </form>
  );
}
