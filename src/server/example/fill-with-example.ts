import { readConfig } from '#server/config.ts';
import { type Context, createContext } from '#server/context.ts';
import type { Database } from '#server/db/database.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { examplePassword } from './example-accounts.ts';
import { listExampleAccounts } from './list-example-accounts.ts';
import { loadWholeExample } from './load-whole-example.ts';
import { type NationStage, playNation } from './nation/play-nation.ts';

/** `entries`: how many ledger entries the province and the consortia around it hold at least. */
export type ExampleOrder = { which: 'province' | 'nation'; entries?: number | undefined };

export type Filling = { loaded: readonly string[] } | { refused: string };

const stageWords: Readonly<Record<NationStage, string>> = {
  opened: '各级单位、人员账号和批次已建立',
  confirmed: '各联合体已填报、提交，牵头单位已确认',
  verified: '各省已逐项核实',
  recommended: '各省已推荐',
  packaged: '一省的光盘已生成并签名，另有一份改动了一个字节',
  admitted: '形式审查已完成',
  drawn: '专家已抽取、答复',
  assigned: '评审分工已求得并采用',
  read: '专家已审阅',
  visited: '两家已实地考察',
  decided: '遴选已作出决定',
  publicity: '名单已公示，收到异议',
  listed: '异议已答复，培育名单已公布',
};

/** Fills the empty database that the environment names with one of the examples, telling what goes on. Says what it holds, or why it cannot. */
export async function fillWithExample(
  env: NodeJS.ProcessEnv,
  { which, entries }: ExampleOrder,
  tell: (line: string) => void,
): Promise<Filling> {
  const opened = await open(env).catch((error: unknown) => ({
    refused: error instanceof Error ? error.message : String(error),
  }));
  if ('refused' in opened) return opened;
  const { config, db, close } = opened;
  try {
    if (await hasUnits(db))
      return {
        refused:
          '这里已有数据，示例只载入空的数据库。请用 DATA_DIR 指定一个新的文件夹，例如：DATA_DIR=./quanguo npm run example nation',
      };
    const context = await createContext(config, db);
    if (which === 'nation') await loadNation(context, tell);
    else await loadGrown(context, entries, tell);
    return { loaded: await describe(db) };
  } finally {
    await close();
  }
}

async function open(env: NodeJS.ProcessEnv) {
  const config = await readConfig(env);
  return { config, ...(await openDatabase(config)) };
}

/** As the first start does, and as many entries more as are asked for. */
async function loadGrown(context: Context, entries: number | undefined, tell: (line: string) => void): Promise<void> {
  const begun = Date.now();
  const told = (there: number, of: number) =>
    tell(`${seconds(begun)} 秒  台账${there.toLocaleString('zh-CN')}条，共${of.toLocaleString('zh-CN')}条`);
  await loadWholeExample(context, entries === undefined ? undefined : { entries, tell: told });
}

const seconds = (begun: number) => String(Math.round((Date.now() - begun) / 1000)).padStart(4);

async function loadNation(context: Context, tell: (line: string) => void): Promise<void> {
  const begun = Date.now();
  await playNation(context, {
    tell: (stage) => tell(`${seconds(begun)} 秒  ${stageWords[stage]}`),
  });
}

async function hasUnits(db: Database): Promise<boolean> {
  return (await db.asOwner((tx) => tx.selectFrom('unit').select('id').limit(1).executeTakeFirst())) !== undefined;
}

async function describe(db: Database): Promise<readonly string[]> {
  const count = (table: 'unit' | 'application' | 'expert' | 'reader', kind?: string) =>
    db.asOwner(async (tx) => {
      const counted = tx.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('rows'));
      return (await (kind === undefined ? counted : counted.where('kind', '=', kind)).executeTakeFirstOrThrow()).rows;
    });
  const accounts = await listExampleAccounts(db);
  return [
    `已载入虚构的示例：${await count('unit', 'province')}个省级单位、${await count('unit', 'consortium')}家联合体、${await count('application')}份申报、${await count('expert')}位专家、${await count('reader')}份审阅。`,
    `账号（密码均为 ${examplePassword}）：`,
    ...accounts.map(({ email, label }) => `  ${email.padEnd(30)}${label}`),
    '运行 npm start 查看。',
  ];
}
