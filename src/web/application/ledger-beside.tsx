import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { numberText } from '#core/figure/figure-text.ts';
import type { LedgerValue, LedgerValues } from '#core/figure/form-figures.ts';
import type { CellValue } from '#core/form/answers.ts';
import { canonicalJson } from '#core/form/canonical-json.ts';
import type { Application } from '#web/api/queries.ts';
import { textOfValue } from './cell-text.ts';
import type { FormStore } from './form-store.ts';
import { useForm, useSummary } from './use-form.ts';

/** What the ledgers say of a cell, beside what was typed: to take over, and to open down to its entries. */
export function LedgerBeside({ path, value }: { path: string; value: CellValue }) {
  const { application, store } = useForm();
  const ledger = ledgerOf(application.ledger)[path];
  if (!ledger) return null;
  const isTaken = canonicalJson(value ?? null) === canonicalJson(ledger.value ?? null);
  return (
    <p className={`cell-ledger ${isTaken ? 'good' : 'soft'}`}>
      {isTaken ? '与台账一致' : `台账：${shortText(ledger.value)}`}
      {ledger.rate && `（${numberText(ledger.rate.amount)}/${numberText(ledger.rate.base)}）`}
      {ledger.confirmed + ledger.oneSided > 0 && (
        <span className="soft">
          （{ledger.confirmed + ledger.oneSided}条，已确认{ledger.confirmed}条
          {ledger.disputed > 0 && `，另有${ledger.disputed}条有争议未计`}）
        </span>
      )}{' '}
      {!isTaken && application.canEdit && (
        <Button size="small" onClick={() => store.restore(path, ledger.value, 'ledger')}>
          采用
        </Button>
      )}{' '}
      {ledger.figure !== undefined && (
        <Link
          to="/consortia/$id/figures/$figure/$year"
          params={{ id: application.consortium.id, figure: ledger.figure, year: String(ledger.year) }}
        >
          来源
        </Link>
      )}
    </p>
  );
}

/** Takes over whatever the ledgers say otherwise or the form still lacks, in one press. */
export function TakeLedger() {
  const { application, store } = useForm();
  // Drawn again as findings come and go, which is when what stands in a cell may have changed.
  useSummary();
  const ledger = ledgerOf(application.ledger);
  const open = differing(store, ledger);
  if (!application.canEdit || Object.keys(ledger).length === 0) return null;
  return (
    <p className="card take-ledger">
      台账可填{Object.keys(ledger).length}项，
      {open.length === 0 ? '都已采用。' : `其中${open.length}项尚未采用或与填报不同。`}{' '}
      {open.length > 0 && (
        <Button
          size="small"
          onClick={() => {
            for (const [path, { value }] of open) store.restore(path, value, 'ledger');
          }}
        >
          全部采用
        </Button>
      )}{' '}
      <Link to="/consortia/$id/figures" params={{ id: application.consortium.id }}>
        查看数据
      </Link>
    </p>
  );
}

/** Commitments are the applicant's own to make: offered cell by cell, never all at once. */
function differing(store: FormStore, ledger: LedgerValues): readonly [string, LedgerValue][] {
  return Object.entries(ledger).filter(
    ([path, { value, binding }]) =>
      (binding || textOfValue(store.cell(path).value) === '') &&
      canonicalJson(store.cell(path).value ?? null) !== canonicalJson(value ?? null),
  );
}

function shortText(value: CellValue): string {
  if (Array.isArray(value)) return `${value.length}个名称`;
  const text = textOfValue(value);
  return text.length > 60 ? `${text.slice(0, 60)}……` : text;
}

/** The ledgers' values as the server sends them. */
export function ledgerOf(ledger: Application['ledger']): LedgerValues {
  return Object.fromEntries(
    Object.entries(ledger).map(([path, one]) => [path, { ...one, value: one.value as CellValue }]),
  );
}
