import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { yuan } from './keywords.ts';
import { RecordCard, RecordForm } from './record-card.tsx';
import { type Contract, forgetTechnology } from './technology-queries.ts';
import { uploadOnce } from './upload-once.ts';

const nothing = { voucher: '', amount: '', receivedOn: '' };

/** 到账: recorded with a file that shows it, confirmed by who paid. */
export function ReceiptsCard({ id, contract }: { id: string; contract: Contract }) {
  const [typed, setTyped] = useState(nothing);
  const [file, setFile] = useState<File>();
  const fileId = useId();
  const note = useMutation({
    mutationFn: async () => {
      const evidence = await answered(
        client.POST('/api/consortia/{id}/evidence', {
          params: { path: { id } },
          body: {
            uploadId: await uploadOnce(id, file ?? new File([], '')),
            memberId: contract.provider.id,
            title: `${contract.title}到账凭证${typed.voucher}`,
          },
        }),
      );
      return answered(
        client.POST('/api/consortia/{id}/technology-contracts/{contractId}/receipts', {
          params: { path: { id, contractId: contract.id } },
          body: { ...typed, evidenceId: evidence.id },
        }),
      );
    },
    onSuccess: async () => {
      setTyped(nothing);
      setFile(undefined);
      await forgetTechnology();
    },
  });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  return (
    <RecordCard
      id={id}
      contract={contract}
      record="receipts"
      title="到账"
      aside={`已到账${yuan(contract.received)}，合同${yuan(contract.amount)}；每笔记入技术服务到账台账`}
      empty="还没有到账。研发单位每收到一笔，登记金额、日期和凭证。"
      rows={contract.receipts}
      view={(receipt) => (
        <>
          <strong>{yuan(receipt.amount)}</strong>　{receipt.receivedOn}　凭证{receipt.voucher}
          <a href={`/api/evidence/${receipt.evidenceId}/file`} target="_blank" rel="noreferrer">
            查看凭证
          </a>
        </>
      )}
    >
      <RecordForm label="登记到账" button="登记到账" sending={note} onSubmit={() => note.mutate()}>
        <InlineInput
          label="金额（元）"
          required
          inputMode="decimal"
          pattern="\d{1,10}(\.\d{1,2})?"
          size={10}
          value={typed.amount}
          onChange={set('amount')}
        />
        <InlineInput label="到账日期" type="date" required value={typed.receivedOn} onChange={set('receivedOn')} />
        <InlineInput label="凭证号" required maxLength={100} value={typed.voucher} onChange={set('voucher')} />
        <div className="inline-field">
          <label htmlFor={fileId}>凭证文件</label>
          <input
            id={fileId}
            key={note.submittedAt}
            type="file"
            required
            onChange={({ target }) => setFile(target.files?.[0])}
          />
        </div>
      </RecordForm>
    </RecordCard>
  );
}
