import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { resolutionsQuery } from './vote-queries.ts';

/** What the council has resolved, the latest first; nothing before the first. */
export function ResolutionsCard({ id }: { id: string }) {
  const items = useQuery(resolutionsQuery(id)).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className="card" aria-label="决议">
      <h2>决议</h2>
      <p className="soft">据决议选举、罢免或修订章程的，在“依据”中填决议的文号，即与决议关联。</p>
      <ul className="plain-list">
        {items.map(({ id: resolutionId, meetingId, number, title, adoptedOn }) => (
          <li key={resolutionId}>
            {number}
            {'　'}
            <Link to="/consortia/$id/council/meetings/$meetingId" params={{ id, meetingId }}>
              {title}
            </Link>
            <span className="soft">　{adoptedOn}</span>
            {'　'}
            <a href={`/api/consortia/${id}/resolutions/${resolutionId}/document.docx`}>Word</a>
            {'　'}
            <a href={`/api/consortia/${id}/resolutions/${resolutionId}/document.pdf`}>PDF</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
