import type { WriteSheet } from 'hucre/xlsx';
import type { LedgerField } from '#core/ledger/kind.ts';
import { typeRule } from './field-rule.ts';
import { memberSheet } from './read-members.ts';

type InputCheck = Omit<NonNullable<WriteSheet['dataValidations']>[number], 'range'>;

/** The list of members in the template; longer lists are judged on reading. */
const memberNames = `'${memberSheet}'!$A$2:$A$5000`;

/** What Excel itself offers and refuses for a field; `codes` is the range of its code list. Lists of members and codes offer and do not refuse. */
export function inputCheck(field: LedgerField, codes: string | undefined): InputCheck | undefined {
  const refusing = {
    allowBlank: true,
    showErrorMessage: true,
    errorStyle: 'stop',
    errorTitle: field.label,
    errorMessage: `应为：${typeRule(field)}`.slice(0, 220),
  } as const;
  switch (field.type) {
    case 'choice':
      return { ...refusing, type: 'list', values: [...field.options] };
    case 'member':
      return field.many
        ? { type: 'list', formula1: memberNames, allowBlank: true, errorStyle: 'information' }
        : { ...refusing, type: 'list', formula1: memberNames, errorMessage: '请从“成员单位”工作表所列单位中选择' };
    case 'code':
      return codes === undefined
        ? undefined
        : { type: 'list', formula1: codes, allowBlank: true, errorStyle: 'information' };
    case 'count':
      return { ...refusing, type: 'whole', operator: 'greaterThanOrEqual', formula1: '0' };
    case 'decimal':
      return { ...refusing, type: 'decimal', operator: 'greaterThanOrEqual', formula1: '0' };
    case 'year':
      return { ...refusing, type: 'whole', operator: 'between', formula1: '1990', formula2: '2100' };
    case 'day':
      // Serial numbers of 1950-01-01 and 2100-12-31.
      return { ...refusing, type: 'date', operator: 'between', formula1: '18264', formula2: '73415' };
    case 'text':
    case 'person':
      return undefined;
  }
}
