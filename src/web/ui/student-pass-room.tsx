import { type UseQueryResult, useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiProblem } from '#web/api/client.ts';
import '#web/council/council.css';
import { Loaded } from './loaded.tsx';
import { ProblemText } from './problem-text.tsx';

/** What a student's or a guardian's own link opens, on a phone. Whoever has the link is the student. */
export function StudentPassRoom<T>({
  query,
  children,
}: {
  query: UseQueryResult<T>;
  children: (pass: T) => ReactNode;
}) {
  return (
    <main id="main" className="meet">
      {query.error instanceof ApiProblem && query.error.status === 404 ? (
        <p className="card" role="alert">
          这个链接无效、已换发，或信息已按本人要求删除。请用最近收到的链接，或与发给您链接的单位联系。
        </p>
      ) : (
        <Loaded query={query}>{children}</Loaded>
      )}
    </main>
  );
}

/** Deletion on the student's own request. `what`: what goes, told before it is asked. */
export function EraseSelf(props: { what: string; erase: () => Promise<unknown>; forget: () => Promise<void> }) {
  const { what, erase, forget } = props;
  const erased = useMutation({ mutationFn: erase, onSuccess: forget });
  return (
    <p className="soft">
      <button
        type="button"
        className="plain"
        disabled={erased.isPending}
        onClick={() => confirm(`${what}，不能恢复。继续？`) && erased.mutate()}
      >
        删除我的信息
      </button>
      {erased.error && <ProblemText error={erased.error} />}
    </p>
  );
}
