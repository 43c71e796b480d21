import { Parser } from 'htmlparser2';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';

/** An XML element: its name with prefix, its attributes, its children in order. A text has the name `#text`. */
export type XmlNode = {
  name: string;
  text: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly XmlNode[];
};

const deepest = 256;
const noAttributes: Readonly<Record<string, string>> = {};
const noChildren: readonly XmlNode[] = [];

/** Parses XML into a tree of bounded depth. Throws `UnreadableFile` where elements are left open, as in a file that was cut. */
export function parseXml(xml: string): readonly XmlNode[] {
  const root: XmlNode[] = [];
  const open: XmlNode[][] = [root];
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const children: XmlNode[] = [];
        open.at(-1)?.push({ name, text: '', attributes, children });
        if (open.push(children) > deepest) throw new UnreadableFile('damaged');
      },
      ontext: (text) => {
        open.at(-1)?.push({ name: '#text', text, attributes: noAttributes, children: noChildren });
      },
      onclosetag: () => {
        open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  const isUnclosed = open.length > 1;
  parser.end();
  if (isUnclosed) throw new UnreadableFile('damaged');
  return root;
}

/** The first element of a name below a node, at any depth of the path given. */
export function below(node: XmlNode | undefined, ...path: readonly string[]): XmlNode | undefined {
  return path.reduce<XmlNode | undefined>((at, name) => at?.children.find((child) => child.name === name), node);
}

/** All elements of a name, wherever they stand; it does not look inside what it has found. */
export function findAll(nodes: readonly XmlNode[], name: string): readonly XmlNode[] {
  return nodes.flatMap((node) => (node.name === name ? [node] : findAll(node.children, name)));
}
