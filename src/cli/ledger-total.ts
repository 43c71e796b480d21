import { figureDefinitions } from '#core/figure/figure-definitions.ts';
import { figureValue, rollUp } from '#core/figure/roll-up.ts';
import { factsOf } from '#core/ledger/facts.ts';
import type { Pack } from '#core/pack/pack.ts';
import { chosenPack } from './chosen-pack.ts';
import { type Command, exit, jsonOption, onlyFile, packOption, parse, type Speech } from './command.ts';
import { UsageFault } from './fault.ts';
import { isFaultless, tellFindings } from './ledger-check.ts';
import { type LedgerReading, ledgersOf, readLedger } from './read-ledger.ts';

/** Figures by id, then by year, as exact decimal texts; a rate as its value in per cent. */
type Figures = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const ledgerTotal: Command = {
  usage: 'lianheti ledger total 文件 [选项]',
  summary: '由填好的台账（.xlsx 或 .csv）汇总各年度数据',
  options: [
    ['--through 年', '截至哪一年度，默认为当年'],
    ['--kind 编号', '.csv 为哪一种台账；默认按表头识别'],
    packOption,
    jsonOption,
  ],
  run: async (args, speech) => {
    const { values, positionals } = parse(args, {
      through: { type: 'string' },
      kind: { type: 'string' },
      pack: { type: 'string' },
      json: { type: 'boolean' },
    });
    const through = values.through === undefined ? thisYear() : yearOf(values.through);
    const file = onlyFile(positionals);
    const pack = chosenPack(values.pack);
    const reading = await readLedger(pack, file, values.kind);
    const figures = figuresOf(pack, reading, through);
    if (values.json) speech.say(JSON.stringify({ figures, findings: reading.findings }, null, 2));
    else tell(pack, reading, figures, speech);
    return isFaultless(reading.findings) ? exit.done : exit.notAllWell;
  },
};

function yearOf(text: string): number {
  if (!/^\d{4}$/.test(text)) throw new UsageFault(`--through 的年度“${text}”应为四位数，如 2023。`);
  return Number(text);
}

/** A data year ends in Asia/Shanghai. */
function thisYear(): number {
  return Number(new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', year: 'numeric' }).format(new Date()));
}

function figuresOf(pack: Pack, { events, categoryOf }: LedgerReading, through: number): Figures {
  const book = ledgersOf(pack);
  const kept = { ...book, years: { ...book.years, last: Math.min(book.years.last, through) } };
  const rolled = rollUp(
    (function* () {
      for (const { kind, values, fields } of events)
        if (fields.length === 0)
          yield { standing: 'confirmed' as const, facts: factsOf(kept, kind, values, { categoryOf }) };
    })(),
  );
  const inOrder = figureDefinitions(pack.form, book).flatMap(({ id }) => {
    const years = [...(rolled.get(id) ?? [])].flatMap(([year, { counted }]) => {
      const value = figureValue(counted);
      return value === undefined ? [] : [[String(year), value] as const];
    });
    return years.length === 0 ? [] : [[id, Object.fromEntries(years)] as const];
  });
  return Object.fromEntries(inOrder);
}

function tell(pack: Pack, reading: LedgerReading, figures: Figures, speech: Speech): void {
  const definitions = figureDefinitions(pack.form, ledgersOf(pack));
  for (const kind of ledgersOf(pack).kinds) {
    const rows = reading.rows.get(kind.id);
    if (rows === undefined) continue;
    const counted = reading.events.filter((event) => event.kind === kind && event.fields.length === 0).length;
    speech.say(`${kind.label}：读取${rows}行，计入${counted}项`);
    for (const { id, label, unit } of definitions.filter((definition) => definition.kind === kind)) {
      const years = Object.entries(figures[id] ?? {});
      if (years.length === 0) continue;
      const shown = years.map(([year, value]) => `${year}年 ${value}`).join('；');
      speech.say(`  ${label}${unit && `（${unit}）`}：${shown}`);
    }
    speech.say('');
  }
  tellFindings(reading.findings, speech);
}
