import { type Html, html } from './html.ts';
import type { OpenConsortium } from './open-consortium.ts';
import { homePath } from './open-paths.ts';

/** To a consortium's front page, where it has one. */
export function homeLink({ id, name, page }: OpenConsortium): Html | false {
  return page !== null && html`<p><a href="${homePath(id)}">${name}主页</a></p>`;
}
