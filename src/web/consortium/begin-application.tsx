import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';

/** A consortium without a form begins one in an open batch. */
export function BeginApplication({ consortiumId }: { consortiumId: string }) {
  const queryClient = useQueryClient();
  const batches = useQuery({ queryKey: ['batches'], queryFn: () => answered(client.GET('/api/batches')) });
  const begin = useMutation({
    mutationFn: (id: string) =>
      answered(client.POST('/api/batches/{id}/applications', { params: { path: { id } }, body: { consortiumId } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['consortia'] }),
  });
  const open = batches.data?.items.filter((batch) => batch.open) ?? [];
  if (open.length === 0) return <span className="soft">尚未申报；目前没有开放的批次。</span>;
  return (
    <span className="actions">
      {open.map((batch) => (
        <Button key={batch.id} size="small" loading={begin.isPending} onClick={() => begin.mutate(batch.id)}>
          在“{batch.title}”开始填报
        </Button>
      ))}
      {begin.error && <span className="error">{begin.error.message}</span>}
    </span>
  );
}
