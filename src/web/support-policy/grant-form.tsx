import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { entryEvidenceQuery } from '#web/evidence/evidence-queries.ts';
import { namesQuery } from '#web/ledger/ledger-queries.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { type Application, forgetPolicies, type OpenPolicy } from './policy-queries.ts';

/** What was granted: to whom, when, how much, and by which voucher; with an application, its answer. */
export function GrantForm(props: { id: string; policy: OpenPolicy; application?: Application; onEnd: () => void }) {
  const { id, policy, application, onEnd } = props;
  const members = useQuery(namesQuery(id)).data ?? [];
  const [typed, setTyped] = useState({
    clauseId: application?.clauseId ?? policy.clauses[0]?.id ?? '',
    memberId: application?.member.id ?? '',
    grantedOn: '',
    amountWan: '',
    what: '',
    voucher: '',
    evidenceId: '',
    isShown: false,
  });
  const set = (more: Partial<typeof typed>) => setTyped({ ...typed, ...more });
  const give = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/policies/{policyId}/grants', {
          params: { path: { id, policyId: policy.id } },
          body: {
            ...typed,
            applicationId: application?.id ?? null,
            amountWan: typed.amountWan.trim() || null,
            evidenceId: typed.evidenceId || null,
          },
        }),
      ),
    onSuccess: async () => {
      await forgetPolicies();
      onEnd();
    },
  });
  return (
    <form
      aria-label="登记兑现"
      onSubmit={(event) => {
        event.preventDefault();
        give.mutate();
      }}
    >
      <div className="policy-fields">
        {!application && (
          <>
            <Choice
              label="兑现对象"
              choices={members.map(({ id: member, name }) => ({ id: member, label: name }))}
              value={typed.memberId}
              onChange={(memberId) => set({ memberId })}
            />
            <Choice
              label="条款"
              choices={policy.clauses.map((clause) => ({ id: clause.id, label: clause.clause }))}
              value={typed.clauseId}
              onChange={(clauseId) => set({ clauseId })}
            />
          </>
        )}
        <TextField
          label="兑现日期"
          type="date"
          required
          value={typed.grantedOn}
          onChange={(grantedOn) => set({ grantedOn })}
        />
        <TextField
          label="金额（万元，不是资金的不填）"
          inputMode="decimal"
          value={typed.amountWan}
          onChange={(amountWan) => set({ amountWan })}
        />
        <TextField label="内容（不是资金的须写明）" most={300} value={typed.what} onChange={(what) => set({ what })} />
        <TextField
          label="凭证号（如银行回单、批复文号）"
          most={200}
          value={typed.voucher}
          onChange={(voucher) => set({ voucher })}
        />
        {policy.entry !== null && (
          <Proof entryId={policy.entry.id} value={typed.evidenceId} onChange={(evidenceId) => set({ evidenceId })} />
        )}
      </div>
      <label>
        <input type="checkbox" checked={typed.isShown} onChange={(event) => set({ isShown: event.target.checked })} />{' '}
        向本联合体的全部成员单位公开这项兑现（不公开凭证）
      </label>
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={give.isPending}>
          登记兑现
        </Button>
        <Button onClick={onEnd}>取消</Button>
      </p>
      {give.error && <ProblemText error={give.error} />}
    </form>
  );
}

/** Of the policy’s evidence, the piece that proves this grant. */
function Proof(props: { entryId: string; value: string; onChange: (id: string) => void }) {
  const { entryId, value, onChange } = props;
  const items = useQuery(entryEvidenceQuery(entryId)).data?.items ?? [];
  return (
    <label className="field">
      <span>凭证材料（先在下面“证据材料”上传）</span>
      <select className="text" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{items.length === 0 ? '还没有材料' : '不选'}</option>
        {items.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

function Choice(props: {
  label: string;
  choices: readonly { id: string; label: string }[];
  value: string;
  onChange: (id: string) => void;
}) {
  const { label, choices, value, onChange } = props;
  return (
    <label className="field">
      <span>{label}</span>
      <select className="text" required value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">请选择</option>
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
