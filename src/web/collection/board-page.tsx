import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { meQuery } from '#web/api/queries.ts';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText, remainingText } from '#web/ui/moment.ts';
import { BoardRows } from './board-rows.tsx';
import { type Board, boardQuery } from './collection-queries.ts';
import { HandReturns } from './hand-returns.tsx';
import { MoveLevel } from './move-level.tsx';
import './collection.css';

/** Who is complete, on time, late or missing in a period: by province, then by consortium. */
export function BoardPage() {
  const { id = '' } = useParams({ strict: false });
  const board = useQuery(boardQuery(id));
  const province = useQuery(meQuery).data?.roles.find(({ role }) => role === 'provincial-officer')?.unit;
  return (
    <Loaded query={board}>
      {(data) => (
        <>
          <title>{`${data.title} - 联合体`}</title>
          <div className="title-row">
            <h1>{data.title}</h1>
            <span className="soft">{data.unit.name}组织</span>
            <span className="space" />
            <Link to="/collections">全部采集</Link>
          </div>
          {data.note !== '' && <p className="card">{data.note}</p>}
          <Levels board={data} />
          <Provinces board={data} />
          {province && data.goesUp && <HandReturns board={data} unit={province} />}
          <Handings board={data} />
          <BoardRows board={data} />
          {data.canManage && <MoveLevel key={data.version} board={data} />}
          {data.canManage && <AskNew board={data} />}
        </>
      )}
    </Loaded>
  );
}

function Levels({ board }: { board: Board }) {
  return (
    <section className="card">
      <h2>各级时间（北京时间）</h2>
      <table className="data stacks">
        <thead>
          <tr>
            <th>环节</th>
            <th>应于</th>
            <th>此后不再受理</th>
          </tr>
        </thead>
        <tbody>
          {board.levels.map(({ level, label, dueAt, closesAt, isOpen }) => (
            <tr key={level}>
              <td data-label="环节">{label}</td>
              <td data-label="应于">
                {momentText(dueAt)}（{remainingText(dueAt, Date.now())}）
              </td>
              <td data-label="此后不再受理">
                {momentText(closesAt)}
                {!isOpen && <span className="warning">（已结束）</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {board.extensions.map(({ id, level, closesAt: [from = '', to = ''], reason, by, at }) => (
        <p key={id} className="soft">
          {momentText(at)}，{board.levels.find((one) => one.level === level)?.label}由至{momentText(from)}改为至
          {momentText(to)}：{reason}（{by}）
        </p>
      ))}
    </section>
  );
}

function Provinces({ board }: { board: Board }) {
  const sum = (part: 'total' | 'onTime' | 'late' | 'missing' | 'open' | 'approved' | 'handed' | 'final') =>
    board.provinces.reduce((all, one) => all + one[part], 0);
  const total = sum('total');
  const complete = board.goesUp ? sum('final') : sum('approved');
  return (
    <section className="card">
      <h2>分省进度</h2>
      <p>
        应报{total}家：按时<strong className="good">{sum('onTime')}</strong>家，逾期
        <strong className="warning">{sum('late')}</strong>家，逾期未报
        <strong className="error">{sum('missing')}</strong>
        家，未到期{sum('open')}家；全部审核完成{complete}家。
      </p>
      <table className="data stacks">
        <thead>
          <tr>
            <th>省份</th>
            <th>应报</th>
            <th>按时</th>
            <th>逾期</th>
            <th>逾期未报</th>
            <th>待省级审核</th>
            <th>退回修改中</th>
            <th>省级通过</th>
            {board.goesUp && <th>已报部</th>}
            {board.goesUp && <th>部级通过</th>}
          </tr>
        </thead>
        <tbody>
          {board.provinces.map((one) => (
            <tr key={one.id}>
              <td data-label="省份">{one.name}</td>
              <Count label="应报" value={one.total} />
              <Count label="按时" value={one.onTime} />
              <Count label="逾期" value={one.late} tone="warning" />
              <Count label="逾期未报" value={one.missing} tone="error" />
              <Count label="待省级审核" value={one.sent} />
              <Count label="退回修改中" value={one.returned} />
              <Count label="省级通过" value={one.approved} />
              {board.goesUp && <Count label="已报部" value={one.handed} />}
              {board.goesUp && <Count label="部级通过" value={one.final} />}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Count({ label, value, tone = '' }: { label: string; value: number; tone?: string }) {
  return (
    <td data-label={label} className={value === 0 ? 'number soft' : `number ${tone}`}>
      {value}
    </td>
  );
}

function Handings({ board }: { board: Board }) {
  if (board.handings.length === 0) return null;
  return (
    <section className="card">
      <h2>省级报部记录</h2>
      <ul>
        {board.handings.map(({ unitId, unit, number, remark, handed, by, at }) => (
          <li key={`${unitId}-${number}`}>
            {unit}第{number}次报部，{handed}家：{remark === '' ? '无意见' : remark}
            <span className="soft">
              （{by}，{momentText(at)}）
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function AskNew({ board }: { board: Board }) {
  const [asked, setAsked] = useState<number>();
  const queryClient = useQueryClient();
  const ask = useMutation({
    mutationFn: () => answered(client.POST('/api/collections/{id}/consortia', { params: { path: { id: board.id } } })),
    onSuccess: (answer) => {
      setAsked(answer.asked);
      return queryClient.invalidateQueries({ queryKey: boardQuery(board.id).queryKey });
    },
  });
  return (
    <p className="actions">
      <Button loading={ask.isPending} onClick={() => ask.mutate()}>
        增补开设后新列入的培育单位
      </Button>
      <span role="status">{asked !== undefined && (asked === 0 ? '没有需要增补的。' : `已增补${asked}家。`)}</span>
      {ask.error && <span className="error">{ask.error.message}</span>}
    </p>
  );
}
