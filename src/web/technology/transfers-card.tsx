import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { yuan } from './keywords.ts';
import { RecordCard, RecordForm } from './record-card.tsx';
import { type Contract, forgetTechnology } from './technology-queries.ts';

const nothing = { way: '', transferredOn: '' };

/** 转化: how what was found is put to use, and what it brought as the enterprise confirms. */
export function TransfersCard({ id, contract }: { id: string; contract: Contract }) {
  const [typed, setTyped] = useState(nothing);
  const note = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/technology-contracts/{contractId}/transfers', {
          params: { path: { id, contractId: contract.id } },
          body: typed,
        }),
      ),
    onSuccess: async () => {
      setTyped(nothing);
      await forgetTechnology();
    },
  });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  return (
    <RecordCard
      id={id}
      contract={contract}
      record="transfers"
      title="转化与效益"
      aside="企业确认效益后，计入成果转化率"
      empty="还没有转化。成果投入使用后由研发单位登记，企业填写效益并确认。"
      rows={contract.transfers}
      view={(transfer) => (
        <>
          <strong>{transfer.way}</strong>　{transfer.transferredOn}
          {transfer.benefit !== null && `　效益${yuan(transfer.benefit)}`}
          {transfer.benefitNote !== '' && <span className="soft">　{transfer.benefitNote}</span>}
        </>
      )}
      confirmation={(transfer) => <ConfirmBenefit id={id} contract={contract} transferId={transfer.id} />}
    >
      <RecordForm label="登记转化" button="登记转化" sending={note} onSubmit={() => note.mutate()}>
        <InlineInput
          label="转化方式（如企业自行实施、许可）"
          required
          maxLength={200}
          size={24}
          value={typed.way}
          onChange={set('way')}
        />
        <InlineInput
          label="转化日期"
          type="date"
          required
          value={typed.transferredOn}
          onChange={set('transferredOn')}
        />
      </RecordForm>
    </RecordCard>
  );
}

function ConfirmBenefit({ id, contract, transferId }: { id: string; contract: Contract; transferId: string }) {
  const [benefit, setBenefit] = useState('');
  const [benefitNote, setNote] = useState('');
  const path = { id, contractId: contract.id, record: 'transfers', recordId: transferId } as const;
  const send = useMutation({
    mutationFn: () =>
      answered(
        client.PUT('/api/consortia/{id}/technology-contracts/{contractId}/{record}/{recordId}/confirmation', {
          params: { path },
          body: { benefit, benefitNote },
        }),
      ),
    onSuccess: forgetTechnology,
  });
  return (
    <RecordForm label="确认效益" button="确认转化和效益" sending={send} onSubmit={() => send.mutate()}>
      <InlineInput
        label="带来的经济效益（元，没有填0）"
        required
        inputMode="decimal"
        pattern="\d{1,10}(\.\d{1,2})?"
        size={10}
        value={benefit}
        onChange={setBenefit}
      />
      <InlineInput label="怎样算出" maxLength={1000} size={28} value={benefitNote} onChange={setNote} />
    </RecordForm>
  );
}
