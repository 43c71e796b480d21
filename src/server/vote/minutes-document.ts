import type { MinutedMotion, Minutes } from '#core/council/minutes.ts';
import { voteSentence } from '#core/council/minutes.ts';
import type { OfficialBlock, OfficialDocument } from '#documents/official/official-document.ts';
import { dayText } from '#server/public/beijing-time.ts';

/** What the attendees said of the minutes; `at` is a Beijing time, empty where nothing was said. */
export type MinutesWord = { name: string; word: string; text: string; at: string };

const heading = (text: string): OfficialBlock => ({ kind: 'heading', text });
const paragraph = (text: string): OfficialBlock => ({ kind: 'paragraph', text });
const ordinals = '一二三四五六七八九十';

/** 会议纪要 as a letter of the council, with who confirmed it on a page of its own. */
export function minutesDocument(
  minutes: Minutes,
  { number, words, isFinal, day }: { number: string; words: readonly MinutesWord[]; isFinal: boolean; day: string },
): OfficialDocument {
  const { consortium, title, kindLabel, place, chair, recorder, attendees, items, notes, seats, from, to } = minutes;
  const present = attendees.filter(({ isPresent }) => isPresent);
  const absent = attendees.filter(({ isPresent }) => !isPresent);
  return {
    title: `${consortium}理事会会议纪要${isFinal ? '' : '（待确认）'}`,
    number,
    body: [
      heading('一、会议情况'),
      paragraph(`会议名称：${title}（${kindLabel}）`),
      paragraph(`时间：${dayText(minutes.day)}${from && ` ${from}—${to}`}`),
      ...(place === '' ? [] : [paragraph(`地点：${place}`)]),
      ...(chair === '' ? [] : [paragraph(`主持：${chair}`)]),
      ...(recorder === '' ? [] : [paragraph(`记录：${recorder}`)]),
      paragraph(`应到${seats}席，实到${present.length}席（含受托）。`),
      {
        kind: 'table',
        head: ['类别', '姓名', '单位', '职务', '备注'],
        widths: [14, 14, 36, 14, 22],
        rows: present.map(({ party, name, organisation, role, note }) => [party, name, organisation, role, note]),
      },
      ...(absent.length === 0 ? [] : [paragraph(`缺席：${absent.map(({ name }) => name).join('、')}。`)]),
      heading('二、议程和表决'),
      ...items.flatMap((item, at) => [
        paragraph(`（${chineseNumber(at + 1)}）${item.title}`),
        ...(item.discussion === '' ? [] : item.discussion.split('\n').map(paragraph)),
        ...item.motions.flatMap(motionBlocks),
      ]),
      ...(notes === '' ? [] : [heading('三、其他'), ...notes.split('\n').map(paragraph)]),
    ],
    from: `${consortium}理事会`,
    day,
    annex: {
      title: '出席人员确认情况',
      body: [
        {
          kind: 'table',
          head: ['姓名', '意见', '时间', '签字'],
          widths: [20, 40, 24, 16],
          rows: words.map(({ name, word, text, at }) => [name, text === '' ? word : `${word}：${text}`, at, '']),
        },
      ],
    },
  };
}

function motionBlocks({ title, text, amendments, recused, votes, outcome }: MinutedMotion): OfficialBlock[] {
  return [
    paragraph(`议案：${title}`),
    ...amendments.map(({ number, proposer, isAdopted }) =>
      paragraph(`${proposer}提出修正案${number}，${isAdopted ? '已采纳' : '未采纳'}。`),
    ),
    ...(recused.length === 0
      ? []
      : [paragraph(`回避：${recused.map(({ name, reason }) => `${name}（${reason}）`).join('、')}。`)]),
    ...votes.flatMap((vote) => [
      paragraph(voteSentence(vote)),
      ...(vote.named.length === 0
        ? []
        : [paragraph(`记名：${vote.named.map(({ name, choice }) => `${name}${choice}`).join('，')}。`)]),
    ]),
    paragraph(`${outcome}。内容如下：`),
    ...text.split('\n').map(paragraph),
  ];
}

/** To 99. */
function chineseNumber(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const digit = (n: number) => ordinals[n - 1] ?? '';
  return `${tens === 0 ? '' : `${tens === 1 ? '' : digit(tens)}十`}${digit(ones)}`;
}

/** 决议, by which others act. */
export function resolutionDocument(resolution: {
  consortium: string;
  number: string;
  title: string;
  text: string;
  basis: string;
  adoptedOn: string;
}): OfficialDocument {
  const { consortium, number, title, text, basis, adoptedOn } = resolution;
  return {
    title: `${consortium}理事会关于${title.replace(/^关于/, '').replace(/的?(议案|提案)$/, '')}的决议`,
    number,
    body: [...basis.split('\n'), '现决议如下：', ...text.split('\n')].map(paragraph),
    from: `${consortium}理事会`,
    day: dayText(adoptedOn),
  };
}
