import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ApiProblem } from '#web/api/client.ts';

/** Shows a query's data; until then that it is on its way, or what went wrong and how to go on. */
export function Loaded<T>({ query, children }: { query: UseQueryResult<T>; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Trouble error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <p role="status" className="soft">
      正在载入……
    </p>
  );
}

/** An error as its reader can act on it. */
export function Trouble({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  return (
    <div className="card" role="alert">
      <p className="error" style={{ marginTop: 0 }}>
        {error.message}
      </p>
      {error instanceof ApiProblem && error.status === 401 && (
        <p>
          <Link to="/sign-in" search={{ back: location.pathname }}>
            重新登录
          </Link>
        </p>
      )}
      {onRetry && <Button onClick={onRetry}>重试</Button>}
    </div>
  );
}
