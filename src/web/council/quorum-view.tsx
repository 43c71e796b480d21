import type { Live, Meeting } from './council-queries.ts';

type Quorum = NonNullable<Live['quorum']>;

/** Whether enough are there, in all and of each party, as it stands at this moment. */
export function QuorumView({ quorum, parties }: { quorum: Quorum; parties: Meeting['parties'] }) {
  return (
    <div className="quorum">
      <p className={quorum.isReached ? 'quorum-verdict good' : 'quorum-verdict error'} role="status">
        {quorum.isReached ? '达到法定人数' : '未达到法定人数'}
      </p>
      <p className="quorum-count">
        <strong>{quorum.present + quorum.byProxy}</strong>／{quorum.seats}席
      </p>
      <p className="soft">
        到会{quorum.present}，受托{quorum.byProxy}；须到{quorum.needed}
      </p>
      <ul className="plain-list quorum-parties">
        {quorum.parties.map(({ party, present, byProxy, seats, needed, isReached }) => (
          <li key={party} className={isReached ? 'is-reached' : 'is-short'}>
            <span>{parties.find(({ id }) => id === party)?.label ?? party}</span>
            <strong>
              {present + byProxy}／{seats}
            </strong>
            <span className={isReached ? 'soft' : 'error'}>{needed === 0 ? '不作要求' : `须到${needed}`}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
