import { ApiProblem } from '#web/api/client.ts';

/** What went wrong and what to do, where something did. */
export function ProblemText({ error }: { error: Error | null }) {
  const detail = error instanceof ApiProblem ? error.facts.detail : undefined;
  return (
    <p role="alert" className="error">
      {error?.message}
      {typeof detail === 'string' && detail}
    </p>
  );
}
