import { roles } from '#core/access/role.ts';
import { readConfig } from './config.ts';
import { createContext } from './context.ts';
import { openDatabase } from './db/open-database.ts';
import { examplePassword } from './example/example-accounts.ts';
import { type Beginning, fillEmptyDatabase } from './example/fill-empty-database.ts';
import { type ExampleSignIn, listExampleAccounts } from './example/list-example-accounts.ts';
import { createApp } from './http/app.ts';

/** A running server: where it answers, and how to stop it cleanly. */
export type RunningServer = {
  address: string;
  beginning: Beginning | undefined;
  /** The example's accounts; none where it was not loaded. */
  accounts: readonly ExampleSignIn[];
  stop: () => Promise<void>;
};

/** Config → database → context → listen. Throws an `Error` with a Chinese message where it cannot start; nothing is left running then. */
export async function startServer(env: NodeJS.ProcessEnv): Promise<RunningServer> {
  const config = await readConfig(env);
  const { db, close } = await openDatabase(config);
  try {
    const first = await createContext(config, db);
    const beginning = await fillEmptyDatabase(first);
    const context = { ...first, example: first.example || (beginning !== undefined && 'example' in beginning) };
    const app = await createApp(context);
    const address = await app.listen({ host: config.host, port: config.port });
    return {
      address,
      beginning,
      accounts: context.example ? await listExampleAccounts(db) : [],
      stop: async () => {
        await app.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new Error(`${config.host}:${config.port} 已被其他程序占用，请用 PORT 指定另一个端口。`);
    throw error;
  }
}

/** What `npm start` runs: starts, tells people where and who, and stops at Ctrl-C. Returns the process's exit code. */
export async function main(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<number> {
  const stopAsked = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  let server: RunningServer;
  try {
    server = await startServer(env);
  } catch (error) {
    say(messageOf(error));
    return 1;
  }
  say(`联合体已启动：${server.address}`);
  if (server.accounts.length > 0) sayAccounts(server.accounts, say);
  if (server.beginning && 'invitations' in server.beginning) {
    say('数据库是空的。请三位管理员分别打开以下链接设立账号（7 天内有效，只能用一次）：');
    for (const { role, link } of server.beginning.invitations) say(`  ${roles[role].label}  ${link}`);
  }
  say('按 Ctrl-C 停止。');
  await stopAsked;
  say('正在停止……');
  await server.stop();
  return 0;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const denied = 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
  return denied
    ? `无权读写数据目录中的文件，它可能属于另一个用户（例如先前以 root 启动过）：${error.message}。请改用原来的用户启动，或用 DATA_DIR 指定另一个目录。`
    : error.message;
}

function sayAccounts(accounts: readonly ExampleSignIn[], say: (line: string) => void): void {
  say(`示例数据全部为虚构。示例账号（密码均为 ${examplePassword}）：`);
  for (const { email, label } of accounts) say(`  ${email.padEnd(30)}${label}`);
}
