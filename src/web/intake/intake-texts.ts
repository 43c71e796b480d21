import { momentText } from '#web/ui/moment.ts';
import type { Intake } from './intake-queries.ts';

export const outcomes: Readonly<Record<Intake['outcome'], { text: string; tone: 'good' | 'error' }>> = {
  intact: { text: '完整，签名有效', tone: 'good' },
  faulty: { text: '有问题', tone: 'error' },
  unreadable: { text: '无法读取', tone: 'error' },
};

export const problemKinds: Readonly<Record<string, string>> = {
  altered: '被改动',
  missing: '缺少',
  added: '多出',
  unsafe: '不安全',
  manifest: '清单有误',
  signature: '签名有误',
  signer: '签名人不符',
  structure: '光盘结构有误',
  unreadable: '无法读取',
};

/** What a disc says of itself, in one line. */
export function aboutText({ about, fileName }: Intake): string {
  if (!about) return fileName;
  const { title, province, batch, madeAt, set } = about;
  const part = set.of > 1 ? `第${set.part}张，共${set.of}张` : undefined;
  return [title, province, batch, part, `${momentText(madeAt)}制作`].filter((each) => each !== undefined).join('，');
}
