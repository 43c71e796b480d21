import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { ProblemText } from './problem-text.tsx';
import type { StudentPass } from './student-passes.tsx';

/** Students as their school tells them, typed or pasted from a sheet, a line each; each gets a link of its own. */
export function BringStudents(props: {
  /** What a line holds, and two of them. */
  label: string;
  example: string;
  note: string;
  bring: (rows: readonly (readonly string[])[]) => Promise<{ passes: readonly StudentPass[] }>;
  onPasses: (passes: readonly StudentPass[]) => void;
  forget: () => Promise<void>;
  /** What is chosen for all of them. */
  children?: ReactNode;
}) {
  const { label, example, note, bring, onPasses, forget, children } = props;
  const [text, setText] = useState('');
  const brought = useMutation({
    mutationFn: async () => (await bring(rowsOf(text))).passes,
    onSuccess: async (passes) => {
      setText('');
      onPasses(passes);
      await forget();
    },
  });
  return (
    <form
      aria-label="登记学生"
      onSubmit={(event) => {
        event.preventDefault();
        brought.mutate();
      }}
    >
      {children}
      <label className="field">
        <span>{label}</span>
        <textarea
          className="text"
          rows={4}
          required
          placeholder={example}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p className="actions">
        <Button htmlType="submit" loading={brought.isPending}>
          登记并生成链接
        </Button>
        <span className="soft">{note}</span>
      </p>
      {brought.error && <ProblemText error={brought.error} />}
    </form>
  );
}

/** A line without a name is none. */
function rowsOf(text: string): readonly (readonly string[])[] {
  return text
    .split('\n')
    .map((line) => line.split(/[\t，,]/).map((part) => part.trim()))
    .filter(([name = '']) => name !== '');
}
