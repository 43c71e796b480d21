import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** A Word file with the XML of its body changed, as a person's editing in another program would leave it. */
export function editDocx(
  bytes: Uint8Array,
  edit: (documentXml: string) => string,
  others: Record<string, string> = {},
): Uint8Array {
  const files = unzipSync(bytes);
  const document = files['word/document.xml'];
  if (!document) throw new Error('no word/document.xml');
  const added = Object.fromEntries(Object.entries(others).map(([name, text]) => [name, strToU8(text)]));
  return zipSync({ ...files, 'word/document.xml': strToU8(edit(strFromU8(document))), ...added });
}

/** The run that holds exactly this text, as our own writer prints it. */
export function runOf(text: string): string {
  return `<w:t xml:space="preserve">${text}</w:t>`;
}
