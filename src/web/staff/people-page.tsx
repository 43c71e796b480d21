import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { meQuery } from '#web/api/queries.ts';
import { ConsortiumHead } from '#web/consortium/consortium-head.tsx';
import { PostsCard } from '#web/post/posts-card.tsx';
import { Loaded } from '#web/ui/loaded.tsx';
import { StaffCard } from './staff-card.tsx';
import { staffQuery } from './staff-queries.ts';

/** Who works for the consortium: the staff of its secretariat, and whoever holds its fixed and mobile posts. */
export function PeoplePage() {
  const { id = '' } = useParams({ strict: false });
  const roles = useQuery(meQuery).data?.roles ?? [];
  const isMember = roles.length > 0 && roles.every(({ role }) => role === 'member-reporter');
  return (
    <>
      <ConsortiumHead id={id} title="人员与岗位" />
      {!isMember && <Staff id={id} />}
      <PostsCard id={id} />
    </>
  );
}

function Staff({ id }: { id: string }) {
  const staff = useQuery(staffQuery(id));
  return <Loaded query={staff}>{(data) => <StaffCard id={id} data={data} />}</Loaded>;
}
