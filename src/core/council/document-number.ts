/** `联合体理事会决议〔2026〕3号`, numbered in each year from 1 (GB/T 9704—2012 7.2.5). */
export function documentNumber(kind: 'resolution' | 'minutes', year: number, number: number): string {
  return `理事会${kind === 'resolution' ? '决议' : '纪要'}〔${year}〕${number}号`;
}
