import { Button } from 'antd';
import type { FormEvent, ReactNode } from 'react';
import { ProblemText } from './problem-text.tsx';

/** A card with a few inputs in a row and one button that sends them; below, what came of it. */
export function InlineForm(props: {
  title: string;
  /** Said after the title, such as for whom. */
  aside?: string | undefined;
  button: string;
  isPrimary?: boolean;
  sending: { isPending: boolean; error: Error | null };
  onSubmit: () => void;
  /** What is told once it has been sent well. */
  outcome: ReactNode;
  children: ReactNode;
}) {
  const { title, aside, button, isPrimary = false, sending, onSubmit, outcome, children } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className="card" onSubmit={submit} aria-label={title}>
      <h2 className="inline-form-title">
        {title}
        {aside && `（${aside}）`}
      </h2>
      <div className="actions">
        {children}
        <Button type={isPrimary ? 'primary' : 'default'} htmlType="submit" loading={sending.isPending}>
          {button}
        </Button>
      </div>
      <div role="status" className={sending.error ? 'inline-outcome error' : 'inline-outcome good'}>
        {sending.error ? <ProblemText error={sending.error} /> : outcome}
      </div>
    </form>
  );
}
