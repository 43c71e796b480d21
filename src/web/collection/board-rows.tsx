import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import { meQuery } from '#web/api/queries.ts';
import { InlineSelect } from '#web/ui/inline-select.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { momentText } from '#web/ui/moment.ts';
import { Pager } from '#web/ui/pager.tsx';
import { type Board, type BoardFilter, boardRowsQuery, punctualityTexts, rowsOnPage } from './collection-queries.ts';

const punctualities = [
  { id: 'all', label: '全部' },
  { id: 'onTime', label: '按时' },
  { id: 'late', label: '逾期' },
  { id: 'missing', label: '逾期未报' },
  { id: 'open', label: '未到期' },
] as const;

/** The consortia of a board, filtered by province and punctuality; those who are missing are reminded from here. */
export function BoardRows({ board }: { board: Board }) {
  const [provinceId, setProvinceId] = useState('all');
  const [punctuality, setPunctuality] = useState<(typeof punctualities)[number]['id']>('all');
  const [offset, setOffset] = useState(0);
  const isOfficer = useQuery(meQuery).data?.roles.some(({ role }) => role.endsWith('-officer')) ?? false;
  const chosen = {
    ...(provinceId === 'all' ? {} : { provinceId }),
    ...(punctuality === 'all' ? {} : { punctuality }),
  };
  const filter: BoardFilter = { ...chosen, offset };
  const rows = useQuery(boardRowsQuery(board.id, filter));
  const file = `/api/collections/${board.id}/returns.xlsx?${new URLSearchParams(chosen)}`;
  return (
    <section className="card">
      <h2>各联合体报送情况</h2>
      <div className="actions board-tools">
        {board.provinces.length > 1 && (
          <InlineSelect
            label="省份"
            choices={[{ id: 'all', label: '全部' }, ...board.provinces.map(({ id, name }) => ({ id, label: name }))]}
            value={provinceId}
            onChange={(id) => {
              setProvinceId(id);
              setOffset(0);
            }}
          />
        )}
        <InlineSelect
          label="报送"
          choices={punctualities}
          value={punctuality}
          onChange={(id) => {
            setPunctuality(id);
            setOffset(0);
          }}
        />
        <a href={file} download>
          下载Excel
        </a>
        {isOfficer && <Remind board={board} provinceId={provinceId === 'all' ? undefined : provinceId} />}
      </div>
      <Loaded query={rows}>
        {({ items, total }) => (
          <>
            {items.length === 0 ? (
              <p className="soft">没有符合条件的联合体。</p>
            ) : (
              <table className="data stacks">
                <thead>
                  <tr>
                    <th>联合体</th>
                    <th>省份</th>
                    <th>状态</th>
                    <th>报送</th>
                    <th>省级审核</th>
                    {board.judgesPlan && <th>年度计划</th>}
                    <th>报送时间</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((row) => (
                    <tr key={row.consortium.id}>
                      <td data-label="联合体">
                        <Link
                          to="/consortia/$id/returns/$collectionId"
                          params={{ id: row.consortium.id, collectionId: board.id }}
                        >
                          {row.consortium.name}
                        </Link>
                      </td>
                      <td data-label="省份">{row.province.name}</td>
                      <td data-label="状态">{row.stateLabel}</td>
                      <td data-label="报送" className={punctualityTexts[row.own].className}>
                        {punctualityTexts[row.own].label}
                      </td>
                      <td data-label="省级审核" className={punctualityTexts[row.provincial].className}>
                        {row.provincial === 'missing' ? '逾期未审' : punctualityTexts[row.provincial].label}
                      </td>
                      {board.judgesPlan && (
                        <td data-label="年度计划" className={row.fulfilled === false ? 'error' : ''}>
                          {row.fulfilled === null ? '—' : row.fulfilled ? '完成' : '未完成'}
                        </td>
                      )}
                      <td data-label="报送时间">{row.sentAt === null ? '—' : momentText(row.sentAt)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            <Pager
              page={offset / rowsOnPage}
              pages={Math.ceil(total / rowsOnPage)}
              onPage={(page) => setOffset(page * rowsOnPage)}
            />
          </>
        )}
      </Loaded>
    </section>
  );
}

function Remind({ board, provinceId }: { board: Board; provinceId: string | undefined }) {
  const remind = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/collections/{id}/reminders', {
          params: { path: { id: board.id } },
          body: provinceId === undefined ? {} : { provinceId },
        }),
      ),
  });
  return (
    <>
      <Button loading={remind.isPending} onClick={() => remind.mutate()}>
        提醒未报的联合体
      </Button>
      <span role="status" className={remind.error ? 'error' : 'good'}>
        {remind.error?.message ??
          (remind.data &&
            (remind.data.people === 0
              ? '今天已经提醒过，或没有需要提醒的。'
              : `已提醒${remind.data.consortia}家联合体的${remind.data.people}人。`))}
      </span>
    </>
  );
}
