import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { downloaded } from './download.ts';

/** Makes an invitation for each of these members, as an Excel file to hand out. */
export function InvitationList({
  consortiumId,
  memberIds,
  label,
}: {
  consortiumId: string;
  memberIds: readonly string[];
  label: string;
}) {
  const invite = useMutation({
    mutationFn: () =>
      downloaded(`/api/consortia/${consortiumId}/members/invitations`, { memberIds }, '成员单位邀请.xlsx'),
  });
  if (memberIds.length === 0) return null;
  return (
    <p className="actions">
      <Button loading={invite.isPending} disabled={invite.isSuccess} onClick={() => invite.mutate()}>
        {label}
      </Button>
      <span role="status" className={invite.error ? 'error' : 'good'}>
        {invite.error?.message ?? (invite.isSuccess ? '已下载。链接只在这份文件中，请妥善转交。' : '')}
      </span>
    </p>
  );
}
