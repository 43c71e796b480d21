import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { ProblemText } from '#web/ui/problem-text.tsx';
import { Difference } from './difference.tsx';
import type { Motion } from './vote-queries.ts';

/** Amending: the motion's text as it stands, changed by hand; what changes shows while one types. */
export function AmendForm(props: {
  path: { id: string; meetingId: string; motionId: string };
  motion: Motion;
  onDone: () => Promise<void>;
}) {
  const { path, motion, onDone } = props;
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState(motion.text);
  const [proposer, setProposer] = useState('');
  const amend = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/consortia/{id}/meetings/{meetingId}/motions/{motionId}/amendments', {
          params: { path },
          body: { version: motion.version, text, proposer },
        }),
      ),
    onSuccess: async () => {
      setOpen(false);
      await onDone();
    },
  });
  if (!isOpen)
    return (
      <p className="actions">
        <Button
          size="small"
          onClick={() => {
            setText(motion.text);
            setOpen(true);
          }}
        >
          提出修正案
        </Button>
      </p>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    amend.mutate();
  };
  return (
    <form onSubmit={submit} aria-label="提出修正案">
      <label className="field">
        <span>修改后的全文</span>
        <textarea
          className="text"
          required
          rows={5}
          maxLength={5000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {text !== motion.text && <Difference before={motion.text} after={text} />}
      <label className="field">
        <span>修正案提出人</span>
        <input
          className="text"
          required
          maxLength={100}
          value={proposer}
          onChange={(event) => setProposer(event.target.value)}
        />
      </label>
      <p className="actions">
        <Button type="primary" htmlType="submit" loading={amend.isPending} disabled={text === motion.text}>
          提出修正案
        </Button>
        <Button onClick={() => setOpen(false)}>取消</Button>
      </p>
      {amend.error && <ProblemText error={amend.error} />}
    </form>
  );
}
