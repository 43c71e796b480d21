import { choice, count, day, decimal, member, members, optional, text } from '#core/ledger/fields.ts';
import { defineKind, type LedgerBook } from '#core/ledger/kind.ts';

/** A chess club's ledgers: players play games and lend boards. As unlike a consortium's as the rules allow. */

const game = defineKind({
  id: 'game',
  label: '对局记录',
  help: '每局一行，由白方登记，黑方确认。',
  fields: {
    white: member('白方', 'player'),
    black: member('黑方', 'player'),
    watchers: optional(members('观战社员')),
    playedOn: day('日期'),
    result: choice('结果', '白胜', '黑胜', '和棋'),
    moves: count('手数', '手'),
    note: optional(text('备注')),
  },
  identity: ['white', 'black', 'playedOn'],
  reporter: 'white',
  counterpart: 'black',
  years: { rule: 'on', day: 'playedOn' },
  figures: [
    { figure: 'games', measure: { type: 'one' }, split: 'white' },
    {
      figure: 'winRate',
      measure: { type: 'rate', part: { where: [{ field: 'result', is: '白胜' }] }, whole: 'one' },
    },
    {
      figure: 'longGames',
      label: '百手以上对局',
      unit: '局',
      measure: { type: 'one' },
      where: [[{ field: 'moves', atLeast: 100 }]],
      listedFor: 'story',
    },
  ],
  supports: [],
});

const loan = defineKind({
  id: 'loan',
  label: '棋具借用',
  fields: {
    borrower: member('借用人'),
    boards: count('副数'),
    fee: decimal('每月押金（元）', '元'),
    lentOn: day('借出日期'),
    returnedOn: optional(day('归还日期')),
  },
  identity: ['borrower', 'lentOn'],
  reporter: 'borrower',
  years: { rule: 'during', from: 'lentOn', to: 'returnedOn' },
  figures: [
    {
      figure: 'loanMonths',
      label: '借用棋具',
      unit: '副月',
      measure: { type: 'months', from: 'lentOn', to: 'returnedOn', times: 'boards' },
    },
  ],
  supports: [],
  order: [['lentOn', 'returnedOn']],
});

export const ledgers: LedgerBook = {
  years: { first: 2030, last: 2032 },
  actual: 2032,
  memberClasses: { player: ['junior', 'senior'] },
  kinds: [game, loan],
  fills: { boards: { figure: 'loanMonths', year: 2031 } },
};
