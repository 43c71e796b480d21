import { numberText } from '#core/figure/figure-text.ts';
import type { Commitment, Running } from './commitment-queries.ts';

const percent = (share: number) => `${Math.round(share * 100)}％`;

/** The pace towards a commitment of the running year, in words. */
export function paceText({ gone, pace }: Running): string | undefined {
  if (!pace) return undefined;
  const usual = pace.isUsualKnown ? `往年此时完成全年的${percent(pace.usual)}` : `全年已过${percent(gone)}`;
  return `已完成承诺的${percent(pace.done)}（${usual}），${paces[pace.standing]}`;
}

const paces = { ahead: '快于进度', level: '与进度相当', behind: '慢于进度' } as const;

/** Where the year will end and how sure that is, in words. */
export function forecastText({ forecast }: Running, unit: string, confidence: number): string {
  if (!forecast) return '不足以预测';
  const { low, high, outlook } = forecast;
  const range = low === high ? numberText(low) : `${numberText(low)}—${numberText(high)}`;
  const said = `预计年底${range}${unit}（把握${percent(confidence)}）`;
  return outlook === null ? said : `${said}，${outlooks[outlook]}`;
}

const outlooks = { likely: '可望兑现', open: '能否兑现尚不明朗', unlikely: '难以兑现' } as const;

/** What a forecast stands on. */
export function basisText({ forecast }: Running): string | undefined {
  if (!forecast) return undefined;
  const { own, peers, peerGroup, tested } = forecast;
  const others = peerGroup === null ? '其他联合体' : `同类联合体（${peerGroup}）`;
  const from = [own > 0 && `本联合体${own}个年度`, peers > 0 && `${others}${peers}个年度`].filter(Boolean).join('和');
  const test = tested.years > 0 ? `；用往年同一天回测${tested.years}次，${tested.within}次落在预测区间内` : '';
  return `依据${from}的年内进度${test}`;
}

/** How far a commitment was kept, in words. */
export function fulfilmentText({ fulfilment: { state, percent: exact } }: Commitment): string {
  if (state === 'unknown') return '暂无数据';
  return exact === null ? '已兑现' : `${exact}％`;
}
