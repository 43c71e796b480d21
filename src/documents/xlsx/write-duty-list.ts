import type { WriteSheet } from 'hucre/xlsx';
import { dutyColumns } from '#core/task/duty-list.ts';
import { templateSheets, writeSheets } from './template-sheets.ts';

const templateRows = 1000;

/** The Excel template of a 责任清单: headings, a drop-down of departments, and a second sheet that says how to fill it in. */
export function writeDutyTemplate(departments: readonly string[]): Promise<Uint8Array> {
  const [sheet, notes] = templateSheets('责任清单', dutyColumns, [
    ['部门', departments.join('、')],
    ['再次上传', '按部门和任务名称识别同一任务；已有的不重复建立，也不改动。'],
  ]);
  const choices: WriteSheet = {
    ...sheet,
    dataValidations: [
      {
        type: 'list',
        range: `A2:A${templateRows}`,
        values: [...departments],
        errorTitle: '部门',
        errorMessage: '请从下拉列表中选择部门。',
        showErrorMessage: true,
        allowBlank: true,
      },
    ],
  };
  return writeSheets([choices, notes], '责任清单导入模板');
}
