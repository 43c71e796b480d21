import type { Client } from 'pg';

const typeByName: Readonly<Record<string, string>> = {
  uuid: 'string',
  _uuid: 'string[]',
  text: 'string',
  _int4: 'number[]',
  _text: 'string[]',
  numeric: 'string',
  // The driver reads these as floating point: for statistics, not for sums.
  _numeric: 'number[]',
  date: 'string',
  datemultirange: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float8: 'number',
  bool: 'boolean',
  timestamptz: 'Timestamp',
  jsonb: 'Json',
  bytea: 'Buffer',
};

type Column = {
  table_name: string;
  column_name: string;
  udt_name: string;
  is_nullable: string;
  column_default: string | null;
};

/** The text of `schema.ts`: Kysely's types of every table of a migrated database, in the order of names. */
export async function describeSchema(client: Client): Promise<string> {
  const { rows } = await client.query<Column>(`
    select table_name, column_name, udt_name, is_nullable, coalesce(column_default, generation_expression) as column_default from information_schema.columns
    where table_schema = 'public' and table_name <> 'schema_migration' order by table_name, ordinal_position`);
  const tables = Map.groupBy(rows, (row) => row.table_name);
  const types = [...tables].map(
    ([name, columns]) => `export type ${typeName(name)} = {\n${columns.map(columnLine).join('')}};\n`,
  );
  const members = [...tables.keys()].map((name) => `  ${name}: ${typeName(name)};\n`).join('');
  return `// Written by \`npx node src/server/db/write-schema.ts\` from the migrated schema; a test compares them.
import type { ColumnType, Generated } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
type GeneratedTimestamp = ColumnType<Date, Date | string | undefined, Date | string>;
/** Written as JSON text, read as the value. */
type Json = ColumnType<unknown, string, string>;
type GeneratedJson = ColumnType<unknown, string | undefined, string>;

${types.join('\n')}
export type Schema = {
${members}};
`;
}

function columnLine(column: Column): string {
  const base = typeByName[column.udt_name];
  if (!base) throw new Error(`no TypeScript type for ${column.table_name}.${column.column_name} ${column.udt_name}`);
  const nullable = column.is_nullable === 'YES' ? `${base} | null` : base;
  const optional = ['Timestamp', 'Json'].includes(base) ? `Generated${base}` : `Generated<${nullable}>`;
  return `  ${column.column_name}: ${column.column_default === null ? nullable : optional};\n`;
}

function typeName(table: string): string {
  return table.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
