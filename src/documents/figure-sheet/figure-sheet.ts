/** What the document is called. */
export const sheetTitle = '数据溯源表';

/** The figures of a form that stand on ledgers, as 数据溯源表 prints them. All texts as they stand on the paper. */
export type FigureSheet = {
  consortium: string;
  batch: string;
  /** The form's state: `填报中`, `已提交`. */
  state: string;
  /** `2026年11月23日 15:04` in Beijing. */
  printedAt: string;
  /** The page where codes are opened; `address/CODE` opens one. */
  address: string;
  sections: readonly SheetSection[];
};

export type SheetSection = { title: string; figures: readonly SheetFigure[] };

/** A field of the form with a row for each year that it asks for. */
export type SheetFigure = { label: string; unit: string; rows: readonly SheetRow[] };

export type SheetRow = {
  year: number;
  /** What the form says; empty where it says nothing. */
  typed: string;
  /** What the ledgers say, a rate with numerator and denominator: `95.33（286/300）`. */
  ledger: string;
  /** True where the form says otherwise than the ledgers. */
  differs: boolean;
  /** Entries behind it. */
  confirmed: number;
  oneSided: number;
  disputed: number;
  code: string;
};

/** `8/2/1`: entries confirmed, of one side, and in dispute. */
export function sharesText({ confirmed, oneSided, disputed }: SheetRow): string {
  return confirmed + oneSided + disputed === 0 ? '无记录' : `${confirmed}/${oneSided}/${disputed}`;
}
