import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { RecordCard, RecordForm } from './record-card.tsx';
import { type Contract, forgetTechnology } from './technology-queries.ts';

const nothing = { kind: '', title: '', certificate: '', grantedOn: '' };

/** 成果: patents, awards and other results of a contract. */
export function ResultsCard({ id, contract }: { id: string; contract: Contract }) {
  const [typed, setTyped] = useState(nothing);
  const note = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/technology-contracts/{contractId}/results', {
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
      record="results"
      title="成果"
      aside="专利、奖励等，记入研究成果台账"
      empty="还没有成果。取得专利或奖励后，由研发单位登记证书号。"
      rows={contract.results}
      view={(result) => (
        <>
          <strong>{result.title}</strong>　{result.kind}　{result.certificate}　{result.grantedOn}
        </>
      )}
    >
      <RecordForm label="登记成果" button="登记成果" sending={note} onSubmit={() => note.mutate()}>
        <InlineSelect
          label="类型"
          choices={contract.resultKinds.map((each) => ({ id: each, label: each }))}
          value={typed.kind}
          onChange={set('kind')}
        />
        <InlineInput label="名称" required maxLength={200} size={28} value={typed.title} onChange={set('title')} />
        <InlineInput label="证书号" required maxLength={100} value={typed.certificate} onChange={set('certificate')} />
        <InlineInput label="授予日期" type="date" required value={typed.grantedOn} onChange={set('grantedOn')} />
      </RecordForm>
    </RecordCard>
  );
}
