import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { momentText } from '#web/ui/moment.ts';
import type { Quality } from './quality-queries.ts';

/** Has a consortium looked at again, and says what came of it. */
export function CheckNow({ quality, label }: { quality: Quality; label?: string }) {
  const { consortium, checkedAt, canCheck } = quality;
  const queryClient = useQueryClient();
  const check = useMutation({
    mutationFn: () =>
      answered(client.POST('/api/consortia/{id}/quality/check', { params: { path: { id: consortium.id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['quality', consortium.id] }),
  });
  return (
    <>
      {canCheck && (
        <Button loading={check.isPending} onClick={() => check.mutate()}>
          {label ?? (checkedAt === null ? '立即检查' : '重新检查')}
        </Button>
      )}
      <span role="status" className={check.error ? 'error' : 'soft'}>
        {check.error?.message ??
          (check.data
            ? `检查完成：共${check.data.found}项发现，新增${check.data.opened}项，消除${check.data.gone}项。`
            : checkedAt !== null && `${momentText(checkedAt)}检查`)}
      </span>
    </>
  );
}
