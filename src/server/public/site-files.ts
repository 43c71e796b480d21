import { escaped } from './html.ts';
import { listedConsortia } from './listed-consortia.ts';
import { homePath, needPath, needsPath, positionPath, positionsPath } from './open-paths.ts';
import type { Made } from './public-pages.ts';
import type { PublicRecord } from './public-record.ts';

/** What search engines may read: the public pages, and not the forms on them. */
export function robots(address: string): Made {
  const lines = [
    'User-agent: *',
    'Disallow: /',
    'Allow: /public',
    'Disallow: /public/objections/',
    '',
    `Sitemap: ${address}/sitemap.xml`,
  ];
  return { type: 'text/plain; charset=utf-8', body: `${lines.join('\n')}\n` };
}

/** A public position or need of a consortium, and when it last changed. */
export type OpenAddress = { consortium_id: string; id: string; changed_at: Date };

/** Every public page's whole address. */
export function sitemap(
  record: PublicRecord,
  address: string,
  { positions, needs }: { positions: readonly OpenAddress[]; needs: readonly OpenAddress[] },
): Made {
  const paths = [
    ...['', '/lists', '/consortia', '/positions', '/talent-reports', '/statistics', '/data'],
    ...record.batches.map(({ id }) => `/batches/${id}`),
    ...record.publications.map(({ id }) => `/lists/${id}`),
    ...record.talentReports.map(({ id }) => `/talent-reports/${id}`),
    ...listedConsortia(record).map(({ consortiumId }) => `/consortia/${consortiumId}`),
  ];
  const listed = (
    all: readonly OpenAddress[],
    listPath: (consortiumId: string) => string,
    path: (consortiumId: string, id: string) => string,
  ) => [
    ...[...new Set(all.map(({ consortium_id }) => consortium_id))].map((id) => urlOf(address + listPath(id))),
    ...all.map(({ consortium_id, id, changed_at }) => urlOf(address + path(consortium_id, id), changed_at)),
  ];
  const urls = [
    ...paths.map((path) => urlOf(`${address}/public${path}`)),
    ...record.frontPages.map(({ consortiumId }) => urlOf(address + homePath(consortiumId))),
    ...listed(positions, positionsPath, positionPath),
    ...listed(needs, needsPath, needPath),
  ];
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`;
  return { type: 'application/xml; charset=utf-8', body };
}

function urlOf(address: string, changedAt?: Date): string {
  const changed = changedAt === undefined ? '' : `<lastmod>${changedAt.toISOString()}</lastmod>`;
  return `<url><loc>${escaped(address)}</loc>${changed}</url>`;
}
