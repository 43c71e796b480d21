import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import type { Meeting } from '#web/council/council-queries.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import type { Motions } from './vote-queries.ts';

type MotionBody = { itemId: string; kind: string; title: string; text: string; proposer: string };

export function MotionForm(props: {
  agenda: Meeting['agenda'];
  kinds: Motions['kinds'];
  save: (body: MotionBody) => Promise<void>;
  onCancel: () => void;
}) {
  const { agenda, kinds, save, onCancel } = props;
  const [body, setBody] = useState<MotionBody>({
    itemId: agenda[0]?.id ?? '',
    kind: kinds[0]?.id ?? '',
    title: '',
    text: '',
    proposer: '',
  });
  const saving = useMutation({ mutationFn: () => save(body) });
  const set = (part: Partial<MotionBody>) => setBody({ ...body, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <form onSubmit={submit} aria-label="提出议案">
      <label className="field">
        <span>议程</span>
        <select className="text" value={body.itemId} onChange={(event) => set({ itemId: event.target.value })}>
          {agenda.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>类别（决定须多少票）</span>
        <select className="text" value={body.kind} onChange={(event) => set({ kind: event.target.value })}>
          {kinds.map(({ id, label, majority }) => (
            <option key={id} value={id}>
              {label}
              {majority && `（${majority}）`}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>议案名称</span>
        <input
          className="text"
          required
          maxLength={200}
          value={body.title}
          onChange={(event) => set({ title: event.target.value })}
        />
      </label>
      <label className="field">
        <span>议案内容（通过后即决议正文）</span>
        <textarea
          className="text"
          required
          rows={5}
          maxLength={5000}
          value={body.text}
          onChange={(event) => set({ text: event.target.value })}
        />
      </label>
      <label className="field">
        <span>提案人（可不填）</span>
        <input
          className="text"
          maxLength={100}
          value={body.proposer}
          onChange={(event) => set({ proposer: event.target.value })}
        />
      </label>
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={saving.isPending}>
          提出
        </Button>
        <Button onClick={onCancel}>取消</Button>
      </p>
      {saving.error && <ProblemText error={saving.error} />}
    </form>
  );
}
