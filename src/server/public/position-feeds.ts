import { describePosition } from '#core/talent/job-posting.ts';
import { escaped } from './html.ts';
import { type OpenConsortium, openPositions } from './open-consortium.ts';
import { positionPath, positionsPath } from './open-paths.ts';
import { postingOf } from './position-pages.ts';
import type { Made } from './public-pages.ts';

/** Open positions for other programs: a schema.org DataFeed of JobPosting, the newest first. */
export function positionsJson(open: OpenConsortium, now: Date, address: string): Made {
  const feed = {
    '@context': 'https://schema.org',
    '@type': 'DataFeed',
    name: `${open.name}：公开岗位`,
    url: `${address}${positionsPath(open.id)}`,
    dateModified: changedAt(open, now).toISOString(),
    dataFeedElement: openPositions(open, now).map((position) => ({
      '@type': 'DataFeedItem',
      dateCreated: position.publicAt.toISOString(),
      dateModified: position.changedAt.toISOString(),
      item: postingOf(open, position, address),
    })),
  };
  return { type: 'application/json; charset=utf-8', body: JSON.stringify(feed) };
}

/** The same to subscribe to: Atom (RFC 4287). */
export function positionsAtom(open: OpenConsortium, now: Date, address: string): Made {
  const self = `${address}${positionsPath(open.id)}`;
  const entries = openPositions(open, now).map((position) => {
    const url = escaped(`${address}${positionPath(open.id, position.id)}`);
    return `<entry>
<id>urn:uuid:${position.id}</id>
<title>${xml(`${position.title}（${position.member}）`)}</title>
<link rel="alternate" href="${url}"/>
<published>${position.publicAt.toISOString()}</published>
<updated>${position.changedAt.toISOString()}</updated>
<author><name>${xml(position.member)}</name></author>
<summary>${xml(describePosition(position))}</summary>
</entry>
`;
  });
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>urn:uuid:${open.id}</id>
<title>${xml(`${open.name}：公开岗位`)}</title>
<link rel="alternate" href="${escaped(self)}"/>
<link rel="self" type="application/atom+xml" href="${escaped(`${self}.atom`)}"/>
<updated>${changedAt(open, now).toISOString()}</updated>
${entries.join('')}</feed>
`;
  return { type: 'application/atom+xml; charset=utf-8', body };
}

/** When the latest of the open positions changed; the beginning of time where there is none, so that an empty feed stays the same. */
function changedAt(open: OpenConsortium, now: Date): Date {
  return new Date(Math.max(0, ...openPositions(open, now).map((position) => position.changedAt.getTime())));
}

/** Text as XML can hold it. */
const xml = (text: string) => escaped(text.replace(/(?![\t\n])\p{Cc}/gu, ''));
