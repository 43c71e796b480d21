import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { answered, client } from '#web/api/client.ts';
import { batchesQuery } from '#web/api/queries.ts';

/** Begins a consortium's form in an open batch, or opens the one begun there. `besides` is the batch whose form is shown already. */
export function BeginApplication({ consortiumId, besides }: { consortiumId: string; besides?: string }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const batches = useQuery(batchesQuery);
  const begin = useMutation({
    mutationFn: (id: string) =>
      answered(client.POST('/api/batches/{id}/applications', { params: { path: { id } }, body: { consortiumId } })),
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['consortia'] });
      await navigate({ to: '/applications/$id', params: { id } });
    },
  });
  const open = batches.data?.items.filter((batch) => batch.open && batch.id !== besides) ?? [];
  if (open.length === 0)
    return besides === undefined ? <span className="soft">尚未申报；目前没有开放的批次。</span> : null;
  return (
    <span className="actions">
      {open.map((batch) => (
        <Button key={batch.id} size="small" loading={begin.isPending} onClick={() => begin.mutate(batch.id)}>
          填报“{batch.title}”
        </Button>
      ))}
      {begin.error && (
        <span role="alert" className="error">
          {begin.error.message}
        </span>
      )}
    </span>
  );
}
