import { dayText } from './beijing-time.ts';
import { type Html, html } from './html.ts';
import type { PublicPage } from './public-layout.ts';
import type { Publication, PublicRecord } from './public-record.ts';

/** What a publication is called: a list that tells outcomes is one of an acceptance. */
export function kindName({ kind, content }: Pick<Publication, 'kind' | 'content'>): string {
  const isOfAcceptance = content.items.some(({ outcome }) => outcome);
  return { notice: '通知', publicity: '公示', list: isOfAcceptance ? '验收结果' : '培育名单' }[kind];
}

/** Everything that was published, the latest first. */
export function listsPage({ publications }: PublicRecord): PublicPage {
  return {
    title: '通知与名单',
    path: '/public/lists',
    about: '市域产教联合体的通知、公示名单和培育名单。',
    body: html`<section class="card">
${publications.length === 0 ? html`<p>还没有公布的通知和名单。公布后即在这里列出。</p>` : publicationList(publications)}
</section>`,
  };
}

export function publicationList(publications: readonly Publication[]): Html {
  return html`<ul class="items">${publications.map(
    ({ id, kind, number, title, publishedOn, content }) => html`
<li><span><span class="kind">${kindName({ kind, content })}</span><a href="/public/lists/${id}">${title}</a></span><span class="soft">${number}${number !== '' && '　'}<time datetime="${publishedOn}">${dayText(publishedOn)}</time></span></li>`,
  )}
</ul>`;
}
