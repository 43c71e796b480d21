import type { Form } from '#core/form/form.ts';
import type { FigureRule, LedgerBook, LedgerKind, Measure } from '#core/ledger/kind.ts';

/** A figure as people know it: its official label and unit, and the ledgers it stands on. */
export type FigureDefinition = {
  id: string;
  label: string;
  unit: string;
  isRate: boolean;
  kind: LedgerKind;
  rule: FigureRule;
  /** How it is computed, in Chinese. */
  formula: string;
};

/** Every figure that the book's ledgers make, in the order of the kinds; a figure split by category stands once more for each. */
export function figureDefinitions(form: Form, book: LedgerBook): readonly FigureDefinition[] {
  return book.kinds.flatMap((kind) =>
    kind.figures.flatMap((rule) => {
      const whole = definitionOf(form, kind, rule);
      return [
        whole,
        ...categoriesOf(form, rule).map(({ id, label }) => ({
          ...whole,
          id: `${whole.id}.${id}`,
          label: `${whole.label}（${label}）`,
        })),
      ];
    }),
  );
}

function definitionOf(form: Form, kind: LedgerKind, rule: FigureRule): FigureDefinition {
  const field = form.fields[rule.figure];
  const unit = rule.unit ?? (field?.kind === 'number' ? field.unit : '');
  return {
    id: rule.figure,
    label: rule.label ?? field?.label ?? rule.figure,
    unit,
    isRate: rule.measure.type === 'rate',
    kind,
    rule,
    formula: formulaOf(kind, rule),
  };
}

function categoriesOf(form: Form, rule: FigureRule) {
  if (rule.split === undefined) return [];
  return Object.values(form.fields).flatMap((field) =>
    field.kind === 'roster' ? field.categories.filter(({ extra }) => extra) : [],
  );
}

/** How a figure is computed, in the words of its ledger. */
function formulaOf(kind: LedgerKind, rule: FigureRule): string {
  const label = (id: string) => kind.fields[id]?.label ?? id;
  const where = rule.where ? '（仅限符合条件的记录）' : '';
  return `${yearsText(kind, label)}的“${kind.label}”台账${where}：${measureText(rule.measure, label)}`;
}

function yearsText({ years }: LedgerKind, label: (id: string) => string): string {
  switch (years.rule) {
    case 'inForce':
      return `当年12月31日仍在“${label(years.from)}”至“${label(years.to)}”期间`;
    case 'during':
      return `“${label(years.from)}”至“${label(years.to)}”期间涉及当年`;
    case 'on':
      return `“${label(years.day)}”在当年`;
    case 'year':
      return `“${label(years.field)}”为当年`;
  }
}

function measureText(measure: Measure, label: (id: string) => string): string {
  switch (measure.type) {
    case 'one':
      return '每条计1';
    case 'sum':
      return `“${label(measure.field)}”之和`;
    case 'product':
      return `“${measure.of.map(label).join('”×“')}”之和`;
    case 'months':
      return `${measure.times === undefined ? '' : `“${label(measure.times)}”×`}当年天数÷30（四舍五入至0.1）之和`;
    case 'rate': {
      const whole = measure.whole === 'one' ? '记录数' : `“${label(measure.whole.field)}”之和`;
      const part =
        'field' in measure.part
          ? `“${label(measure.part.field)}”之和`
          : `按期达到“${label(measure.part.where[0]?.field ?? '')}”的记录数`;
      return `${part}÷${whole}×100`;
    }
  }
}
