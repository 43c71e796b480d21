import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { answered, client } from '#web/api/client.ts';
import type { Board } from './collection-queries.ts';

/** A province's own return: what it has approved goes to the ministry, with its remark. */
export function HandReturns({ board, unit }: { board: Board; unit: { id: string; name: string } }) {
  const [remark, setRemark] = useState('');
  const queryClient = useQueryClient();
  const own = board.provinces.find(({ id }) => id === unit.id);
  const number = Math.max(0, ...board.handings.filter((one) => one.unitId === unit.id).map((one) => one.number)) + 1;
  const hand = useMutation({
    mutationFn: () =>
      answered(
        client.POST('/api/collections/{id}/handings', {
          params: { path: { id: board.id } },
          body: { unitId: unit.id, number, remark },
        }),
      ),
    onSuccess: () => {
      setRemark('');
      return queryClient.invalidateQueries();
    },
  });
  if (!own) return null;
  const open = own.total - own.approved - own.handed - own.final;
  return (
    <section className="card">
      <h2>报部（{unit.name}）</h2>
      {own.approved === 0 ? (
        <p className="soft">
          {own.handed + own.final > 0 ? '审核通过的都已报部。' : '还没有审核通过的联合体：请先在下面逐家审核。'}
        </p>
      ) : (
        <>
          <p>
            本次报送{own.approved}家
            {open > 0 && <span className="warning">；另有{open}家尚未通过审核，须在意见中说明</span>}。
          </p>
          <label className="field">
            <span>省级意见</span>
            <textarea
              className="text"
              rows={3}
              maxLength={5000}
              value={remark}
              onChange={(event) => setRemark(event.target.value)}
            />
          </label>
          <p className="actions">
            <Button
              type="primary"
              loading={hand.isPending}
              disabled={open > 0 && remark.trim() === ''}
              onClick={() => hand.mutate()}
            >
              报部
            </Button>
          </p>
        </>
      )}
      {hand.error && (
        <p role="alert" className="error">
          {hand.error.message}
        </p>
      )}
    </section>
  );
}
