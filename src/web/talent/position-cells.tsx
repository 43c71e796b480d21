import { payText, positionKindLabels } from '#core/talent/position.ts';
import type { Position } from './talent-queries.ts';

/** What tables of positions tell of one, from its kind to its last day. */
export function PositionCells({ position }: { position: Position }) {
  const { kind, headcount, level, skills, pay, place, isOpen, isWithdrawn, expiresOn } = position;
  return (
    <>
      <td data-label="类型">{positionKindLabels[kind]}</td>
      <td data-label="人数" className="number">
        {headcount}
      </td>
      <td data-label="要求">{[level, ...skills].join('、')}</td>
      <td data-label="薪酬">{payText(pay)}</td>
      <td data-label="地点">{place}</td>
      <td data-label="截止" className="number">
        {isOpen ? expiresOn : <span className="warning">{isWithdrawn ? '已撤下' : '已到期'}</span>}
      </td>
    </>
  );
}
