import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { noticesQuery } from './notice-queries.ts';

/** Leads to one's notices and tells how many are unread. */
export function Bell() {
  const unread = useQuery(noticesQuery).data?.unread ?? 0;
  return (
    <Link to="/notices" aria-label={unread > 0 ? `消息，${unread}条未读` : '消息'}>
      消息{unread > 0 && <strong>（{unread}）</strong>}
    </Link>
  );
}
