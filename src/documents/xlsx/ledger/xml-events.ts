import { Parser } from 'htmlparser2';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';

/** What an XML part is made of, in order. Names stand without their prefix: programs differ in it. */
export type XmlEvents = {
  open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
};

/** Tells a part to `events` from beginning to end. Throws `UnreadableFile` where it declares entities or was cut. */
export function readXml(xml: string, events: XmlEvents): void {
  const { write, end } = eventParser(events);
  write(xml);
  end();
}

/** The same for a part that comes in pieces; yields after each, so that what was gathered can be handed on. */
export async function* readXmlPieces(
  pieces: AsyncIterable<Uint8Array>,
  events: XmlEvents,
): AsyncGenerator<undefined, void> {
  const { write, end } = eventParser(events);
  let decoder: ReturnType<typeof decoderOf> | undefined;
  for await (const piece of pieces) {
    decoder ??= decoderOf(piece);
    write(decoder.decode(piece, { stream: true }));
    yield;
  }
  end();
}

function decoderOf([first, second]: Uint8Array) {
  const marks = `${first} ${second}`;
  return new TextDecoder(marks === '255 254' ? 'utf-16le' : marks === '254 255' ? 'utf-16be' : 'utf-8');
}

function eventParser({ open, text, close }: XmlEvents): { write: (xml: string) => void; end: () => void } {
  let depth = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        depth++;
        open?.(local(name), attributes);
      },
      ...(text ? { ontext: text } : {}),
      onclosetag: (name) => {
        depth--;
        close?.(local(name));
      },
      onprocessinginstruction: (name) => {
        if (/^!(doctype|entity)/i.test(name)) throw new UnreadableFile('document-type');
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  return {
    write: (xml) => parser.write(xml),
    end: () => {
      const isCut = depth > 0;
      parser.end();
      if (isCut) throw new UnreadableFile('damaged');
    },
  };
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);
