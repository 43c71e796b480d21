import { readFileSync } from 'node:fs';
import { facesFor, setTemplate } from '#documents/pdf/typst.ts';
import { qrSvg } from '#documents/print/qr.ts';
import type { CertificateContent } from './certificate.ts';

/** A certificate to be printed: `address` is the page where its code is verified. */
export type CertificatePrint = { content: CertificateContent; code: string; digest: string; address: string };

let template: string | undefined;

/** The certificate as a PDF (A4, usually one page; more where its table is long). The same input gives the same bytes on a machine. */
export function renderCertificate({ content, code, digest, address }: CertificatePrint): Uint8Array {
  template ??= readFileSync(new URL('certificate.typ', import.meta.url), 'utf8');
  const { organisation, creditCode, consortium, category, joinedOn, leftOn, issuedOn, figures } = content;
  return setTemplate(template, {
    ...facesFor('仿宋_GB2312'),
    title: '联合体成员单位证明',
    date: dateParts(issuedOn),
    statement: statementOf(content),
    lines: [
      ['成员单位', organisation],
      ['统一社会信用代码', creditCode ?? '—'],
      ['所属联合体', consortium],
      ['成员类别', category],
      ['成员期间', `${chineseDay(joinedOn)}至${leftOn === null ? '今' : chineseDay(leftOn)}`],
    ],
    figures: figures.map(({ label, year, amount, unit }) => [label, String(year), amount, unit]),
    issuedOn: chineseDay(issuedOn),
    issuer: consortium,
    code,
    digest,
    address,
    qr: qrSvg(`${address}/${code}`),
  });
}

function statementOf({ organisation, consortium, joinedOn, leftOn, issuedOn }: CertificateContent): string {
  const isMember = leftOn === null || leftOn > issuedOn;
  return isMember
    ? `兹证明${organisation}自${chineseDay(joinedOn)}起为${consortium}成员单位。`
    : `兹证明${organisation}自${chineseDay(joinedOn)}起至${chineseDay(leftOn)}止曾为${consortium}成员单位。`;
}

/** `2023年6月1日` */
function chineseDay(day: string): string {
  const { year, month, day: date } = dateParts(day);
  return `${year}年${month}月${date}日`;
}

function dateParts(text: string): { year: number; month: number; day: number } {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return { year, month, day };
}
