import { XMLParser } from 'fast-xml-parser';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';

/** An XML element: its name with prefix, its attributes, its children in order. A text has the name `#text`. */
export type XmlNode = {
  name: string;
  text: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly XmlNode[];
};

const deepest = 256;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  htmlEntities: true,
  maxNestedTags: deepest,
});

const noAttributes: Readonly<Record<string, string>> = {};

/** Parses XML into a tree of bounded depth. Throws `UnreadableFile` where it is no XML. */
export function parseXml(xml: string): readonly XmlNode[] {
  try {
    return nodesOf(parser.parse(xml));
  } catch (fault) {
    throw new UnreadableFile('damaged', { cause: fault });
  }
}

/** The parser's own shape: `[{ 'w:p': […], ':@': { … } }, { '#text': '…' }]`. */
function nodesOf(parsed: unknown): readonly XmlNode[] {
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((item: Record<string, unknown>) => {
    for (const name in item) {
      if (name === ':@') continue;
      const value = item[name];
      if (name === '#text') return [{ name, text: String(value), attributes: noAttributes, children: [] }];
      return [{ name, text: '', attributes: attributesOf(item[':@']), children: nodesOf(value) }];
    }
    return [];
  });
}

function attributesOf(value: unknown): Readonly<Record<string, string>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, string>) : noAttributes;
}

/** The first element of a name below a node, at any depth of the path given. */
export function below(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  return path.reduce<XmlNode | undefined>((at, name) => at?.children.find((child) => child.name === name), node);
}

/** All elements of a name, wherever they stand; it does not look inside what it has found. */
export function findAll(nodes: readonly XmlNode[], name: string): readonly XmlNode[] {
  return nodes.flatMap((node) => (node.name === name ? [node] : findAll(node.children, name)));
}
