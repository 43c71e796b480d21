import { isUtf8 } from 'node:buffer';
import { buildMarket, type Market, type MarketFault } from '#core/placement/market.ts';
import { Fault } from './fault.ts';
import { readBytes } from './files.ts';
import { type JsonReader, jsonReader, WrongJson } from './json-reader.ts';
import { type NameTable, nameTable } from './name-table.ts';

/** What is read at once: the wishes of a province's whole year take a third of it. */
const largest = 2 ** 31 - 1;
const mostPlaces = 2 ** 31 - 1;

/** A market with the names of its file, by place in its lists. */
export type NamedMarket = { market: Market; students: readonly string[]; positions: readonly string[] };

/**
 * Reads `{ "students": [{ "id", "wishes": [] }], "positions": [{ "id", "quota", "ranking": [] }] }` without making a value of each name: a million students take
 * seconds. Members it does not know are passed over. Throws `Fault` in Chinese that names the place at fault.
 */
export async function readPlacementFile(file: string): Promise<NamedMarket> {
  const bytes = await readBytes(file, largest);
  if (!isUtf8(bytes)) throw new Fault('unreadable', `${file} 不是 UTF-8 编码的 JSON 文件。`);
  try {
    return readMarket(jsonReader(bytes));
  } catch (cause) {
    if (cause instanceof WrongJson) throw new Fault(cause.code, `${file} ${cause.message}`, { cause });
    throw cause;
  }
}

function readMarket(json: JsonReader): NamedMarket {
  const builder = buildMarket();
  const [studentTable, positionTable] = [nameTable(), nameTable()];
  const [students, positions]: [number[], number[]] = [[], []];
  json.object({
    students: () =>
      json.list(() => {
        let id = 0;
        json.object({
          id: () => {
            id = nameIn(json, studentTable);
          },
          wishes: () => json.list(() => builder.wish(nameIn(json, positionTable))),
        });
        students.push(id);
        builder.student(id);
      }),
    positions: () =>
      json.list(() => {
        let id = 0;
        let quota = 0;
        json.object({
          id: () => {
            id = nameIn(json, positionTable);
          },
          quota: () => {
            quota = json.wholeNumber(mostPlaces);
          },
          ranking: () => json.list(() => builder.ranked(nameIn(json, studentTable))),
        });
        positions.push(id);
        builder.position(id, quota);
      }),
  });
  json.end();
  const market = builder.finish();
  if ('kind' in market) throw new WrongJson('invalid', textOf(market, studentTable, positionTable));
  return { market, students: students.map(studentTable.nameOf), positions: positions.map(positionTable.nameOf) };
}

function nameIn(json: JsonReader, table: NameTable): number {
  const { bytes, from, to } = json.text();
  if (from === to) throw json.wrong('是空的编号');
  return table.numberOf(bytes, from, to);
}

function textOf({ kind, place, id }: MarketFault, students: NameTable, positions: NameTable): string {
  const isStudent = place.endsWith('.id') ? place.startsWith('students') : place.startsWith('positions');
  const named = `编号“${(isStudent ? students : positions).nameOf(id)}”`;
  if (kind === 'twice') return `的 ${place} 不对：${named}重复出现。`;
  return `的 ${place} 不对：${isStudent ? 'students' : 'positions'} 中没有${named}。`;
}
