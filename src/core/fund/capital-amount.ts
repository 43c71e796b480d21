import { yuanText } from '#core/quantity/yuan.ts';

const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿', '万亿'];

/** An amount in the capitals that vouchers are written in: 人民币壹万贰仟叁佰元伍角整. At most sixteen digits of yuan, none negative. */
export function capitalAmount(fen: bigint): string {
  const [whole = '0', fraction = '00'] = yuanText(fen).split('.');
  const yuan = whole === '0' ? '' : `${wholeText(whole)}元`;
  const [jiao = 0, cent = 0] = [...fraction].map(Number);
  if (jiao === 0 && cent === 0) return `人民币${yuan || '零元'}整`;
  const tenth = jiao === 0 ? (yuan === '' ? '' : '零') : `${digits[jiao]}角`;
  return `人民币${yuan}${tenth}${cent === 0 ? '整' : `${digits[cent]}分`}`;
}

function wholeText(whole: string): string {
  const four = whole.padStart(Math.ceil(whole.length / 4) * 4, '0').match(/.{4}/g) ?? [];
  return four
    .map((group, at) => {
      const text = [...group]
        .map((digit, place) => (digit === '0' ? '零' : `${digits[Number(digit)]}${places[3 - place]}`))
        .join('')
        .replace(/零+/g, '零')
        .replace(/零$/, '');
      return text === '' ? '零' : `${text}${groups[four.length - 1 - at]}`;
    })
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '');
}
