import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { UsageFault } from './fault.ts';

/** How a command ends: what the shell gets. */
export const exit = { done: 0, notAllWell: 1, impossible: 2, bug: 70 } as const;

/** Where a command speaks: `say` to the one who reads the result, `warn` beside it. */
export type Speech = { say: (text: string) => void; warn: (text: string) => void };

export type Command = {
  usage: string;
  /** One line for the list of commands. */
  summary: string;
  /** Each option, as its help prints it. */
  options: readonly (readonly [option: string, meaning: string])[];
  /** Resolves to the exit code. Throws `Fault`. */
  run: (args: readonly string[], speech: Speech) => Promise<number>;
};

export const packOption = ['--pack 编号', '政策文件编号，默认为 moe-2023-15'] as const;
export const jsonOption = ['--json', '以 JSON 输出结果，供程序读取'] as const;

/** Options and files of a command. Throws `UsageFault` in Chinese for an option it does not have or a value that is missing. */
export function parse<const Options extends ParseArgsOptionsConfig>(args: readonly string[], options: Options) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : '';
    const option = cause instanceof Error ? (/'(-[^' ]*)/.exec(cause.message)?.[1] ?? '') : '';
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw new UsageFault(`没有 ${option} 这个选项。`, { cause });
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
      throw new UsageFault(`选项 ${option} 的写法不对：是否缺少或多写了值？`, { cause });
    throw cause;
  }
}

/** The one file a command works on. Throws `UsageFault` where there is none or more. */
export function onlyFile(positionals: readonly string[]): string {
  const [file, ...more] = positionals;
  if (file === undefined) throw new UsageFault('请指明要处理的文件。');
  if (more.length > 0) throw new UsageFault(`一次只能处理一个文件，多出了：${more.join(' ')}`);
  return file;
}
