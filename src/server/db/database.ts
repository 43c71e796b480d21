import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import pg, { type ClientConfig, type Pool } from 'pg';
import { type Bus, connectBus } from './bus.ts';
import type { Schema } from './schema.ts';

export type Tx = Transaction<Schema>;

/**
 * The person a transaction acts for; with a token, within the token's unit alone. With the hash of a meeting's pass it acts for that seat, and for
 * no person.
 */
export type ActingPerson = { personId: string; token?: { unitId: string } | undefined; passHash?: string };

export type Database = {
  /** One transaction in which the person acts: row-level security decides what it sees and may write. */
  asActor: <T>(actor: ActingPerson, run: (tx: Tx) => Promise<T>) => Promise<T>;
  /** The same, only reading, and every statement sees the same moment. */
  readAs: <T>(actor: ActingPerson, run: (tx: Tx) => Promise<T>) => Promise<T>;
  /** For statements that set the actor themselves in one trip (`save_answers`). Runs as `lianheti_app`, without an actor. */
  app: Pool;
  /** Runs as `lianheti_auth`: sessions, passwords, second factors, and nothing else. */
  accounts: Kysely<Schema>;
  /** One transaction of the program itself, beyond any tenant: storing packs, loading the example. Never on behalf of a request. */
  asOwner: <T>(run: (tx: Tx) => Promise<T>) => Promise<T>;
  bus: Bus;
  /** What it was connected with: a thread of its own connects with the same. */
  settings: { owner: ClientConfig; login: RoleLogin };
  close: () => Promise<void>;
};

/** Connections of `lianheti_app` and `lianheti_auth`: a login of their own, or the owner's with that role set. */
export type RoleLogin = { password: string } | 'set-role';

const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    if (oid === pg.types.builtins.INT8) return Number;
    // A calendar day has no moment: it stays the text that it is.
    if (oid === pg.types.builtins.DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format);
  },
};

/** Typed queries within the transaction of a client that somebody else opened, for visits past row-level security. */
export function queriesOver(client: pg.Client): Tx {
  client.setTypeParser(pg.types.builtins.INT8, Number);
  client.setTypeParser(pg.types.builtins.DATE, (text: string) => text);
  const connection = { query: client.query.bind(client), release: () => {} };
  const pool = { connect: async () => connection, end: async () => {} };
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) }) as Tx;
}

/** Opens the pools of a migrated database. `owner` may act as each of the three roles. `onConnect` is told the backend of each new connection. */
export async function connectDatabase(
  owner: ClientConfig,
  login: RoleLogin = 'set-role',
  onConnect: (backend: number) => void = () => {},
): Promise<Database> {
  const pool = (role: string, as: RoleLogin, max: number) =>
    poolOf(owner, role, as, max).on('connect', (client) => {
      if ('processID' in client && typeof client.processID === 'number') onConnect(client.processID);
    });
  const app = pool('lianheti_app', login, 10);
  const auth = pool('lianheti_auth', login, 5);
  const own = pool('lianheti_owner', 'set-role', 2);
  const kysely = (pool: Pool) => new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const [appDb, ownerDb] = [kysely(app), kysely(own)];
  const bus = await connectBus(configOf(owner, 'lianheti_app', login));
  return {
    app,
    bus,
    settings: { owner, login },
    accounts: kysely(auth),
    asActor: (actor, run) => transact(appDb, 'begin', actor, run),
    readAs: (actor, run) => transact(appDb, 'begin isolation level repeatable read read only', actor, run),
    asOwner: (run) => ownerDb.transaction().execute(run),
    close: async () => {
      await bus.close();
      await Promise.all([app.end(), auth.end(), own.end()]);
    },
  };
}

/**
 * A transaction in which a person acts, begun in one trip. Answers as soon as `run` has where nothing can be lost by it: what only reads
 * does not wait for its commit.
 */
function transact<T>(db: Kysely<Schema>, begin: string, actor: ActingPerson, run: (tx: Tx) => Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const isReading = begin.endsWith('read only');
  db.connection()
    .execute(async (connection) => {
      await sql.raw(`${begin}; select ${actAs(actor)}`).execute(connection);
      try {
        // Kysely begins its own transactions in a trip of their own; from here on it is one.
        const result = await run(connection as Tx);
        if (isReading) resolve(result);
        await sql`commit`.execute(connection);
        return result;
      } catch (error) {
        await sql`rollback`.execute(connection);
        throw error;
      }
    })
    .then(resolve, reject);
  return promise;
}

function actAs({ personId, token, passHash }: ActingPerson): string {
  const set = (name: string, value: string) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`;
  return [
    set('lianheti.person', personId),
    ...(token ? [set('lianheti.unit', token.unitId)] : []),
    ...(passHash ? [set('lianheti.pass', passHash)] : []),
  ].join(', ');
}

function poolOf(owner: ClientConfig, role: string, login: RoleLogin, max: number): Pool {
  const pool = new pg.Pool({ ...configOf(owner, role, login), max, idleTimeoutMillis: 60_000 });
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => {});
  return pool;
}

function configOf(owner: ClientConfig, role: string, login: RoleLogin): ClientConfig {
  const own = { ...owner, types, application_name: role };
  return login === 'set-role'
    ? { ...own, options: `${owner.options ?? ''} -c role=${role}` }
    : { ...own, user: role, password: login.password };
}
