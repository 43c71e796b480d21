import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { InlineInput } from '#web/ui/inline-input.tsx';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { TextField } from '#web/ui/text-field.tsx';
import { yuan } from './keywords.ts';
import { type Contract, forgetTechnology } from './technology-queries.ts';
import { uploadOnce } from './upload-once.ts';

/** `number` is null for a milestone that is new; `key` keeps its row the same while it is typed. */
type TypedMilestone = { key: string; number: number | null; title: string; dueOn: string };

/** Writes how a running contract shall be; milestones that were accepted stand as they are. */
export function AmendmentForm({ id, contract, onClose }: { id: string; contract: Contract; onClose: () => void }) {
  const [typed, setTyped] = useState({ number: '', signedOn: '', reason: '', amount: contract.amount });
  const [milestones, setMilestones] = useState<readonly TypedMilestone[]>(() =>
    contract.milestones
      .filter(({ acceptedOn }) => acceptedOn === null)
      .map(({ number, title, dueOn }) => ({ key: `${number}`, number, title, dueOn })),
  );
  const [file, setFile] = useState<File>();
  const fileId = useId();
  const accepted = contract.milestones.filter(({ acceptedOn }) => acceptedOn !== null);
  const write = useMutation({
    mutationFn: async () =>
      answered(
        client.POST('/api/consortia/{id}/technology-contracts/{contractId}/amendments', {
          params: { path: { id, contractId: contract.id } },
          body: {
            ...typed,
            milestones: [...accepted, ...milestones].map(({ number, title, dueOn }) => ({ number, title, dueOn })),
            uploadId: file ? await uploadOnce(id, file) : null,
          },
        }),
      ),
    onSuccess: async () => {
      onClose();
      await forgetTechnology();
    },
  });
  const set = (name: keyof typeof typed) => (value: string) => setTyped({ ...typed, [name]: value });
  const setRow = (key: string, more: Partial<TypedMilestone>) =>
    setMilestones(milestones.map((row) => (row.key === key ? { ...row, ...more } : row)));
  return (
    <form
      aria-label="登记补充协议"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate();
      }}
    >
      <div className="actions">
        <InlineInput label="协议编号" required maxLength={50} value={typed.number} onChange={set('number')} />
        <InlineInput label="签订日期" type="date" required value={typed.signedOn} onChange={set('signedOn')} />
        <InlineInput
          label="合同金额改为（元）"
          required
          inputMode="decimal"
          pattern="\d{1,10}(\.\d{1,2})?"
          size={12}
          value={typed.amount}
          onChange={set('amount')}
        />
        <span className="soft">
          现为{yuan(contract.amount)}，不能低于已到账的{yuan(contract.received)}
        </span>
      </div>
      <TextField label="变动的原因" required most={1000} rows={2} value={typed.reason} onChange={set('reason')} />
      <fieldset className="technology-kinds">
        <legend>节点（完成期限随最后一个节点）</legend>
        {accepted.map(({ number, title, dueOn }) => (
          <p key={number} className="soft">
            {title}，{dueOn}到期：企业已通过，不能改动
          </p>
        ))}
        {milestones.map((row) => (
          <div className="actions" key={row.key}>
            <InlineInput
              label={row.number === null ? '新节点' : '节点'}
              required
              maxLength={200}
              size={28}
              value={row.title}
              onChange={(title) => setRow(row.key, { title })}
            />
            <InlineInput
              label="到期"
              type="date"
              required
              value={row.dueOn}
              onChange={(dueOn) => setRow(row.key, { dueOn })}
            />
            {milestones.length + accepted.length > 1 && (
              <Button
                size="small"
                aria-label={`去掉节点${row.title}`}
                onClick={() => setMilestones(milestones.filter(({ key }) => key !== row.key))}
              >
                去掉
              </Button>
            )}
          </div>
        ))}
        <Button
          size="small"
          onClick={() =>
            setMilestones([...milestones, { key: crypto.randomUUID(), number: null, title: '', dueOn: '' }])
          }
        >
          增加节点
        </Button>
      </fieldset>
      <div className="inline-field">
        <label htmlFor={fileId}>补充协议文件（可以不附）</label>
        <input id={fileId} type="file" onChange={({ target }) => setFile(target.files?.[0])} />
      </div>
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={write.isPending}>
          登记，等对方确认
        </Button>
        <Button onClick={onClose}>取消</Button>
      </p>
      {write.error && <ProblemText error={write.error} />}
    </form>
  );
}
