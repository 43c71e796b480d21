import { escaped } from './html.ts';
import { listedConsortia } from './listed-consortia.ts';
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

/** Every public page's whole address. */
export function sitemap(record: PublicRecord, address: string): Made {
  const paths = [
    ...['', '/lists', '/consortia', '/statistics', '/data'],
    ...record.batches.map(({ id }) => `/batches/${id}`),
    ...record.publications.map(({ id }) => `/lists/${id}`),
    ...listedConsortia(record).map(({ consortiumId }) => `/consortia/${consortiumId}`),
  ];
  const urls = paths.map((path) => `<url><loc>${escaped(`${address}/public${path}`)}</loc></url>`);
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`;
  return { type: 'application/xml; charset=utf-8', body };
}
