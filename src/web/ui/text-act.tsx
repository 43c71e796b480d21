import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ProblemText } from './problem-text.tsx';

/** A text and what may be done with it, a button each; what was typed stays until it was sent well. */
export function TextAct<Act extends string>(props: {
  label: string;
  rows?: number;
  most: number;
  /** `sure` is asked before what can be done only once. */
  acts: readonly { id: Act; label: string; sure?: string }[];
  send: (act: Act, text: string) => Promise<unknown>;
  onDone: () => Promise<void>;
}) {
  const { label, rows = 3, most, acts, send, onDone } = props;
  const [text, setText] = useState('');
  const act = useMutation({
    mutationFn: (id: Act) => send(id, text),
    onSuccess: async () => {
      setText('');
      await onDone();
    },
  });
  return (
    <>
      <label className="field">
        <span>{label}</span>
        <textarea
          className="text"
          rows={rows}
          maxLength={most}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p className="actions">
        {acts.map(({ id, label: name, sure }, at) => (
          <Button
            key={id}
            type={at === 0 ? 'primary' : 'default'}
            disabled={text.trim() === ''}
            loading={act.isPending}
            onClick={() => (sure === undefined || confirm(sure)) && act.mutate(id)}
          >
            {name}
          </Button>
        ))}
      </p>
      {act.error && <ProblemText error={act.error} />}
    </>
  );
}
