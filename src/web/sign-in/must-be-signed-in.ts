import { redirect } from '@tanstack/react-router';
import { ApiProblem } from '#web/api/client.ts';
import { meQuery, queries } from '#web/api/queries.ts';

/** Whoever is not signed in goes to sign in first. A lost connection does not sign anyone out. */
export async function mustBeSignedIn({ location: here }: { location: { pathname: string } }): Promise<void> {
  try {
    const me = await queries.ensureQueryData(meQuery);
    if (me.twoFactor.required && !me.twoFactor.enabled && here.pathname !== '/account')
      throw redirect({ to: '/account' });
  } catch (fault) {
    if (fault instanceof ApiProblem && fault.status === 401)
      throw redirect({ to: '/sign-in', search: here.pathname === '/' ? {} : { back: here.pathname } });
    throw fault;
  }
}
