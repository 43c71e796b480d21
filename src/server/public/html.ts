const markup = Symbol('markup');

/** Markup that was made by `html`; nothing else can be. */
export type Html = { readonly [markup]: string };
type Piece = Html | string | number | undefined | false | readonly Piece[];

/** A piece of markup. Whatever is put into it is text, unless it was made by `html` itself; in attributes it must stand between quotes. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return { [markup]: parts.reduce((made, part, at) => made + printed(pieces[at - 1]) + part) };
}

/** What a search engine reads of a page, as schema.org names it. It is never run: a browser takes this type for data. */
export function linkedData(value: Readonly<Record<string, unknown>>): Html {
  const json = JSON.stringify({ '@context': 'https://schema.org', ...value }).replaceAll('<', String.raw`\u003c`);
  return { [markup]: `<script type="application/ld+json">${json}</script>` };
}

export function printHtml(piece: Html): string {
  return piece[markup];
}

/** Text for HTML and XML, in elements and between quotes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function printed(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (typeof piece === 'string') return escaped(piece);
  if (typeof piece === 'number') return String(piece);
  return isMarkup(piece) ? piece[markup] : piece.map(printed).join('');
}

function isMarkup(piece: Html | readonly Piece[]): piece is Html {
  return markup in piece;
}
