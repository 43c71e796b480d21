import { figureDefinitions } from '#core/figure/figure-definitions.ts';
import type { LedgerField, LedgerKind } from '#core/ledger/kind.ts';
import { kindOf } from '#core/ledger/kind.ts';
import {
  type PolicyCondition,
  type PolicyRules,
  type PolicyTrait,
  policyPeriods,
} from '#core/support-policy/policy-rules.ts';
import { type PolicyWords, periodLabels } from '#core/support-policy/policy-texts.ts';
import { currentPack } from '#packs/packs.ts';
import { Refusal } from '#server/http/refusal.ts';
import { ledgerBook } from '#server/ledger/ledger-book.ts';
import { categories, categoryLabels } from '#server/member/member-row.ts';

/** Throws `Refusal('not-found')` where the notice knows no such policies. */
export function policyRules(): PolicyRules {
  if (!currentPack.policies) throw new Refusal('not-found');
  return currentPack.policies;
}

/** 领域, in the notice's order. */
export function policyFields(): readonly string[] {
  const { ledger, field } = policyRules();
  return optionsOf(kindOf(ledgerBook(), ledger).fields[field]);
}

/** Figures and ledgers of members' own doing: those that some member reports, and that are no rates. */
const deeds = (currentPack.ledgers?.kinds ?? []).filter(({ reporter }) => reporter !== undefined);
const figures = new Map(
  (currentPack.ledgers ? figureDefinitions(currentPack.form, currentPack.ledgers) : [])
    .filter(({ isRate, kind, id, rule }) => !isRate && deeds.includes(kind) && id === rule.figure)
    .map((definition) => [definition.id, definition]),
);

export const figureKind = (figure: string): string => figures.get(figure)?.kind.id ?? '';

/** What conditions speak of, as the pack calls it. */
export const policyWords: PolicyWords = {
  category: (id) => categoryLabels.get(id) ?? id,
  trait: (id) => {
    const { kind, field } = traitOf(id);
    const { label = id, unit } = fieldOf(kind, field);
    // 资产总额（万元）: the unit is said with the number.
    const [, name = label, told = ''] = /^(.*?)（(.+)）$/.exec(label) ?? [];
    return { label: name, unit: unit ?? told, ledger: kindOf(ledgerBook(), kind).label };
  },
  figure: (id) => ({ label: figures.get(id)?.label ?? id, unit: figures.get(id)?.unit ?? '' }),
  kind: (id) => kindOf(ledgerBook(), id).label,
};

/** What may be chosen for a condition. */
export function conditionChoices() {
  const { traits } = policyRules();
  return {
    categories: categories.map(({ id, label }) => ({ id, label })),
    traits: traits.map(({ id, kind, field }) => ({
      id,
      ...policyWords.trait(id),
      options: [...optionsOf(ledgerKind(kind)?.fields[field])],
    })),
    figures: [...figures.values()].map(({ id, label, unit }) => ({ id, label, unit })),
    kinds: deeds.map(({ id, label, fields }) => ({
      id,
      label,
      choices: Object.entries(fields).flatMap(([field, definition]) =>
        definition.type === 'choice' ? [{ field, label: definition.label, options: [...definition.options] }] : [],
      ),
    })),
    periods: policyPeriods.map((id) => ({ id, label: periodLabels[id] })),
  };
}

/** Throws `Refusal('invalid')` for a condition on something that the pack does not know. */
export function mustBeConditions(conditions: readonly PolicyCondition[]): void {
  if (!conditions.every(isKnown))
    throw new Refusal('invalid', { fields: ['clauses'], detail: '适用条件有误，请从列表中选择，并填写至少一个数。' });
}

function isKnown(condition: PolicyCondition): boolean {
  const { traits } = policyRules();
  switch (condition.about) {
    case 'category':
      return condition.of.length > 0 && condition.of.every((id) => categoryLabels.has(id));
    case 'trait': {
      const trait = traits.find(({ id }) => id === condition.trait);
      const options = trait ? optionsOf(ledgerKind(trait.kind)?.fields[trait.field]) : [];
      return condition.of.length > 0 && condition.of.every((one) => options.includes(one));
    }
    case 'size': {
      const trait = traits.find(({ id }) => id === condition.trait);
      const isNumber = trait !== undefined && optionsOf(ledgerKind(trait.kind)?.fields[trait.field]).length === 0;
      return isNumber && (condition.atLeast !== null || condition.atMost !== null);
    }
    case 'figure':
      return figures.has(condition.figure);
    case 'records': {
      const kind = deeds.find(({ id }) => id === condition.kind);
      const { only } = condition;
      return kind !== undefined && (only === null || optionsOf(kind.fields[only.field]).includes(only.is));
    }
  }
}

function traitOf(id: string): PolicyTrait {
  const trait = policyRules().traits.find((one) => one.id === id);
  if (!trait) throw new Error(`no trait ${id}`);
  return trait;
}

const ledgerKind = (id: string): LedgerKind | undefined => currentPack.ledgers?.kinds.find((kind) => kind.id === id);

function fieldOf(kind: string, field: string): { label?: string; unit?: string } {
  const found = ledgerKind(kind)?.fields[field];
  return { label: found?.label ?? field, ...(found && 'unit' in found && found.unit ? { unit: found.unit } : {}) };
}

const optionsOf = (field: LedgerField | undefined): readonly string[] =>
  field?.type === 'choice' ? field.options : [];
