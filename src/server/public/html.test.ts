import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { expect, test } from 'vitest';
import { html, linkedData, printHtml } from './html.ts';

/** Texts that mean to be markup. */
const hostile = fc
  .array(fc.constantFrom('<', '>', '"', "'", '&', '</p>', '<script>', '-->', '&lt;', 'x', '联合体', '\u2028'), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

test('whatever is put into a page is read as that text again, in an element and in an attribute', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const { children } = parseDocument(printHtml(html`<p title="${text}">${text}</p>`), { decodeEntities: true });
      const [element] = children;
      expect(children).toHaveLength(1);
      if (element?.type !== 'tag') throw new Error('no element');
      expect(element.attribs.title).toBe(text);
      expect(element.children.map((child) => ('data' in child ? child.data : '<')).join('')).toBe(text);
    }),
  );
});

test('what search engines are told ends where it ends, whatever stands in it', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const text = printHtml(linkedData({ '@type': 'Organization', name }));
      const inside = text.slice(text.indexOf('>') + 1, text.lastIndexOf('</script>'));
      expect(inside).not.toContain('<');
      expect(JSON.parse(inside)).toMatchObject({ name });
    }),
  );
});
