/** Where to go after signing in: only ever a path of our own, so that no link can lead a person who has just signed in elsewhere. */
export function ownPath(path: string | undefined): string {
  return path !== undefined && /^\/(?![/\\])[\w/-]*$/.test(path) && !path.startsWith('/sign-in') ? path : '/';
}
