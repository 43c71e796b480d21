import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { downloaded } from './download.ts';
import type { Imported } from './import-members-page.tsx';

/** An invitation for each member that was just added, as an Excel file to hand out. */
export function InvitationList({ consortiumId, rows }: { consortiumId: string; rows: Imported['rows'] }) {
  const memberIds = rows.filter(({ outcome }) => outcome === 'adds').map(({ memberId }) => memberId);
  const invite = useMutation({
    mutationFn: () =>
      downloaded(`/api/consortia/${consortiumId}/members/invitations`, { memberIds }, '成员单位邀请.xlsx'),
  });
  if (memberIds.length === 0) return null;
  return (
    <p className="actions">
      <Button loading={invite.isPending} disabled={invite.isSuccess} onClick={() => invite.mutate()}>
        为新增的{memberIds.length}家生成邀请清单（Excel）
      </Button>
      <span role="status" className={invite.error ? 'error' : 'good'}>
        {invite.error?.message ?? (invite.isSuccess ? '已下载。链接只在这份文件中，请妥善转交。' : '')}
      </span>
    </p>
  );
}
