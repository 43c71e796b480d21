import { expect, test } from 'vitest';
import { ownPath } from './own-path.ts';

test('signing in leads back to the page one came from', () => {
  expect(ownPath('/applications/0b3f7c1e-1111-4222-8333-123456789abc/submit')).toBe(
    '/applications/0b3f7c1e-1111-4222-8333-123456789abc/submit',
  );
});

test.each([
  undefined,
  '',
  'https://elsewhere.example/',
  '//elsewhere.example',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  'javascript:alert(1)',
  '/sign-in',
])('signing in never leads to another place (%j)', (path) => {
  expect(ownPath(path)).toBe('/');
});
