import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { documentsQuery } from '#web/governing-document/document-queries.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Council } from './council-queries.ts';
import { ThresholdInput } from './threshold-input.tsx';

const wholes = [
  { id: 'present', label: '到会人数' },
  { id: 'all', label: '全体席位' },
] as const;

const unlinked = 'none';

/** A new version of the charter, begun from the one in force or, before the first, from what is usual. */
export function CharterForm({ council, onDone }: { council: Council; onDone: () => void }) {
  const { consortium, charters, suggested, parties, motionKinds } = council;
  const queryClient = useQueryClient();
  const [rules, setRules] = useState(charters[0]?.rules ?? suggested);
  const [inForceFrom, setFrom] = useState('');
  const [reference, setReference] = useState('');
  const [documentVersionId, setDocument] = useState<string>(unlinked);
  const documents = useQuery(documentsQuery(consortium.id)).data;
  const isCharter = new Set(documents?.kinds.flatMap((kind) => (kind.isCharter ? [kind.label] : [])));
  const texts = (documents?.items ?? []).flatMap(({ kind, title, current }) =>
    current && isCharter.has(kind) ? [{ id: current.id, label: `《${title}》${current.label}` }] : [],
  );
  const adopt = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/charters', {
          params: { path: { id: consortium.id } },
          body: {
            base: charters[0]?.version ?? 0,
            inForceFrom,
            reference,
            rules,
            documentVersionId: documentVersionId === unlinked ? null : documentVersionId,
          },
        }),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['council', consortium.id] });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    adopt.mutate();
  };
  const setParty = (party: string, more: Partial<(typeof rules.parties)[number]>) =>
    setRules({ ...rules, parties: rules.parties.map((one) => (one.party === party ? { ...one, ...more } : one)) });
  const setMajority = (kind: string, more: Partial<(typeof rules.majorities)[number]>) =>
    setRules({ ...rules, majorities: rules.majorities.map((one) => (one.kind === kind ? { ...one, ...more } : one)) });
  const number = (label: string, name: 'noticeDays' | 'mostProxies' | 'termYears') => (
    <InlineInput
      label={label}
      type="number"
      required
      value={String(rules[name])}
      onChange={(value) => setRules({ ...rules, [name]: Number(value) })}
    />
  );
  return (
    <form onSubmit={submit} aria-label="章程新版本" className="charter-form">
      <h3>章程第{(charters[0]?.version ?? 0) + 1}版</h3>
      <div className="actions">
        <InlineInput label="自哪天起生效" type="date" required value={inForceFrom} onChange={setFrom} />
        <InlineInput label="依据" required maxLength={200} value={reference} onChange={setReference} />
        {texts.length > 0 && (
          <InlineSelect
            label="章程文本"
            choices={[{ id: unlinked, label: '不关联' }, ...texts]}
            value={documentVersionId}
            onChange={setDocument}
          />
        )}
      </div>
      <h4>各方席位和到会要求</h4>
      {rules.parties.map(({ party, seats, quorum }) => {
        const label = parties.find(({ id }) => id === party)?.label ?? party;
        return (
          <div key={party} className="actions">
            <InlineInput
              label={`${label}：席位`}
              type="number"
              required
              value={String(seats)}
              onChange={(value) => setParty(party, { seats: Number(value) })}
            />
            <ThresholdInput
              label={`${label}：到会`}
              mayBeNone
              value={quorum}
              onChange={(chosen) => setParty(party, { quorum: chosen })}
            />
          </div>
        );
      })}
      <div className="actions">
        <ThresholdInput
          label="全体：到会"
          value={rules.quorum}
          onChange={(quorum) => quorum && setRules({ ...rules, quorum })}
        />
      </div>
      <h4>表决</h4>
      {rules.majorities.map(({ kind, of, threshold }) => {
        const label = motionKinds.find(({ id }) => id === kind)?.label ?? kind;
        return (
          <div key={kind} className="actions">
            <InlineSelect
              label={`${label}：按`}
              choices={wholes}
              value={of}
              onChange={(chosen) => setMajority(kind, { of: chosen })}
            />
            <ThresholdInput
              label={`${label}：同意`}
              value={threshold}
              onChange={(chosen) => chosen && setMajority(kind, { threshold: chosen })}
            />
          </div>
        );
      })}
      <h4>通知、委托和任期</h4>
      <div className="actions">
        {number('提前通知（天）', 'noticeDays')}
        {number('每人至多受托（人）', 'mostProxies')}
        {number('每届（年）', 'termYears')}
        <label>
          <input
            type="checkbox"
            checked={rules.doProxiesCount}
            onChange={(event) => setRules({ ...rules, doProxiesCount: event.target.checked })}
          />
          受托的计入到会人数
        </label>
      </div>
      {adopt.error && <ProblemText error={adopt.error} />}
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={adopt.isPending}>
          登记
        </Button>
        <Button onClick={onDone}>不登记</Button>
      </p>
    </form>
  );
}
