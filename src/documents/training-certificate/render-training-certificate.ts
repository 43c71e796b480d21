import { readFileSync } from 'node:fs';
import { printedSerial } from '#core/training/certificate-serial.ts';
import { facesFor, setTemplate } from '#documents/pdf/typst.ts';
import { qrSvg } from '#documents/print/qr.ts';

/** A certificate as it is printed: `address` is the page where its serial is verified, `issuedOn` a day in words. */
export type TrainingCertificatePrint = {
  title: string;
  holder: string;
  statement: string;
  lines: readonly (readonly [string, string])[];
  issuer: string;
  consortium: string;
  issuedOn: string;
  serial: string;
  digest: string;
  address: string;
};

let template: string | undefined;

/** The certificate as a PDF of one page across. The same input gives the same bytes on a machine. */
export function renderTrainingCertificate({ serial, address, ...said }: TrainingCertificatePrint): Uint8Array {
  template ??= readFileSync(new URL('training-certificate.typ', import.meta.url), 'utf8');
  const printed = { serial: printedSerial(serial), address, qr: qrSvg(`${address}/${serial}`) };
  return setTemplate(template, { ...facesFor('仿宋_GB2312'), ...said, ...printed });
}
