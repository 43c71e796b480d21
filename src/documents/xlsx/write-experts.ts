import { expertColumns } from '#core/expert/expert.ts';
import { templateSheets, writeSheets } from './template-sheets.ts';

/** The experts' Excel template: headings, and a second sheet that says how to fill it in. */
export function writeExpertTemplate(): Promise<Uint8Array> {
  const sheets = templateSheets('专家', expertColumns, [
    ['再次上传', '按邮箱识别同一人；空着的格保留原有内容；内容相同的不重复登记。'],
  ]);
  return writeSheets(sheets, '专家导入模板');
}
