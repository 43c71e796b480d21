import type { z } from 'zod';
import { Fault } from './fault.ts';
import { readBytes } from './files.ts';

/** A JSON file of at most so many bytes, in the form that is asked for. Throws `Fault` in Chinese that names what is wrong in it. */
export async function readJson<T extends z.ZodType>(file: string, form: T, largest: number): Promise<z.infer<T>> {
  const parsed = form.safeParse(jsonIn(file, await readBytes(file, largest)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Fault('invalid', `${file} 的内容不对：${issue?.path.join('.') || '整个文件'}（${issue?.message}）。`);
}

function jsonIn(file: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Fault('unreadable', `${file} 不是 UTF-8 编码的 JSON 文件。`, { cause });
  }
}
