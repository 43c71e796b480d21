import { createRootRoute, createRoute, type lazyRouteComponent } from '@tanstack/react-router';
import { mustBeSignedIn } from './sign-in/must-be-signed-in.ts';
import { Trouble } from './ui/loaded.tsx';
import { Shell } from './ui/shell.tsx';

/** What every route hangs on. */
export const root = createRootRoute({
  errorComponent: ({ error }) => (
    <Trouble
      error={error instanceof Error ? error : new Error('页面出错，请刷新。')}
      onRetry={() => location.reload()}
    />
  ),
  notFoundComponent: () => <Trouble error={new Error('没有这个页面，请从“我的联合体”进入。')} />,
});

/** Pages of a signed-in person. */
export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  beforeLoad: mustBeSignedIn,
});

/** A page of its own path, for whoever is signed in. */
export function page<const Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) {
  return createRoute({ getParentRoute: () => signedIn, path, component });
}
