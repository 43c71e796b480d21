import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg, { type Client } from 'pg';

const folder = new URL('./migrations/', import.meta.url);
const lockKey = 2_023_015;

/**
 * Brings a database to the present schema: creates the three roles, then runs each numbered migration that has not run, each in its own
 * transaction and as the owner role. `client` may create roles or they exist already. One process at a time; the others
 * wait. Throws with a Chinese message where a migration that has run was changed since.
 */
export async function migrate(client: Client): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [lockKey]);
  try {
    await ensureRoles(client);
    await ensureExtension(client);
    await client.query(`
      create table if not exists schema_migration (name text primary key, checksum text not null, at timestamptz not null default now())`);
    const done = await client.query<{ name: string; checksum: string }>('select name, checksum from schema_migration');
    const checksums = new Map(done.rows.map((row) => [row.name, row.checksum]));
    for (const { name, text } of readMigrations()) await run(client, name, text, checksums.get(name));
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lockKey]);
  }
}

/** The numbered migrations, in order. */
export function readMigrations(): readonly { name: string; text: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
}

async function run(client: Client, name: string, text: string, known: string | undefined): Promise<void> {
  const checksum = createHash('sha256').update(text).digest('hex');
  if (known === checksum) return;
  if (known !== undefined) throw new Error(`数据库结构脚本 ${name} 执行后又被改动，无法继续。请恢复原文件。`);
  await client.query('begin');
  try {
    await client.query('set local role lianheti_owner');
    await client.query(text);
    await client.query('reset role');
    await client.query('insert into schema_migration (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`数据库结构脚本 ${name} 执行失败：${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** `lianheti_owner` owns the tables, `lianheti_app` serves requests under row-level security, `lianheti_auth` keeps accounts. */
async function ensureRoles(client: Client): Promise<void> {
  const found = await client.query<{ rolname: string }>(
    "select rolname from pg_roles where rolname like 'lianheti\\_%'",
  );
  const names = new Set(found.rows.map((row) => row.rolname));
  try {
    for (const role of ['lianheti_owner', 'lianheti_app', 'lianheti_auth']) {
      if (names.has(role)) continue;
      await client.query(`create role ${role} nologin nosuperuser nobypassrls noinherit`).catch(ignoreDuplicate);
    }
    await client.query('grant lianheti_owner, lianheti_app, lianheti_auth to current_user');
    await client.query('grant usage, create on schema public to lianheti_owner');
    await client.query('grant usage on schema public to lianheti_app, lianheti_auth');
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    throw new Error(
      `DATABASE_URL 的用户须能建立角色（CREATEROLE）并在 public 模式中建表，数据库的答复是：${error.message}`,
      { cause: error },
    );
  }
}

/** Exclusion constraints over ids and times need `btree_gist`, which comes with PostgreSQL and any owner of a database may add. */
async function ensureExtension(client: Client): Promise<void> {
  const there = await client.query("select from pg_extension where extname = 'btree_gist'");
  if (there.rowCount !== 0) return;
  try {
    await client.query('create extension if not exists btree_gist with schema public');
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    throw new Error(
      `数据库需要随 PostgreSQL 提供的扩展 btree_gist，请由数据库管理员执行 create extension btree_gist，数据库的答复是：${error.message}`,
      { cause: error },
    );
  }
}

/** Another installation on the same cluster made the role in the same moment. */
function ignoreDuplicate(error: unknown): void {
  if (!(error instanceof pg.DatabaseError && (error.code === '42710' || error.code === '23505'))) throw error;
}
