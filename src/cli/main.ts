import { readFileSync } from 'node:fs';
import { type Command, exit, type Speech } from './command.ts';
import { Fault, UsageFault } from './fault.ts';

/** Each command in a file of its own, loaded only when it is called. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check.ts')).check,
  render: async () => (await import('./render.ts')).render,
  read: async () => (await import('./read.ts')).read,
  summary: async () => (await import('./summary.ts')).summary,
  ledger: async () => (await import('./ledger.ts')).ledger,
  figures: async () => (await import('./figures.ts')).figures,
  disc: async () => (await import('./disc.ts')).disc,
  assignment: async () => (await import('./assignment.ts')).assignment,
  placement: async () => (await import('./placement.ts')).placement,
  batch: async () => (await import('./batch.ts')).batch,
  draw: async () => (await import('./draw.ts')).draw,
  audit: async () => (await import('./audit.ts')).audit,
  example: async () => (await import('./example.ts')).example,
  serve: async () => (await import('./serve.ts')).serve,
};

const commonOptions = [
  ['--help', '显示用法；lianheti 命令 --help 显示该命令的用法'],
  ['--version', '显示版本'],
] as const;

const speech: Speech = { say: (text) => console.log(text), warn: (text) => console.error(text) };

// A reader that has seen enough, such as `head`, is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** Runs the command line; the exit codes are those of `exit`. */
async function main(args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args;
  try {
    if (['--version', '-v'].includes(name)) speech.say(version());
    else if (['', '--help', '-h', 'help'].includes(name)) speech.say(await overview());
    else return await runCommand(name, rest);
    return name === '' ? exit.impossible : exit.done;
  } catch (fault) {
    return tellFault(fault, name, rest);
  }
}

async function runCommand(name: string, args: readonly string[]): Promise<number> {
  const command = await commandOf(name);
  if (!command) throw new UsageFault(`没有 ${name} 这个命令。`);
  const options = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length);
  if (options.includes('--version')) speech.say(version());
  else if (options.includes('--help') || options.includes('-h')) speech.say(helpOf(command));
  else return command.run(args, speech);
  return exit.done;
}

async function commandOf(name: string): Promise<Command | undefined> {
  return Object.hasOwn(commands, name) ? commands[name]?.() : undefined;
}

async function tellFault(fault: unknown, name: string, args: readonly string[]): Promise<number> {
  const isBug = !(fault instanceof Fault);
  const code = isBug ? 'bug' : fault.code;
  const message = fault instanceof Error ? fault.message : String(fault);
  if (args.includes('--json')) speech.say(JSON.stringify({ error: { code, message } }, null, 2));
  else if (isBug) speech.warn(`程序出错，请把以下内容告诉维护人员：\n${fault instanceof Error ? fault.stack : fault}`);
  else speech.warn(message);
  if (fault instanceof UsageFault && !args.includes('--json')) {
    const command = await commandOf(name);
    speech.warn(`\n${command ? helpOf(command) : await overview()}`);
  }
  return isBug ? exit.bug : exit.impossible;
}

function version(): string {
  const about: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof about === 'object' && about !== null && 'version' in about ? String(about.version) : '';
}

async function overview(): Promise<string> {
  const known = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => [name, (await load()).summary] as const),
  );
  return [
    `联合体 Lianheti ${version()}：市域产教联合体推荐书的检查、生成与读取`,
    '',
    '用法：lianheti 命令 [选项]',
    '',
    '命令：',
    ...aligned(known),
    '',
    '选项：',
    ...aligned(commonOptions),
    '',
    '退出码：0 正常；1 有错误，或有内容未能识别；2 文件无法读写，或命令写法不对',
  ].join('\n');
}

function helpOf({ usage, summary, options }: Command): string {
  const all = [...options, ['--help', '显示用法'] as const, ['--version', '显示版本'] as const];
  return [`用法：${usage}`, '', summary, '', '选项：', ...aligned(all)].join('\n');
}

/** Two columns; a Han character takes two places of a terminal. */
function aligned(rows: readonly (readonly [string, string])[]): readonly string[] {
  const places = (text: string) => [...text].reduce((sum, each) => sum + (each > '\u2e7f' ? 2 : 1), 0);
  const widest = Math.max(...rows.map(([left]) => places(left)));
  return rows.map(([left, right]) => `  ${left}${' '.repeat(widest - places(left) + 2)}${right}`);
}

process.exitCode = await main(process.argv.slice(2));
