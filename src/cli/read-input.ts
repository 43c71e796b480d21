import { type Answers, isRecord } from '#core/form/answers.ts';
import type { Form } from '#core/form/form.ts';
import { UnreadableFile } from '#documents/archive/unreadable-file.ts';
import { Fault } from './fault.ts';
import { readBytes } from './files.ts';

/** The largest answers file that is taken, in bytes; a Word file has its reader's own limit. */
const largestJson = 5 * 2 ** 20;
const largestWord = 50 * 2 ** 20;

/** A form's answers lie three levels deep; far deeper nesting is no answers file. */
const deepest = 32;

/** Answers from a file; from a Word file also its bytes and what could not be placed. */
export type Input = {
  answers: Answers;
  unplaced: readonly { text: string; place: string }[];
  word: Uint8Array | undefined;
};

/** Reads answers (`.json`) or a filled Word form (`.docx`), told apart by name and by content. Throws `Fault` where the file cannot be read. */
export async function readInput(form: Form, file: string): Promise<Input> {
  const isNamedWord = /\.docx?$/i.test(file);
  const bytes = await readBytes(file, isNamedWord ? largestWord : largestJson);
  if (!isNamedWord && !isArchive(bytes)) return { answers: parseAnswers(file, bytes), unplaced: [], word: undefined };
  return { ...(await readWord(form, file, bytes)), word: bytes };
}

/** Only a filled Word form. Throws `Fault`. */
export async function readWordFile(form: Form, file: string): Promise<Omit<Input, 'word'>> {
  return readWord(form, file, await readBytes(file, largestWord));
}

async function readWord(form: Form, file: string, bytes: Uint8Array): Promise<Omit<Input, 'word'>> {
  const { readDocx } = await import('#documents/docx/read/read-docx.ts');
  try {
    return readDocx(form, bytes);
  } catch (cause) {
    if (cause instanceof UnreadableFile) throw new Fault(cause.code, `${file}：${cause.message}`, { cause });
    throw cause;
  }
}

/** Zip archives and the compound files of old or encrypted Office files. */
function isArchive([first, second]: Uint8Array): boolean {
  return (first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf);
}

function parseAnswers(file: string, bytes: Uint8Array): Answers {
  const value = parseJson(file, bytes);
  if (!isRecord(value)) throw new Fault('not-answers', `${file} 的内容应是以填报项名称为键的一个 JSON 对象。`);
  if (depthOf(value) > deepest) throw new Fault('not-answers', `${file} 嵌套过深，不是填报内容。`);
  return value;
}

function parseJson(file: string, bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Fault('not-utf8', `${file} 不是 UTF-8 编码的文本，请另存为 UTF-8 后重试。`, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const place = cause instanceof Error ? /line \d+ column \d+/.exec(cause.message)?.[0] : undefined;
    const where = place?.replace(/line (\d+) column (\d+)/, '（第$1行第$2列有误）') ?? '';
    throw new Fault('not-json', `${file} 不是有效的 JSON 文件${where}。`, { cause });
  }
}

/** How deep a value is nested, level by level: a hostile file cannot exhaust the stack. */
function depthOf(value: unknown): number {
  let level: readonly unknown[] = [value];
  let depth = 0;
  while (level.length > 0 && depth <= deepest) {
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    depth += 1;
  }
  return depth;
}
